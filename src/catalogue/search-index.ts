import type { Clock } from '../clock.ts';
import type { Writer } from '../sqlite/group-commit.ts';
import { isBusy } from '../sqlite/map-sqlite-error.ts';
import type { Sqlite } from '../sqlite/sqlite.ts';
import type { Entry } from './entry.ts';
import { type EntryRow, findRow, toEntry } from './entry-row.ts';
import { findScope, scopesOf } from './scope.ts';
import { learnWords } from './search-vocabulary.ts';
import { indexText, MOST_TEXT } from './search-words.ts';

/**
 * Keeps the full-text index behind the entries: a save only notes that an entry is to be indexed, and batches are indexed
 * after it, which costs a tenth. Any process of the database does it for all of them.
 */
export interface SearchIndex extends AsyncDisposable {
  /** Sees to it that what is noted is indexed soon, without being waited for. */
  schedule(): void;
  /**
   * Resolves when the newest few hundred of what was noted before the call are indexed; the rest of a longer list is
   * indexed in the background. Gives up quietly while the database is busy.
   */
  catchUp(): Promise<void>;
}

/** A batch ends with the entry that passes either; it blocks the thread for about 6 ms. */
const BATCH = 64;
const BATCH_TEXT = 40_000;
const DELAY_MS = 200;
/** A search waits for no more than this. */
const SHORT_LIST = 512;

export function createSearchIndex(db: Sqlite, writer: Writer, clock: Clock): SearchIndex {
  const closing = new AbortController();
  const common = new Set<string>();
  let scheduled: Promise<void> | undefined;

  /** Indexes what is noted up to `last`, and about `most` of it. */
  async function indexUpTo(last: number, most: number): Promise<void> {
    try {
      for (let left = most; left > 0 && !closing.signal.aborted && isPending(db, last); ) {
        // What a power cut loses of it is pending again.
        left -= await writer.write(() => indexBatch(db, common), { durable: false });
      }
    } catch (error) {
      if (!isBusy(error)) throw error;
    }
  }

  const index: SearchIndex = {
    schedule() {
      if (lastPending(db) === undefined) return;
      scheduled ??= clock
        .sleep(DELAY_MS, closing.signal)
        .then(async () => {
          await indexUpTo(lastPending(db) ?? 0, SHORT_LIST);
          scheduled = undefined;
          // The rest of a long list waits again, so that others get their turn.
          if (!closing.signal.aborted) index.schedule();
        })
        // Whatever stands in the way is met again, and reported, by the next save or search.
        .catch(() => {
          scheduled = undefined;
        });
    },
    async catchUp() {
      const last = lastPending(db);
      if (last !== undefined) await indexUpTo(last, SHORT_LIST);
    },
    async [Symbol.asyncDispose]() {
      closing.abort();
      await scheduled;
    },
  };
  return index;
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

/** Takes the newest first: they are what people look for. `common` is `learnWords`'s. Returns how many it took. */
export function indexBatch(db: Sqlite, common: Set<string>, most = BATCH, mostText = BATCH_TEXT): number {
  const pending = db.all<{ seq: number }>('SELECT seq FROM search_pending ORDER BY seq DESC LIMIT ?', [most]);
  const batch: { readonly seq: number; readonly row: EntryRow | undefined; readonly text: string | null }[] = [];
  let length = 0;
  for (const { seq } of pending) {
    const row = findRow(db, 'seq = ?', seq);
    const text = row ? textOf(db, row) : null;
    batch.push({ seq, row, text });
    length += text?.length ?? 0;
    if (length > mostText) break;
  }
  const entries: Entry[] = [];
  for (const { seq, row, text } of batch.reverse()) {
    if (row) entries.push(indexRow(db, row, text));
    else db.run('DELETE FROM entry_search WHERE rowid = ?', [seq]);
    db.run('DELETE FROM search_pending WHERE seq = ?', [seq]);
  }
  learnWords(db, entries, common);
  return batch.length;
}

function indexRow(db: Sqlite, row: EntryRow, text: string | null): Entry {
  const entry = toEntry(row);
  const scopes = scopesOf({ status: entry.status, source: entry.source, tags: entry.summary.tags });
  const scopeIds = scopes.flatMap((scope) => findScope(db, scope)?.id ?? []);
  db.run('INSERT OR REPLACE INTO entry_search (rowid, words) VALUES (?, ?)', [
    row.seq,
    indexText(entry, text, scopeIds),
  ]);
  return entry;
}

function textOf(db: Sqlite, { text_id }: EntryRow): string | null {
  const sql = 'SELECT substr(text, 1, ?) AS text FROM article_text WHERE id = ?';
  return db.get<{ text: string }>(sql, [MOST_TEXT, text_id])?.text ?? null;
}
