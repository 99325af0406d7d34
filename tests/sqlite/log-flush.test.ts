import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createLogFlush } from '../../src/sqlite/log-flush.ts';
import { openSqlite } from '../../src/sqlite/open-sqlite.ts';
import { connect } from '../../src/sqlite/sqlite.ts';
import { createInstantClock } from '../support/fake-clock.ts';
import { tempFolder } from '../support/temp-folder.ts';

it('waits for the log of a database, before its first write and after', async () => {
  using folder = tempFolder();
  const db = await openSqlite(join(folder.path, 'a.db'), ['CREATE TABLE t (n)'], createInstantClock());
  {
    await using disk = createLogFlush(db);
    await disk.flush();
    db.run('INSERT INTO t VALUES (1)');
    await Promise.all([disk.flush(), disk.flush(), disk.flush()]);
  }
  db.close();
});

it('has nothing to wait for in memory', async () => {
  const db = connect(':memory:');
  await using disk = createLogFlush(db);
  await disk.flush();
  db.close();
});

it('says so when the log cannot be had', async () => {
  const db = { get: () => ({ file: '/nowhere/a.db' }) } as never;
  await using disk = createLogFlush(db);
  await expect(disk.flush()).rejects.toMatchObject({ code: 'catalogue-io-failed', status: 500 });
  await expect(disk.flush()).rejects.toMatchObject({ code: 'catalogue-io-failed' });
});
