import type { Clock } from '../clock.ts';
import type { Writer } from '../sqlite/group-commit.ts';
import { isBusy } from '../sqlite/map-sqlite-error.ts';
import type { Sqlite } from '../sqlite/sqlite.ts';
import { type EntryRow, findRow, toEntry } from './entry-row.ts';
import { findScope, scopesOf } from './scope.ts';
import { indexText } from './search-words.ts';

/**
 * Keeps the full-text index behind the entries: a save only notes that an entry is to be indexed, and batches are indexed
 * after it, which costs a tenth. Any process of the database does it for all of them.
 */
export interface SearchIndex extends AsyncDisposable {
  /** Sees to it that what is noted is indexed soon, without being waited for. */
  schedule(): void;
  /** Resolves when everything that was noted before the call is indexed. Gives up quietly while the database is busy. */
  catchUp(): Promise<void>;
}

/** A batch blocks the thread for about 6 ms. */
const BATCH = 64;
const DELAY_MS = 200;

export function createSearchIndex(db: Sqlite, writer: Writer, clock: Clock): SearchIndex {
  const closing = new AbortController();
  let scheduled: Promise<void> | undefined;

  async function catchUp(): Promise<void> {
    const last = lastPending(db);
    if (last === undefined) return;
    try {
      while (!closing.signal.aborted && isPending(db, last)) await writer.write(indexBatch);
    } catch (error) {
      if (!isBusy(error)) throw error;
    }
  }

  return {
    schedule() {
      if (lastPending(db) === undefined) return;
      scheduled ??= clock
        .sleep(DELAY_MS, closing.signal)
        .then(() => {
          scheduled = undefined;
          return catchUp();
        })
        // Whatever stands in the way is met again, and reported, by the next save or search.
        .catch(() => undefined);
    },
    catchUp,
    async [Symbol.asyncDispose]() {
      closing.abort();
      await scheduled;
    },
  };
}

/** Notes, in the transaction that changes it, that an entry is to be indexed. */
export function noteForSearch(db: Sqlite, seq: number): void {
  db.run('INSERT OR IGNORE INTO search_pending (seq) VALUES (?)', [seq]);
}

function lastPending(db: Sqlite): number | undefined {
  return db.get<{ seq: number }>('SELECT seq FROM search_pending ORDER BY seq DESC LIMIT 1')?.seq;
}

function isPending(db: Sqlite, upTo: number): boolean {
  return db.get('SELECT 1 FROM search_pending WHERE seq <= ? LIMIT 1', [upTo]) !== undefined;
}

function indexBatch(db: Sqlite): void {
  for (const { seq } of db.all<{ seq: number }>('SELECT seq FROM search_pending ORDER BY seq LIMIT ?', [BATCH])) {
    const row = findRow(db, 'seq = ?', seq);
    if (row) indexRow(db, row);
    else db.run('DELETE FROM entry_search WHERE rowid = ?', [seq]);
    db.run('DELETE FROM search_pending WHERE seq = ?', [seq]);
  }
}

function indexRow(db: Sqlite, row: EntryRow): void {
  const entry = toEntry(row);
  const scopes = scopesOf({ status: entry.status, source: entry.source, tags: entry.summary.tags });
  const scopeIds = scopes.flatMap((scope) => findScope(db, scope)?.id ?? []);
  db.run('INSERT OR REPLACE INTO entry_search (rowid, words) VALUES (?, ?)', [row.seq, indexText(entry, scopeIds)]);
}
