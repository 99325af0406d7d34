import type { z } from 'zod';
import { AppError, type AppErrorOptions, type ErrorDetail } from './errors.ts';

/** At most so many faults are told; a body can be wrong in a million places. */
const MOST_TOLD = 20;

/**
 * Zod's issues (parsed with `reportInput`) as details for people, each naming its field and pointing to it; `whole` is what
 * all of it is called.
 */
export function describeIssues(issues: readonly z.core.$ZodIssue[], whole = 'the body'): ErrorDetail[] {
  return issues.flatMap((issue) => describeIssue(issue, whole)).slice(0, MOST_TOLD);
}

/** The refusal of what a schema does not take: `cannot` says what cannot be done with it, and each fault follows. */
export function refusalOf(
  cannot: string,
  errors: readonly ErrorDetail[],
  options: Omit<AppErrorOptions, 'errors'>,
): AppError {
  return new AppError(`${cannot}: ${errors.map(({ detail }) => detail).join('; ')}`, { ...options, errors });
}

function describeIssue(issue: z.core.$ZodIssue, whole: string): ErrorDetail[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    const known = issue.keys.slice(0, MOST_TOLD).map((key) => key.slice(0, 80));
    return known.map((key) => ({
      detail: `${[...path, key].map(String).join('/')} is not known here`,
      pointer: pointerTo([...path, key]),
    }));
  }
  return [{ detail: phrase(issue, path.map(String).join('/') || whole), pointer: pointerTo(path) }];
}

function phrase(issue: z.core.$ZodIssue, subject: string): string {
  const limit = brokenLimit(issue);
  if (limit !== null) return `${subject} ${limit}`;
  const saysItself = !issue.message.startsWith('Invalid');
  if (issue.code === 'invalid_type' && !saysItself) {
    return issue.input === undefined ? `${subject} is missing` : `${subject} must be ${an(issue.expected)}`;
  }
  if (issue.code === 'invalid_value' && !saysItself) return `${subject} must be one of ${issue.values.join(', ')}`;
  return issue.message.startsWith(subject.split('/')[0] ?? '') ? issue.message : `${subject}: ${issue.message}`;
}

const units: Readonly<Record<string, string>> = { string: 'character', array: 'item', set: 'item' };

/** What Zod itself says of a number, a length or a count that is too small or too large, as people say it; null: it is another fault. */
export function brokenLimit(issue: z.core.$ZodIssue): string | null {
  const isSmall = issue.code === 'too_small';
  if ((!isSmall && issue.code !== 'too_big') || !/^Too (?:small|big)/.test(issue.message)) return null;
  const limit = isSmall ? issue.minimum : issue.maximum;
  const bound = `${isSmall ? 'at least' : 'at most'} ${limit}`;
  const unit = units[issue.origin];
  return unit === undefined ? `must be ${bound}` : `must have ${bound} ${unit}${Number(limit) === 1 ? '' : 's'}`;
}

function an(noun: string): string {
  return `${/^[aeio]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
