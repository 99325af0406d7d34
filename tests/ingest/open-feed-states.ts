import { feedArticleSchema, feedSchema } from '../../src/ingest/feed-schema.ts';
import { createSqliteFeedStates } from '../../src/ingest/sqlite-feed-states.ts';
import { createInstantClock, type FakeClock } from '../support/fake-clock.ts';
import { noDisk } from '../support/no-disk.ts';
import { openTempDatabase } from '../support/open-temp-database.ts';

/** Feed states in a database file of their own. */
export async function openFeedStates(clock: FakeClock = createInstantClock()) {
  const database = await openTempDatabase([feedSchema, feedArticleSchema], clock, noDisk);
  return {
    states: createSqliteFeedStates(database.db, database.writer, clock),
    clock,
    advance: clock.advance,
    now: clock.now,
    [Symbol.asyncDispose]: database[Symbol.asyncDispose],
  };
}
