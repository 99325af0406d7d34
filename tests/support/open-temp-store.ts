import { join } from 'node:path';
import { type Clock, systemClock } from '../../src/clock.ts';
import { openSqliteStore, type SqliteStore } from '../../src/open-sqlite-store.ts';
import { tempFolder } from './temp-folder.ts';

/** An empty store in a database file of its own, which goes with it. `clock` is that of the machine unless given. */
export async function openTempStore(clock: Clock = systemClock): Promise<SqliteStore> {
  const folder = tempFolder();
  const store = await openSqliteStore({ file: join(folder.path, 'upshot.db'), clock, instance: 'test' });
  return {
    ...store,
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}
