import type { EntryRecord } from './entry-record.ts';
import type { TagChangeRecord } from './tag-change-record.ts';
import type { CatalogueTransfer, RecordFilter } from './transfer.ts';

const READ_AT_ONCE = 100;

/** A whole export: what became of tags, then the entries in the order in which they were created, a hundred at once. */
export async function* allRecords(
  transfer: Pick<CatalogueTransfer, 'read' | 'tagChanges'>,
  filter: RecordFilter,
): AsyncGenerator<EntryRecord | TagChangeRecord> {
  yield* await transfer.tagChanges();
  for (let after: number | null = 0; after !== null; ) {
    const { records, next } = await transfer.read({ after, limit: READ_AT_ONCE, filter });
    yield* records;
    after = next;
  }
}
