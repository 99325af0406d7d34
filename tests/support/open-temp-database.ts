import { join } from 'node:path';
import type { Clock } from '../../src/clock.ts';
import { createWriter } from '../../src/sqlite/group-commit.ts';
import type { LogFlush } from '../../src/sqlite/log-flush.ts';
import { openSqlite } from '../../src/sqlite/open-sqlite.ts';
import { tempFolder } from './temp-folder.ts';

/** A database with these tables alone in a file of its own, which goes with it. `flush` as that of `createWriter`. */
export async function openTempDatabase(tables: readonly string[], clock: Clock, flush?: LogFlush) {
  const folder = tempFolder();
  const db = await openSqlite(join(folder.path, 'upshot.db'), tables, clock);
  const writer = createWriter(db, clock, flush);
  return {
    db,
    writer,
    async [Symbol.asyncDispose]() {
      await writer[Symbol.asyncDispose]();
      db.close();
      folder[Symbol.dispose]();
    },
  };
}
