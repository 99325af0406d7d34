import { join } from 'node:path';
import { feedArticleSchema, feedSchema } from '../../src/ingest/feed-schema.ts';
import { createSqliteFeedStates } from '../../src/ingest/sqlite-feed-states.ts';
import { createWriter } from '../../src/sqlite/group-commit.ts';
import { openSqlite } from '../../src/sqlite/open-sqlite.ts';
import { createInstantClock, type FakeClock } from '../support/fake-clock.ts';
import { noDisk } from '../support/no-disk.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** Feed states in a database file of their own. */
export async function openFeedStates(clock: FakeClock = createInstantClock()) {
  const folder = tempFolder();
  const db = await openSqlite(join(folder.path, 'upshot.db'), [feedSchema, feedArticleSchema], clock);
  const writer = createWriter(db, clock, noDisk);
  return {
    states: createSqliteFeedStates(db, writer, clock),
    clock,
    advance: clock.advance,
    now: clock.now,
    async [Symbol.asyncDispose]() {
      await writer[Symbol.asyncDispose]();
      db.close();
      folder[Symbol.dispose]();
    },
  };
}
