import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EntryRecord } from './entry-record.ts';
import type { TagChangeRecord } from './tag-change-record.ts';
import type { CatalogueTransfer, RecordFilter } from './transfer.ts';

/** Less than a millisecond's work, or, with texts as long as they may be, some. */
const READ_AT_ONCE = 5;

/**
 * A whole export: what became of tags, then the entries in the order in which they were created. Only a few are held at once, and
 * whoever else needs this thread has a turn after these.
 */
export async function* allRecords(
  transfer: Pick<CatalogueTransfer, 'read' | 'tagChanges'>,
  filter: RecordFilter,
): AsyncGenerator<EntryRecord | TagChangeRecord> {
  yield* await transfer.tagChanges();
  for (let after: number | null = 0; after !== null; ) {
    const { records, next } = await transfer.read({ after, limit: READ_AT_ONCE, filter });
    yield* records;
    after = next;
    await nextTurn();
  }
}
