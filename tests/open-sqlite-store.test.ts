import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrations, openSqliteStore } from '../src/open-sqlite-store.ts';
import { candidate } from './contract/candidate.ts';
import { draftResult } from './contract/ledger-contract.ts';
import { createInstantClock } from './support/fake-clock.ts';
import { tempFolder } from './support/temp-folder.ts';

describe('opening the database', () => {
  let folder: ReturnType<typeof tempFolder>;
  let file: string;
  const clock = createInstantClock();

  beforeEach(() => {
    folder = tempFolder();
    file = join(folder.path, 'upshot.db');
  });
  afterEach(() => folder[Symbol.dispose]());

  const open = (path = file) => openSqliteStore({ file: path, clock, instance: 'test' });
  const version = () => {
    using db = new DatabaseSync(file);
    return db.prepare('PRAGMA user_version').get();
  };

  it('makes the folder and the file', async () => {
    file = join(folder.path, 'a', 'b', 'upshot.db');
    await using store = await open();
    await store.catalogue.check();
    expect(version()).toEqual({ user_version: migrations.length });
  });

  it('finds everything again', async () => {
    const key = { request: 'r', provider: 'p', model: 'm' };
    {
      await using store = await open();
      await store.catalogue.save(candidate('a', { title: 'Walrus' }));
      const reserved = await store.ledger.reserve(key, { leaseUntil: clock.now() + 1000 });
      if (reserved.state === 'reserved') await store.ledger.settle(reserved.receipt, draftResult());
    }
    await using store = await open();
    expect(await store.catalogue.get('a')).toMatchObject({ title: 'Walrus' });
    expect(await store.catalogue.text('a')).toBe('The text of a.');
    expect(await store.ledger.reserve(key, { leaseUntil: clock.now() + 1000 })).toMatchObject({ state: 'settled' });
    const found = await store.catalogue.list({ q: 'walrus', status: 'published', page: 1, perPage: 10 });
    expect(found.total).toBe(1);
  });

  it.each(migrations.map((_, done) => [done]))(
    'brings a file of schema %i to the newest, entries kept',
    async (done) => {
      {
        using old = new DatabaseSync(file);
        for (const migration of migrations.slice(0, done)) old.exec(migration);
        old.exec(`PRAGMA user_version = ${done}`);
        if (done > 0) {
          const [also, none] = done > 3 ? [', receipts', ", '[]'"] : ['', ''];
          old.exec(`INSERT INTO entry (id, title, title_key, source_key, created_at, updated_at, status, summary,
          evidence, provenance${also}) VALUES ('old', 'Walrus', 'walrus', '', 1, 1, 'published',
          '{"whyItMatters":"x","bullets":[],"tags":[],"keywords":[]}', '[]', '{}'${none});
          INSERT INTO scope (id, status, tag, source, source_key, n) VALUES (1, 'published', '', '', '', 1);
          INSERT INTO listing_by_time VALUES (1, 1, 1); INSERT INTO listing_by_title VALUES (1, 'walrus', 1);
          INSERT INTO revision (seq, number, replaced_at, reason, content) VALUES (1, 1, 1, 'new-text', '{}');`);
          if (done > 2) old.exec('INSERT INTO search_pending VALUES (1)');
        }
      }
      await using store = await open();
      expect(version()).toEqual({ user_version: migrations.length });
      const expected = done > 0 ? ['old'] : [];
      for (const query of [{}, { q: 'walrus' }]) {
        const { items } = await store.catalogue.list({ status: 'published', page: 1, perPage: 10, ...query });
        expect(items.map(({ id }) => id)).toEqual(expected);
      }
      using now = new DatabaseSync(file);
      expect(now.prepare('SELECT seq, number, reason FROM revision').all()).toEqual(
        done > 0 ? [{ seq: 1, number: 1, reason: 'new-text' }] : [],
      );
    },
  );

  it('leaves a whole version behind when a migration fails', async () => {
    {
      using old = new DatabaseSync(file);
      old.exec(migrations[0] ?? '');
      old.exec('PRAGMA user_version = 1; CREATE TABLE ledger (x);'); // in the way of the second
    }
    await expect(open()).rejects.toMatchObject({ code: 'database-unusable' });
    expect(version()).toEqual({ user_version: 1 });
  });

  it('refuses a file of a newer version and leaves it alone', async () => {
    {
      using newer = new DatabaseSync(file);
      newer.exec('CREATE TABLE future (x); PRAGMA user_version = 999');
    }
    await expect(open()).rejects.toMatchObject({
      code: 'database-too-new',
      exitCode: 1,
      message: `The database was written by a newer Upshot (schema 999, this one knows ${migrations.length})`,
    });
    expect(version()).toEqual({ user_version: 999 });
  });

  it.each<[string, () => string, RegExp]>([
    ['a folder', () => folder.path, /cannot be opened/],
    [
      'in a folder that is a file',
      () => {
        writeFileSync(join(folder.path, 'plain'), '');
        return join(folder.path, 'plain', 'upshot.db');
      },
      /its folder is a file/,
    ],
    [
      'below a file',
      () => {
        writeFileSync(join(folder.path, 'plain'), '');
        return join(folder.path, 'plain', 'more', 'upshot.db');
      },
      /its folder is a file/,
    ],
    [
      'no database',
      () => {
        writeFileSync(file, 'Dear diary, '.repeat(1000));
        return file;
      },
      /not an SQLite database/,
    ],
    [
      'a damaged one',
      () => {
        writeFileSync(file, `SQLite format 3\0${'x'.repeat(9000)}`);
        return file;
      },
      /not an SQLite database|damaged/,
    ],
    [
      'the database of another program',
      () => {
        using foreign = new DatabaseSync(file);
        foreign.exec('CREATE TABLE bookmarks (x)');
        return file;
      },
      /tables of another program/,
    ],
  ])('refuses a path that is %s with one clear error that names it', async (_what, make, reason) => {
    const path = make();
    mkdirSync(folder.path, { recursive: true });
    const refused = open(path);
    await expect(refused).rejects.toMatchObject({ name: 'AppError', code: 'database-unusable', exitCode: 1 });
    await expect(refused).rejects.toThrow(reason);
    await expect(refused).rejects.toThrow(path);
  });

  it('can be closed at once, with work still on its way', async () => {
    const store = await open();
    const saving = store.catalogue.save(candidate('a'));
    await store[Symbol.asyncDispose]();
    expect(await saving).toMatchObject({ outcome: 'created' });
    await expect(store.catalogue.save(candidate('b'))).rejects.toMatchObject({ code: 'catalogue-closed' });
  });
});
