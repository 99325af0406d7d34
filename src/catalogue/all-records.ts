import type { EntryRecord } from './entry-record.ts';
import type { CatalogueTransfer, RecordFilter } from './transfer.ts';

const READ_AT_ONCE = 100;

/** In the order in which the entries were created; a hundred are held at once. */
export async function* allRecords(
  transfer: Pick<CatalogueTransfer, 'read'>,
  filter: RecordFilter,
): AsyncGenerator<EntryRecord> {
  for (let after: number | null = 0; after !== null; ) {
    const { records, next } = await transfer.read({ after, limit: READ_AT_ONCE, filter });
    yield* records;
    after = next;
  }
}
