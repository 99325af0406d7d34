import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '../../src/sqlite/migrate.ts';
import { openSqlite } from '../../src/sqlite/open-sqlite.ts';
import { connect, type Sqlite } from '../../src/sqlite/sqlite.ts';
import { createInstantClock } from '../support/fake-clock.ts';
import { tempFolder } from '../support/temp-folder.ts';

let folder: ReturnType<typeof tempFolder>;
let file: string;
const open: Sqlite[] = [];
beforeEach(() => {
  folder = tempFolder();
  file = join(folder.path, 'test.db');
});
afterEach(() => {
  for (const db of open.splice(0)) db.close();
  folder[Symbol.dispose]();
});

function opened(db: Sqlite): Sqlite {
  open.push(db);
  return db;
}

describe('openSqlite', () => {
  it.each([
    ['synchronous', 1], // NORMAL: log-flush.ts waits for the disk
    ['foreign_keys', 1],
    ['journal_mode', 'wal'],
  ])('sets %s to %j', async (pragma, expected) => {
    const db = opened(await openSqlite(file, ['CREATE TABLE t (n)'], createInstantClock()));
    expect(Object.values(db.get<object>(`PRAGMA ${pragma}`) ?? {})).toEqual([expected]);
  });
});

describe('migrate', () => {
  it('lets nobody in between looking at the version and taking the step', () => {
    const migrations = ['CREATE TABLE one (n)', 'CREATE TABLE two (n)'];
    const db = opened(connect(file));
    const other = opened(connect(file));
    db.get('PRAGMA journal_mode = WAL');
    const refused: unknown[] = [];
    const watched: Sqlite = Object.assign(Object.create(db) as Sqlite, {
      get(sql: string) {
        const found = db.get(sql);
        if (!db.inTransaction || refused.length > 0) return found;
        try {
          migrate(other, migrations);
        } catch (error) {
          refused.push(error);
        }
        return found;
      },
    });
    migrate(watched, migrations);
    expect(refused).toMatchObject([{ code: 'catalogue-busy' }]);
    migrate(other, migrations);
    expect(other.get('PRAGMA user_version')).toEqual({ user_version: 2 });
  });
});
