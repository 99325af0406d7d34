import { closeSync, openSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { isFailureList } from '../backlog/failure-list.ts';
import { AppError } from '../errors.ts';

/**
 * Makes sure, before work begins, that its failures can be written there and that nothing else is lost by it: a file that
 * is no list of failures, such as the articles themselves, is not overwritten.
 *
 * @throws {AppError} 400 `unwritable-report`, exit code 2.
 */
export function checkReport(file: string, cwd: string): void {
  const path = resolve(cwd, file);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found !== undefined && !found.isFile()) return; // a pipe is opened only once
  closeSync(openReportFile(path, file, 'a'));
  if (found === undefined || found.size === 0 || isFailureList(path)) return;
  throw new AppError(`The report would overwrite ${file}, which is no list of failures`, {
    code: 'unwritable-report',
    status: 400,
    exitCode: 2,
    hint: 'Name another file, or remove this one.',
  });
}

/** @throws {AppError} 400 `unwritable-report`. */
export function openReportFile(path: string, file: string, flags: 'w' | 'a' = 'w'): number {
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
