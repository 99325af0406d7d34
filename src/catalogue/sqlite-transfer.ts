import type { Clock } from '../clock.ts';
import type { Writer } from '../sqlite/group-commit.ts';
import type { Sqlite } from '../sqlite/sqlite.ts';
import { addPost } from './add-post.ts';
import { findRecords, readRecords } from './read-record.ts';
import { restoreRecord } from './restore-record.ts';
import { readTagChangeRecords, restoreTagChange } from './restore-tag-change.ts';
import type { SearchIndex } from './search/search-index.ts';
import type { CatalogueTransfer } from './transfer.ts';

/** Takes the catalogue in an SQLite file out and puts it back. */
export function createSqliteTransfer(
  db: Sqlite,
  writer: Writer,
  searchIndex: SearchIndex,
  clock: Pick<Clock, 'now'>,
): CatalogueTransfer {
  return {
    read: async (query) => db.snapshot(() => readRecords(db, query)),
    find: async (ids) => db.snapshot(() => findRecords(db, ids)),
    async restore(records, options = {}) {
      const terms = { ...options, now: clock.now() };
      const restoreAll = () => records.map((record) => restoreRecord(db, record, terms));
      const restored = await writer.write(restoreAll, { durable: false });
      searchIndex.schedule();
      return restored;
    },
    tagChanges: async () => readTagChangeRecords(db),
    async restoreTagChange(record) {
      const restored = await writer.write(() => restoreTagChange(db, record));
      searchIndex.schedule();
      return restored;
    },
    async addPosts(posts) {
      // What is created later is listed first among those of one moment.
      const added = await writer.write(() => posts.toReversed().map((post) => addPost(db, post)));
      searchIndex.schedule();
      return added.toReversed();
    },
    async settle(signal) {
      await writer.write(() => {});
      for (let left = pending(db), before = Infinity; left > 0 && left < before && !signal?.aborted; ) {
        await searchIndex.catchUp();
        before = left;
        left = pending(db);
      }
    },
  };
}

function pending(db: Sqlite): number {
  return db.get<{ n: number }>('SELECT count(*) AS n FROM search_pending')?.n ?? 0;
}
