import { closeSync, fstatSync, renameSync, rmSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { addressOf } from '../backlog/backlog-item.ts';
import { type Failure, failureLine } from '../backlog/failure-list.ts';
import { AppError } from '../errors.ts';
import type { Run, RunItem, Runs } from '../runs/runs.ts';
import { openReportFile } from './report-file.ts';

export interface WorkReport extends Disposable {
  /** Adds a failure, whole, before it returns. */
  add(failure: Failure): void;
  /** Writes the list anew, as the runs have it: without what was mended since. */
  complete(): Promise<void>;
}

/**
 * The failures of a run as JSON Lines in a file, complete at any moment: it begins with those from before the run was gone
 * on with, and at the end takes the place of the file whole. What is no plain file (a pipe) is only ever added to.
 *
 * @throws {AppError} 400 `unwritable-report`; so do its methods, with 507, when the disk takes no more.
 */
export async function openReport(file: string, cwd: string, run: Run, runs: Runs): Promise<WorkReport> {
  const path = resolve(cwd, file);
  let handle = openReportFile(path, file);

  function add(failure: Failure): void {
    try {
      writeSync(handle, failureLine(failure));
    } catch (cause) {
      throw cutShort(file, cause);
    }
  }
  for await (const failure of failuresOf(run, runs)) add(failure);

  return {
    add,
    async complete() {
      if (!fstatSync(handle).isFile()) return;
      const part = `${path}.part`;
      const fresh = openReportFile(part, file);
      try {
        for await (const failure of failuresOf(run, runs)) writeSync(fresh, failureLine(failure));
        renameSync(part, path);
      } catch (cause) {
        closeSync(fresh);
        rmSync(part, { force: true });
        throw cause instanceof AppError ? cause : cutShort(file, cause);
      }
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
    for (const { key, place, error } of page.toSorted(asTheyStand))
      if (error) yield { place, url: addressOf(key), error };
    last = page.at(-1);
  } while (last !== undefined);
}

const { compare } = new Intl.Collator('en', { numeric: true });

/** Those that failed in the same moment in the order of their places, line 9 before line 10. */
function asTheyStand(one: RunItem, other: RunItem): number {
  return one.at - other.at || compare(one.place, other.place);
}

function cutShort(file: string, cause: unknown): AppError {
  const code = cause instanceof Error && 'code' in cause ? ` (${cause.code})` : '';
  return new AppError(`The report cannot be written any further: ${file}${code}`, {
    code: 'unwritable-report',
    status: 507,
    hint: 'Free some space there, or name another file; the failures are kept with the run.',
    cause,
  });
}
