import type { z } from 'zod';
import type { EntryRecord, recordSchema } from '../catalogue/entry-record.ts';
import { type TagChangeRecord, tagChangeRecordSchema } from '../catalogue/tag-change-record.ts';
import { describeIssues } from '../describe-issues.ts';
import { AppError } from '../errors.ts';
import { type JsonLineRules, parseJsonLine } from '../input/json-line.ts';

/** Of a line: the largest text with every character escaped, some revisions with others, and their evidence. */
export const MAX_RECORD_BYTES = 64 * 1024 * 1024;

const LINES: JsonLineRules = {
  most: MAX_RECORD_BYTES,
  mendTooLong: 'Leave the oldest revisions of the entry out, and number the others from 1; its version is one more.',
  mendBadJson: 'Give what `upshot export` wrote, one whole record a line.',
};

/**
 * Reads one line of an export. What the record says beyond its schema is left out, but what stands within its summary,
 * evidence and provenance is kept as it is written.
 *
 * @param bytes null for a line that was too long to keep.
 * @throws {AppError} 413 `line-too-long`, 400 `bad-json` or 422 `bad-record` that says what is wrong with it.
 */
export function parseRecord(
  bytes: Uint8Array | null,
  schema: ReturnType<typeof recordSchema>,
): EntryRecord | TagChangeRecord {
  const given = parseJsonLine(bytes, LINES);
  if (isTagChange(given)) return checked(tagChangeRecordSchema, given);
  const record = checked(schema, given);
  return Object.fromEntries(
    Object.entries(given as EntryRecord).filter(([name]) => name in record),
  ) as unknown as EntryRecord;
}

function isTagChange(given: unknown): boolean {
  if (typeof given !== 'object' || given === null || !('format' in given)) return false;
  return typeof given.format === 'string' && given.format.startsWith('upshot-tag-change/');
}

function checked<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const parsed = schema.safeParse(given, { reportInput: true });
  if (parsed.success) return parsed.data;
  const errors = describeIssues(parsed.error.issues);
  const told = errors.slice(0, 3).map(({ detail }) => detail.replace(/^the body\b/, 'the record'));
  throw badRecord(`The record cannot be used: ${told.join('; ')}`, errors);
}

function badRecord(message: string, errors: AppError['errors']): AppError {
  const unknownTag = errors.some(({ detail }) => detail.includes('is not in the vocabulary'));
  return new AppError(message, {
    code: 'bad-record',
    status: 422,
    hint: unknownTag
      ? 'Import it with the vocabulary that it was exported with (UPSHOT_VOCABULARY).'
      : 'Give the line as `upshot export` wrote it.',
    errors,
  });
}
