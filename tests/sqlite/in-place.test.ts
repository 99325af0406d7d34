import { copyFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createWriter } from '../../src/sqlite/group-commit.ts';
import { openSqlite } from '../../src/sqlite/open-sqlite.ts';
import { createInstantClock } from '../support/fake-clock.ts';
import { tempFolder } from '../support/temp-folder.ts';

// Windows does not let go of an open file.
it.skipIf(process.platform === 'win32')('writes nothing to a file that is no longer in its place', async () => {
  using folder = tempFolder();
  const clock = createInstantClock();
  const [file, elsewhere] = [join(folder.path, 'test.db'), join(folder.path, 'elsewhere.db')];
  const db = await openSqlite(file, ['CREATE TABLE t (n INTEGER PRIMARY KEY)'], clock);
  await using writer = createWriter(db, clock);
  const insert = (n: number) => writer.write((to) => to.run('INSERT INTO t (n) VALUES (?)', [n]));
  const gone = { code: 'catalogue-unusable', hint: expect.stringContaining('Put it back') };

  await insert(1);
  renameSync(file, elsewhere);
  await expect(insert(2)).rejects.toMatchObject(gone);
  copyFileSync(elsewhere, file); // looks the same, and is another one
  await expect(insert(3)).rejects.toMatchObject(gone);
  renameSync(elsewhere, file);
  await insert(4);
  expect(db.all('SELECT n FROM t')).toEqual([{ n: 1 }, { n: 4 }]);
  db.close();
});
