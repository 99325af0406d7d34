import type { Writer } from '../sqlite/group-commit.ts';
import type { Sqlite } from '../sqlite/sqlite.ts';
import { changeEntry, removeEntry } from './edit-entry.ts';
import type { CatalogueEditing, Drafter, StaleEntry } from './editing.ts';
import { readRevisions } from './read-revisions.ts';
import type { SearchIndex } from './search/search-index.ts';

/** The answers that an entry is built on, as the ledger attributed them. */
export type ReceiptsOf = (entryId: string) => readonly string[];

/** What people do to the entries of an SQLite file. */
export function createSqliteEditing(
  db: Sqlite,
  writer: Writer,
  searchIndex: Pick<SearchIndex, 'schedule'>,
  receiptsOf: ReceiptsOf = () => [],
): CatalogueEditing {
  return {
    async change(id, change) {
      const changed = await writer.write(() => changeEntry(db, id, change));
      searchIndex.schedule();
      return changed;
    },
    async remove(id, removal) {
      const removed = await writer.write(() => {
        const done = removeEntry(db, id, removal);
        if (done?.outcome !== 'removed') return done;
        return { outcome: done.outcome, entry: done.entry, receipts: done.ids.flatMap(receiptsOf) };
      });
      searchIndex.schedule();
      return removed;
    },
    revisions: async (id, page) => db.snapshot(() => readRevisions(db, id, page)),
    async textOf(fingerprint) {
      return (
        db.get<{ text: string }>('SELECT text FROM article_text WHERE fingerprint = ?', [fingerprint])?.text ?? null
      );
    },
    receipts: async (id) => receiptsOf(id),
    stale: async (current, page) => findStale(db, current, page),
  };
}

/** A vendor may say which model of that name it was: by its date. */
const STALE = `SELECT seq, id, title, status FROM entry WHERE seq > :after AND text_id IS NOT NULL AND revises IS NULL
  AND (:betters IS NULL OR provenance ->> 'provider' = :betters)
  AND NOT (provenance ->> 'provider' = :provider AND (provenance ->> 'model' = :model
      OR substr(provenance ->> 'model', 1, length(:model) + 3) = :model || '-20')
    AND EXISTS (SELECT 1 FROM json_each(:hashes) WHERE value IS provenance ->> 'promptHash'))
  ORDER BY seq LIMIT :limit`;

function findStale(db: Sqlite, current: Drafter, { after, limit }: { readonly after: number; readonly limit: number }) {
  const { provider, model, promptHashes, betters = null } = current;
  const values = { after, limit, provider, model, betters, hashes: JSON.stringify(promptHashes) };
  const rows = db.all<StaleEntry & { readonly seq: number }>(STALE, values);
  const last = rows.at(-1);
  return {
    items: rows.map(({ id, title, status }) => ({ id, title, status })),
    next: rows.length < limit || !last ? null : last.seq,
  };
}
