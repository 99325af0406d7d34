import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { AppError } from '../errors.ts';
import type { Run, RunItem, RunItemError, Runs } from '../runs/runs.ts';

export interface WorkReport extends Disposable {
  /** Adds a failure, whole, before it returns. */
  add(failure: Failure): void;
  /** Writes the list anew, as the runs have it: without what was mended since. */
  complete(): Promise<void>;
}

export interface Failure {
  readonly place: string;
  readonly error: RunItemError;
}

/**
 * The failures of a run as JSON Lines in a file, complete at any moment: it begins with those from before the run was gone
 * on with, and at the end takes the place of the file whole. What is no plain file (a pipe) is only ever added to.
 *
 * @throws {AppError} 400 `unwritable-report`.
 */
export async function openReport(file: string, cwd: string, run: Run, runs: Runs): Promise<WorkReport> {
  const path = resolve(cwd, file);
  let handle = open(path, file);

  const add = (failure: Failure) => void writeSync(handle, failureLine(failure));
  for await (const failure of failuresOf(run, runs)) add(failure);

  return {
    add,
    async complete() {
      if (!fstatSync(handle).isFile()) return;
      const fresh = open(`${path}.part`, file);
      for await (const failure of failuresOf(run, runs)) writeSync(fresh, failureLine(failure));
      renameSync(`${path}.part`, path);
      closeSync(handle);
      handle = fresh;
    },
    [Symbol.dispose]: () => closeSync(handle),
  };
}

/** One line of the report, and of `--json`. */
export function failureLine({ place, error: { code, message, hint } }: Failure): string {
  return `${JSON.stringify({ place, outcome: 'failed', error: { code, message, ...(hint !== undefined && { hint }) } })}\n`;
}

async function* failuresOf(run: Run, runs: Runs): AsyncGenerator<Failure> {
  let last: RunItem | undefined;
  do {
    const page = await runs.failures(run, last);
    for (const { place, error } of page) if (error) yield { place, error };
    last = page.at(-1);
  } while (last !== undefined);
}

function open(path: string, file: string): number {
  try {
    return openSync(path, 'w');
  } catch (cause) {
    throw new AppError(`The report cannot be written: ${file}`, {
      code: 'unwritable-report',
      status: 400,
      hint: 'Name a file in a folder that exists and may be written.',
      cause,
    });
  }
}
