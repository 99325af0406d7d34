import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectReadOnly } from '../../src/sqlite/connect-read-only.ts';
import { createWriter } from '../../src/sqlite/group-commit.ts';
import { openSqlite } from '../../src/sqlite/open-sqlite.ts';
import { createInstantClock } from '../support/fake-clock.ts';
import { tempFolder } from '../support/temp-folder.ts';

const clock = createInstantClock();
const migrations = ['CREATE TABLE t (n INTEGER PRIMARY KEY)', 'INSERT INTO t VALUES (7)'];
/** Whom no right keeps from writing. */
const isRoot = process.getuid?.() === 0;

let folder: ReturnType<typeof tempFolder>;
let file: string;
beforeEach(async () => {
  folder = tempFolder();
  file = join(folder.path, 'a.db');
  (await openSqlite(file, migrations, clock)).close();
});
afterEach(() => {
  chmodSync(folder.path, 0o700);
  folder[Symbol.dispose]();
});

it('refuses every write to a database that was opened to be read, and says why', async () => {
  const db = connectReadOnly(file);
  await using writer = createWriter(db, clock);
  expect(db.get('SELECT n FROM t')).toEqual({ n: 7 });
  await expect(writer.write((given) => given.run('INSERT INTO t VALUES (8)'))).rejects.toMatchObject({
    code: 'catalogue-read-only',
    message: 'The catalogue cannot be written: its file is read-only',
  });
  expect(() => db.run('INSERT INTO t VALUES (8)')).toThrow('its file is read-only');
  await writer[Symbol.asyncDispose]();
  db.close();
});

describe.skipIf(isRoot)('a database that may not be written', () => {
  it.each([
    ['file', 0o400, 0o700],
    ['folder', 0o600, 0o500],
    ['file and folder', 0o400, 0o500],
  ])('for its %s is opened to be read', async (_what, ofFile, ofFolder) => {
    chmodSync(file, ofFile);
    chmodSync(folder.path, ofFolder);
    const db = await openSqlite(file, migrations, clock);
    expect([db.readOnly, db.get('SELECT n FROM t')]).toEqual([true, { n: 7 }]);
    db.close();
  });

  it('is not opened when it would have to be brought up to date first, or is empty', async () => {
    chmodSync(file, 0o400);
    chmodSync(folder.path, 0o500);
    await expect(openSqlite(file, [...migrations, 'INSERT INTO t VALUES (9)'], clock)).rejects.toMatchObject({
      code: 'database-unusable',
      message: `The database ${file} cannot be used: an older Upshot wrote it, and it has to be brought up to date, but its file is read-only`,
    });
    await expect(openSqlite(file, migrations.slice(1), clock)).rejects.toMatchObject({ code: 'database-too-new' });
  });
});
