import type { Writer } from '../sqlite/group-commit.ts';
import type { Sqlite } from '../sqlite/sqlite.ts';
import type { Catalogue, Decided, Decision, SaveCandidate, Saved } from './catalogue.ts';
import { decideEntry } from './decide-entry.ts';
import { findRow, findRowByFingerprint, toEntry } from './entry-row.ts';
import { readLocks } from './locks.ts';
import { isNear, readPage } from './read-page.ts';
import { type Reader, readerOn } from './reader.ts';
import { adoptUrl, saveEntry } from './save-entry.ts';
import type { SearchIndex } from './search/search-index.ts';
import type { TagNames } from './search/tag-names.ts';
import { readState } from './sqlite-state.ts';

/** Told, in the transaction that stores an entry, which answers it was made of, and for which job. */
export type Attribute = (receipts: readonly string[], entryId: string, job?: string) => void;

interface SqliteCatalogueOptions {
  readonly db: Sqlite;
  readonly writer: Writer;
  readonly searchIndex: SearchIndex;
  /** Default: nobody is told. */
  readonly attribute?: Attribute;
  /** Reads lists that take long. Default: the same connection. */
  readonly reader?: Reader;
  /** What tags are called, for searches. Default: by their ids alone. */
  readonly tagNames?: TagNames | undefined;
}

/** The catalogue in an SQLite file; see catalogue-schema.ts for how it is laid out. */
export function createSqliteCatalogue({
  db,
  writer,
  searchIndex,
  attribute = () => {},
  reader = readerOn(db),
  tagNames = new Map(),
}: SqliteCatalogueOptions): Catalogue {
  function saveNow(candidate: SaveCandidate): Saved {
    const saved = saveEntry(db, candidate);
    const { receipts = [], partReceipts = [] } = candidate;
    attribute([...receipts, ...partReceipts], saved.entry.id, candidate.job);
    if (saved.outcome !== 'unchanged') candidate.alongside?.(saved);
    return saved;
  }

  function decideNow(id: string, decision: Decision): Decided | null {
    const receipts = findRow(db, 'id = ?', id)?.receipts ?? '[]';
    const decided = decideEntry(db, id, decision);
    if (decided?.outcome === 'accepted') attribute(JSON.parse(receipts) as string[], decided.entry.id);
    return decided;
  }

  return {
    async get(id) {
      const row = findRow(db, 'id = ?', id);
      return row ? toEntry(row) : null;
    },
    has: async (id) => db.get('SELECT 1 FROM entry WHERE id = ?', [id]) !== undefined,
    async findByFingerprint(fingerprint) {
      const row = findRowByFingerprint(db, fingerprint);
      return row ? toEntry(row) : null;
    },
    async text(id) {
      const sql = 'SELECT text FROM article_text WHERE id = (SELECT text_id FROM entry WHERE id = ?)';
      return db.get<{ text: string }>(sql, [id])?.text ?? null;
    },
    locks: async (article) => db.snapshot(() => readLocks(db, article)),
    async save(candidate) {
      const saved = await writer.write(() => saveNow(candidate));
      if (saved.outcome !== 'unchanged') searchIndex.schedule();
      return saved;
    },
    async decide(id, decision) {
      const decided = await writer.write(() => decideNow(id, decision));
      searchIndex.schedule();
      return decided;
    },
    adoptUrl: (id, url, now) =>
      writer.write(() => {
        const row = findRow(db, 'id = ?', id);
        return row ? toEntry(adoptUrl(db, row, url, now)) : null;
      }),
    async list(query, signal) {
      if (query.q?.trim()) {
        await searchIndex.catchUp();
        return reader.list({ ...query, tagNames }, signal);
      }
      return isNear(db, query) ? db.snapshot(() => readPage(db, query)) : reader.list(query, signal);
    },
    async tagCounts() {
      const rows = db.all<{ tag: string; n: number }>(
        `SELECT tag, n FROM scope WHERE status = 'published' AND source = '' AND tag <> '' AND n > 0 ORDER BY tag`,
      );
      return new Map(rows.map(({ tag, n }) => [tag, n]));
    },
    sources: reader.sources,
    state: async () => readState(db),
    async check() {
      // Writing the version that it already has is a real write, which a full or read-only disk refuses.
      await writer.write(() => {
        const version = db.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
        db.exec(`PRAGMA user_version = ${version}`);
      });
    },
  };
}
