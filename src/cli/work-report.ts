import { closeSync, fstatSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Failure, failureLine, isFailureList } from '../backlog/failure-list.ts';
import { AppError } from '../errors.ts';
import type { Run, RunItem, Runs } from '../runs/runs.ts';

export interface WorkReport extends Disposable {
  /** Adds a failure, whole, before it returns. */
  add(failure: Failure): void;
  /** Writes the list anew, as the runs have it: without what was mended since. */
  complete(): Promise<void>;
}

/**
 * Makes sure, before a run begins, that its failures can be written there and that nothing else is lost by it: a file that
 * is no list of failures, such as the articles themselves, is not overwritten.
 *
 * @throws {AppError} 400 `unwritable-report`, exit code 2.
 */
export function checkReport(file: string, cwd: string): void {
  const path = resolve(cwd, file);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found !== undefined && !found.isFile()) return; // a pipe is opened only once
  closeSync(open(path, file, 'a'));
  if (found === undefined || found.size === 0 || isFailureList(path)) return;
  throw new AppError(`The report would overwrite ${file}, which is no list of failures`, {
    code: 'unwritable-report',
    status: 400,
    exitCode: 2,
    hint: 'Name another file, or remove this one.',
  });
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

async function* failuresOf(run: Run, runs: Runs): AsyncGenerator<Failure> {
  let last: RunItem | undefined;
  do {
    const page = await runs.failures(run, last);
    for (const { place, error } of page) if (error) yield { place, error };
    last = page.at(-1);
  } while (last !== undefined);
}

function open(path: string, file: string, flags: 'w' | 'a' = 'w'): number {
  try {
    return openSync(path, flags);
  } catch (cause) {
    throw new AppError(`The report cannot be written: ${file}`, {
      code: 'unwritable-report',
      status: 400,
      hint: 'Name a file in a folder that exists and may be written.',
      cause,
    });
  }
}
