import type { EntryRecord, recordSchema } from '../catalogue/entry-record.ts';
import { describeIssues } from '../describe-issues.ts';
import { AppError } from '../errors.ts';
import { decodeUtf8 } from '../input/read-bytes.ts';

/** Of a line: the largest text with every character escaped, some revisions with others, and their evidence. */
export const MAX_RECORD_BYTES = 64 * 1024 * 1024;

/**
 * Reads one line of an export. What the record says beyond its schema is left out, but what stands within its summary,
 * evidence and provenance is kept as it is written.
 *
 * @param bytes null for a line that was too long to keep.
 * @throws {AppError} 413 `line-too-long`, 400 `bad-json` or 422 `bad-record` that says what is wrong with it.
 */
export function parseRecord(bytes: Uint8Array | null, schema: ReturnType<typeof recordSchema>): EntryRecord {
  if (bytes === null) throw tooLong();
  const given = readJson(decodeUtf8(bytes));
  const parsed = schema.safeParse(given, { reportInput: true });
  if (!parsed.success) {
    const errors = describeIssues(parsed.error.issues);
    const told = errors.slice(0, 3).map(({ detail }) => detail.replace(/^the body\b/, 'the record'));
    throw badRecord(`The record cannot be used: ${told.join('; ')}`, errors);
  }
  const record = given as EntryRecord;
  return Object.fromEntries(Object.entries(record).filter(([name]) => name in parsed.data)) as unknown as EntryRecord;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('The line is not JSON', {
      code: 'bad-json',
      status: 400,
      hint: 'Give what `upshot export` wrote, one whole record a line.',
      cause,
    });
  }
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

function tooLong(): AppError {
  return new AppError(`The line is longer than ${MAX_RECORD_BYTES / (1024 * 1024)} MB`, {
    code: 'line-too-long',
    status: 413,
    hint: 'Leave some of the revisions of the entry out.',
  });
}
