import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { describeIssues } from './describe-issues.ts';
import type { AppError } from './errors.ts';

/**
 * What a JSON file says that somebody wrote to change how Upshot works.
 *
 * @param bad makes the error of what is wrong with the file, which begins with its name.
 * @throws {AppError} that error, where the file cannot be read, is no JSON or does not fit the schema; then with every fault.
 */
export function readSettingsFile<T extends z.ZodType>(
  file: string,
  schema: T,
  bad: (message: string, cause?: unknown) => AppError,
): z.infer<T> {
  const parsed = schema.safeParse(readJson(file, bad), { reportInput: true });
  if (parsed.success) return parsed.data;
  const faults = describeIssues(parsed.error.issues, 'the file').map(({ detail }) => detail);
  throw bad(`${file}: ${faults.join('; ')}`);
}

function readJson(file: string, bad: (message: string, cause?: unknown) => AppError): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw bad(`${file}: ${whyUnreadable(error)}`, error);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be read',
};

/** Why a file could not be read or understood, in words. */
export function whyUnreadable(error: unknown): string {
  if (!(error instanceof Error)) return 'the file cannot be read';
  const reason = 'code' in error ? reasons[String(error.code)] : undefined;
  return reason ?? (error.message.split('\n')[0] ?? '').replace(/:$/, '');
}
