import type { Clock } from '../../clock.ts';
import type { Writer } from '../../sqlite/group-commit.ts';
import { isBusy, isReadOnly } from '../../sqlite/map-sqlite-error.ts';
import type { Sqlite } from '../../sqlite/sqlite.ts';
import type { Entry, EntryStatus } from '../entry.ts';
import { findScope, type Scope, scopesOf } from '../scope.ts';
import { learnWords } from './vocabulary.ts';
import { dayOf, indexText, MOST_TEXT, type Parts, partsOf } from './words.ts';

/**
 * Keeps the full-text index behind the entries: a save only notes that an entry is to be indexed, and batches are indexed
 * after it, which costs a tenth. Any process of the database does it for all of them.
 */
export interface SearchIndex extends AsyncDisposable {
  /** Sees to it that what is noted is indexed soon, without being waited for. */
  schedule(): void;
  /**
   * Resolves when the newest few hundred of what was noted before the call are indexed; the rest of a longer list is
   * indexed in the background. Gives up quietly while the database is busy, or may not be written.
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
      if (!isBusy(error) && !isReadOnly(error)) throw error;
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
  const batch: { readonly seq: number; readonly found: Found | undefined }[] = [];
  let length = 0;
  for (const { seq } of pending) {
    const found = db.get<Found>(FOUND, [MOST_TEXT, seq]);
    batch.push({ seq, found });
    length += found?.text?.length ?? 0;
    if (length > mostText) break;
  }
  const idOf = scopeIds(db);
  const entries: Parts[] = [];
  for (const { seq, found } of batch.reverse()) {
    if (found) entries.push(indexFound(db, seq, found, idOf));
    else db.run('DELETE FROM entry_search WHERE rowid = ?', [seq]);
    db.run('DELETE FROM search_pending WHERE seq = ?', [seq]);
  }
  learnWords(db, entries, common);
  return batch.length;
}

/** All that is indexed of an entry, which is a part of it. */
interface Found {
  readonly title: string | null;
  readonly source: string | null;
  readonly status: EntryStatus;
  readonly summary: string;
  readonly publishedAt: string | null;
  readonly createdAt: number;
  readonly text: string | null;
}

const FOUND = `SELECT title, source, status, summary, published_at AS publishedAt, created_at AS createdAt,
  (SELECT substr(text, 1, ?) FROM article_text WHERE id = text_id) AS text FROM entry WHERE seq = ?`;

/** Returns the words of its summary. */
function indexFound(db: Sqlite, seq: number, found: Found, idOf: (scope: Scope) => readonly number[]): Parts {
  const { title, source, status, publishedAt } = found;
  const summary = JSON.parse(found.summary) as Entry['summary'];
  const parts = partsOf({ title, source, summary });
  const day = dayOf({ publishedAt, createdAt: new Date(found.createdAt).toISOString() });
  const scopes = scopesOf({ status, source, tags: summary.tags });
  const words = indexText(seq, parts, day, found.text, scopes.flatMap(idOf));
  db.run('INSERT OR REPLACE INTO entry_search (rowid, words) VALUES (?, ?)', [seq, words]);
  return parts;
}

/** Finds the ids of scopes; each once, for the entries of a batch have most of them in common. */
function scopeIds(db: Sqlite): (scope: Scope) => readonly number[] {
  const known = new Map<string, readonly number[]>();
  return (scope) => {
    const key = `${scope.status} ${scope.tag} ${scope.source}`;
    let ids = known.get(key);
    if (ids === undefined) {
      const found = findScope(db, scope);
      ids = found ? [found.id] : [];
      known.set(key, ids);
    }
    return ids;
  };
}
