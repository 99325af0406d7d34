import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWriter, type Writer } from '../../src/sqlite/group-commit.ts';
import { openSqlite } from '../../src/sqlite/open-sqlite.ts';
import type { Sqlite, SqlValues } from '../../src/sqlite/sqlite.ts';
import { createFakeClock, createInstantClock } from '../support/fake-clock.ts';
import { tempFolder } from '../support/temp-folder.ts';

describe('writes that share commits', () => {
  let folder: ReturnType<typeof tempFolder>;
  let other: DatabaseSync;
  let db: Sqlite;
  let writer: Writer;
  let clock: ReturnType<typeof createInstantClock>;

  beforeEach(async () => {
    folder = tempFolder();
    clock = createInstantClock();
    const file = join(folder.path, 'test.db');
    db = await openSqlite(file, ['CREATE TABLE t (n INTEGER PRIMARY KEY)'], clock);
    writer = createWriter(db, clock);
    other = new DatabaseSync(file);
  });
  afterEach(async () => {
    await writer[Symbol.asyncDispose]();
    db.close();
    other.close();
    folder[Symbol.dispose]();
  });

  const insert = (n: number) => writer.write((to) => to.run('INSERT INTO t (n) VALUES (?)', [n]));
  /** As another process sees it. */
  const stored = () =>
    other
      .prepare('SELECT n FROM t ORDER BY n')
      .all()
      .map(({ n }) => n);

  it('resolves with the value when others can see the write', async () => {
    expect(stored()).toEqual([]);
    expect(await insert(7)).toBe(7);
    expect(stored()).toEqual([7]);
  });

  it('puts what is asked for at once into one transaction', async () => {
    const commits: string[] = [];
    const counting: Sqlite = Object.assign(Object.create(db) as Sqlite, {
      run: (sql: string, values: SqlValues = []) => {
        if (sql === 'COMMIT') commits.push(sql);
        return db.run(sql, values);
      },
    });
    await using counted = createWriter(counting, clock);
    const insertCounted = (n: number) => counted.write((to) => to.run('INSERT INTO t (n) VALUES (?)', [n]));
    await Promise.all([1, 2, 3].map(insertCounted));
    expect(commits).toHaveLength(1);
    await insertCounted(4);
    expect(commits).toHaveLength(2);
    expect(stored()).toEqual([1, 2, 3, 4]);
  });

  it('waits for the disk unless nothing in the group has to last through a power cut', async () => {
    const FULL = 2;
    const NORMAL = 1;
    const level = (to: Sqlite) => to.get<{ synchronous: number }>('PRAGMA synchronous')?.synchronous;
    expect(await writer.write(level)).toBe(FULL);
    expect(await writer.write(level, { durable: false })).toBe(NORMAL);
    expect(await Promise.all([writer.write(level, { durable: false }), writer.write(level)])).toEqual([FULL, FULL]);
  });

  it('lets durable writes share the next wait for the disk after a long one, and others go ahead', async () => {
    const hand = createFakeClock();
    const log: string[] = [];
    await using paced = createWriter(db, hand);
    const note = (name: string, durable: boolean) => paced.write(() => void log.push(name), { durable });
    await paced.write(() => hand.advance(10)); // as long as the disk took
    const late = [note('durable', true), note('durable too', true)];
    await note('light', false);
    expect(log).toEqual(['light']);
    hand.advance(29);
    await note('light again', false);
    expect(log).toEqual(['light', 'light again']);
    hand.advance(1);
    await Promise.all(late);
    expect(log).toEqual(['light', 'light again', 'durable', 'durable too']);
    await paced.write(() => hand.advance(10));
    const last = note('last', true);
    await paced[Symbol.asyncDispose](); // which waits for nothing
    await last;
  });

  it('keeps the order of the writes, and writes more than fit into one group', async () => {
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 300 }, (_, n) =>
        writer.write((to) => {
          order.push(n);
          to.run('INSERT INTO t (n) VALUES (?)', [n]);
        }),
      ),
    );
    expect(order).toEqual(Array.from({ length: 300 }, (_, n) => n));
    expect(stored()).toHaveLength(300);
  });

  it('undoes the one that fails, and only that', async () => {
    const failing = writer.write((to) => {
      to.run('INSERT INTO t (n) VALUES (99)');
      throw new RangeError('no');
    });
    const results = await Promise.allSettled([insert(1), failing, insert(1), insert(2)]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    await expect(failing).rejects.toThrow(RangeError);
    expect(stored()).toEqual([1, 2]);
  });

  it('acknowledges nothing of a group whose commit fails', async () => {
    await writer.write((to) =>
      to.exec('CREATE TABLE child (n INTEGER REFERENCES t (n) DEFERRABLE INITIALLY DEFERRED)'),
    );
    const orphan = writer.write((to) => to.run('INSERT INTO child (n) VALUES (404)'));
    const results = await Promise.allSettled([insert(1), orphan]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await insert(2);
    expect(stored()).toEqual([2]);
  });

  it('waits for another process without blocking, then writes', async () => {
    other.exec('BEGIN IMMEDIATE; INSERT INTO t (n) VALUES (5)');
    let slept = 0;
    const patient = createWriter(db, {
      ...clock,
      async sleep() {
        slept += 1;
        if (slept === 3) other.exec('COMMIT');
      },
    });
    await patient.write((to) => to.run('INSERT INTO t (n) VALUES (6)'));
    expect(slept).toBe(3);
    expect(stored()).toEqual([5, 6]);
  });

  it('gives up after five seconds, says that trying again may help, and goes on', async () => {
    other.exec('BEGIN IMMEDIATE');
    const started = clock.now();
    const results = await Promise.allSettled([insert(1), insert(2)]);
    for (const result of results) {
      expect(result).toMatchObject({
        status: 'rejected',
        reason: { code: 'catalogue-busy', status: 503, retryable: true, retryAfterMs: 1000 },
      });
    }
    expect(clock.now() - started).toBeGreaterThan(4800);
    expect(clock.now() - started).toBeLessThanOrEqual(5000);
    other.exec('ROLLBACK');
    await insert(3);
    expect(stored()).toEqual([3]);
  });

  it('says so when the file may not grow, keeps what was acknowledged, and goes on when it may', async () => {
    await insert(1);
    const { page_count } = db.get<{ page_count: number }>('PRAGMA page_count') ?? { page_count: 0 };
    db.exec(`PRAGMA max_page_count = ${page_count}`);
    const big = writer.write((to) => {
      to.exec('CREATE TABLE big (x)');
      to.run('INSERT INTO big (x) VALUES (zeroblob(1000000))');
    });
    await expect(big).rejects.toMatchObject({ code: 'catalogue-full', status: 507 });
    db.exec('PRAGMA max_page_count = 1000000');
    await insert(2);
    expect(stored()).toEqual([1, 2]);
  });

  it('says so when the database may not be written', async () => {
    db.exec('PRAGMA query_only = 1');
    await expect(insert(1)).rejects.toMatchObject({ code: 'catalogue-read-only', status: 500 });
    expect(clock.sleeps).toEqual([]); // waiting would not help
  });

  it('finishes what was asked for before it was closed and refuses the rest', async () => {
    const accepted = insert(1);
    const closed = writer[Symbol.asyncDispose]();
    await expect(insert(2)).rejects.toMatchObject({ code: 'catalogue-closed', status: 503, retryable: true });
    await Promise.all([accepted, closed]);
    expect(stored()).toEqual([1]);
  });
});
