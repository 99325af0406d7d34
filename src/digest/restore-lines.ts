import { type EntryRecord, recordSchema } from '../catalogue/entry-record.ts';
import { TAG_CHANGE_FORMAT, type TagChangeRecord } from '../catalogue/tag-change-record.ts';
import type { CatalogueTransfer, Refusal, Restored, RestoreOptions } from '../catalogue/transfer.ts';
import { AppError, asAppError } from '../errors.ts';
import { isBlank } from '../input/peek.ts';
import { type Bytes, splitLines } from '../input/read-bytes.ts';
import { perVocabulary } from '../tags/live-vocabulary.ts';
import type { Vocabulary } from '../tags/vocabulary.ts';
import { MAX_RECORD_BYTES, parseRecord } from './parse-record.ts';

/** What became of one line of an export. */
export type RestoredLine = { readonly line: number } & (
  | { readonly outcome: 'created' | 'replaced' | 'unchanged'; readonly id: string }
  | { readonly outcome: 'failed'; readonly error: AppError }
);

export interface RestoreLinesOptions extends RestoreOptions {
  readonly vocabulary: Vocabulary;
}

type Read = { readonly line: number; readonly bytes: number } & (
  | { readonly record: EntryRecord }
  | { readonly error: AppError }
);

/** So many lines, or so many bytes, share a transaction. */
const BATCH = { lines: 100, bytes: 4 * 1024 * 1024 };

/**
 * Puts the lines of an export into the catalogue, a batch in a transaction. A line that cannot be used stops none of the
 * others; what was interrupted is gone on with by giving the same lines again.
 */
export async function* restoreLines(
  stream: Bytes,
  transfer: Pick<CatalogueTransfer, 'restore' | 'restoreTagChange'>,
  { vocabulary, ...options }: RestoreLinesOptions,
): AsyncGenerator<RestoredLine> {
  const schema = perVocabulary(vocabulary, ({ tags }) => recordSchema(tags.map(({ id }) => id)));
  let batch: Read[] = [];
  for await (const { number: line, bytes } of splitLines(stream, MAX_RECORD_BYTES)) {
    if (bytes?.every(isBlank)) continue;
    const read = readLine(bytes, schema());
    if ('change' in read) {
      yield* await restoreBatch(batch, transfer, options);
      batch = [];
      yield { line, ...(await restoreChange(read.change, transfer)) };
      continue;
    }
    batch.push({ line, bytes: bytes?.byteLength ?? 0, ...read });
    if (batch.length < BATCH.lines && batch.reduce((sum, read) => sum + read.bytes, 0) < BATCH.bytes) continue;
    yield* await restoreBatch(batch, transfer, options);
    batch = [];
  }
  yield* await restoreBatch(batch, transfer, options);
}

function readLine(bytes: Uint8Array | null, schema: ReturnType<typeof recordSchema>) {
  try {
    const record = parseRecord(bytes, schema);
    return record.format === TAG_CHANGE_FORMAT ? { change: record } : { record };
  } catch (error) {
    return { error: asAppError(error) };
  }
}

async function restoreChange(change: TagChangeRecord, transfer: Pick<CatalogueTransfer, 'restoreTagChange'>) {
  const { number, what, tag } = change;
  const outcome = await transfer.restoreTagChange(change);
  if (outcome !== 'refused') return { outcome, id: `tag-change-${number}` };
  const error = new AppError(`The tag ${tag} cannot be changed (${what}): other tags were changed here`, {
    code: 'tags-changed',
    status: 409,
    hint: 'Make the same changes with `upshot tags` where they are wanted; entries with tags that are known here are taken.',
  });
  return { outcome: 'failed', error } as const;
}

async function restoreBatch(
  batch: readonly Read[],
  transfer: Pick<CatalogueTransfer, 'restore'>,
  options: RestoreOptions,
): Promise<RestoredLine[]> {
  const records = batch.flatMap((read) => ('record' in read ? [read.record] : []));
  const restored = records.length === 0 ? [] : await transfer.restore(records, options);
  const byRecord = new Map(records.map((record, index) => [record, restored[index]]));
  return batch.map((read): RestoredLine => {
    const { line } = read;
    if ('error' in read) return { line, outcome: 'failed', error: read.error };
    const result = byRecord.get(read.record);
    if (!result || result.outcome === 'refused')
      return { line, outcome: 'failed', error: refused(read.record, result) };
    return { line, outcome: result.outcome, id: result.id };
  });
}

const inTheWay: Readonly<Record<Refusal, (id: string, by: string) => readonly [what: string, hint: string]>> = {
  'id-taken': (id) => [
    `The entry ${id} is there already and says something else`,
    'To have what the line says in its place, import with --replace; its history keeps what is here.',
  ],
  'url-taken': (id, by) => [
    `The entry ${id} has the address of the entry ${by}`,
    'Delete the one or the other: an address belongs to one entry.',
  ],
  'text-taken': (id, by) => [
    `The entry ${id} is about the same text as the entry ${by}`,
    'Delete the one or the other: a text has one entry.',
  ],
  'revises-nothing': (id, by) => [
    `The entry ${id} waits to replace the entry ${by}, which is not published here`,
    'Import that one first.',
  ],
  'revises-twice': (id, by) => [
    `The entry ${id} waits to replace an entry that ${by} waits for already`,
    'Decide on that one first: upshot review.',
  ],
};

function refused({ id }: EntryRecord, result: Restored | undefined): AppError {
  const refusal = result?.outcome === 'refused' ? result.refusal : 'id-taken';
  const by = result?.outcome === 'refused' ? (result.by ?? 'another') : 'another';
  const [message, hint] = inTheWay[refusal](id, by);
  return new AppError(message, { code: refusal, status: 409, hint });
}
