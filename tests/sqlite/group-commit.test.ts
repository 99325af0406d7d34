import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWriter, type Writer } from '../../src/sqlite/group-commit.ts';
import { openSqlite } from '../../src/sqlite/open-sqlite.ts';
import type { Sqlite, SqlValues } from '../../src/sqlite/sqlite.ts';
import { createInstantClock } from '../support/fake-clock.ts';
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

  /** A writer, and the commits that it made. */
  function countingWriter() {
    const commits: string[] = [];
    const counting: Sqlite = Object.assign(Object.create(db) as Sqlite, {
      run: (sql: string, values: SqlValues = []) => {
        if (sql === 'COMMIT') commits.push(sql);
        return db.run(sql, values);
      },
    });
    return { commits, counted: createWriter(counting, clock) };
  }

  it('puts what is asked for within a few turns into one transaction', async () => {
    const { commits, counted } = countingWriter();
    await using _ = counted;
    const writes: Promise<number>[] = [];
    for (let n = 0; n < 3; n += 1) {
      writes.push(counted.write((to) => to.run('INSERT INTO t (n) VALUES (?)', [n])));
      await new Promise(setImmediate);
    }
    await Promise.all(writes);
    expect(commits).toHaveLength(1);
    expect(stored()).toEqual([0, 1, 2]);
  });

  it('puts what is asked for at once into one transaction', async () => {
    const { commits, counted } = countingWriter();
    await using _ = counted;
    const insertCounted = (n: number) => counted.write((to) => to.run('INSERT INTO t (n) VALUES (?)', [n]));
    await Promise.all([1, 2, 3].map(insertCounted));
    expect(commits).toHaveLength(1);
    await insertCounted(4);
    expect(commits).toHaveLength(2);
    expect(stored()).toEqual([1, 2, 3, 4]);
  });

  it('lets others have their turn between full groups', async () => {
    const { commits, counted } = countingWriter();
    await using _ = counted;
    const light = () => counted.write((to) => to.run('INSERT INTO t DEFAULT VALUES'), { durable: false });
    const seen: number[] = [];
    const writes = Array.from({ length: 500 }, light);
    for (const _turn of [1, 2, 3, 4]) {
      await new Promise(setImmediate);
      seen.push(commits.length);
    }
    await Promise.all(writes);
    expect(new Set(seen).size).toBeGreaterThan(2);
  });

  describe('and wait for the disk', () => {
    /** A disk that is done when a test says so. */
    function slowDisk() {
      const turns: PromiseWithResolvers<void>[] = [];
      return {
        turns,
        async flush() {
          const turn = Promise.withResolvers<void>();
          turns.push(turn);
          await turn.promise;
        },
        async [Symbol.asyncDispose]() {},
      };
    }
    const turnsOfTheLoop = async () => {
      for (let n = 0; n < 20; n += 1) await new Promise(setImmediate);
    };

    it('answers durable writes when the disk is done, and others at once', async () => {
      const disk = slowDisk();
      await using slow = createWriter(db, clock, disk);
      const log: string[] = [];
      const note = (name: string, durable: boolean) =>
        slow.write((to) => to.run('INSERT INTO t DEFAULT VALUES'), { durable }).then(() => log.push(name));
      const durable = note('durable', true);
      await note('light, in the same commit', false);
      expect(stored()).toHaveLength(2);
      const late = [note('late', true), note('too', true)];
      await note('light', false);
      expect(stored()).toHaveLength(3);
      expect(log).toEqual(['light, in the same commit', 'light']);
      disk.turns[0]?.resolve();
      await durable;
      await turnsOfTheLoop();
      expect(stored()).toHaveLength(5);
      expect(log).toEqual(['light, in the same commit', 'light', 'durable']);
      expect(disk.turns).toHaveLength(2); // the late ones share the next turn
      disk.turns[1]?.resolve();
      await Promise.all(late);
      await note('no turn of the disk', false);
      expect(disk.turns).toHaveLength(2);
    });

    it('acknowledge nothing that the disk did not take, and go on', async () => {
      const disk = slowDisk();
      await using slow = createWriter(db, clock, disk);
      const failing = slow.write((to) => to.run('INSERT INTO t (n) VALUES (1)'));
      await turnsOfTheLoop();
      disk.turns[0]?.reject(new RangeError('no'));
      await expect(failing).rejects.toThrow('no');
      const next = slow.write((to) => to.run('INSERT INTO t (n) VALUES (2)'));
      await turnsOfTheLoop();
      disk.turns[1]?.resolve();
      await next;
    });
  });

  describe('but one that something stands idle for', () => {
    const insertAtOnce = (n: number) =>
      writer.write((to) => to.run('INSERT INTO t (n) VALUES (?)', [n]), { durable: false, atOnce: true });

    it('is written before anything else happens, ahead of what waits', async () => {
      const waiting = insert(1);
      const written = insertAtOnce(2);
      expect(stored()).toEqual([2]);
      expect(await Promise.race([written, waiting])).toBe(2);
      await waiting;
      expect(stored()).toEqual([1, 2]);
    });

    it('waits like the others while another process has the lock', async () => {
      other.exec('BEGIN IMMEDIATE');
      const written = insertAtOnce(1);
      other.exec('COMMIT');
      expect(stored()).toEqual([]);
      expect(await written).toBe(1);
      expect(stored()).toEqual([1]);
    });

    it('fails alone', async () => {
      const waiting = insert(1);
      const failing = writer.write(
        (to) => {
          to.run('INSERT INTO t (n) VALUES (2)');
          throw new RangeError('no');
        },
        { durable: false, atOnce: true },
      );
      await expect(failing).rejects.toThrow(RangeError);
      await waiting;
      expect(stored()).toEqual([1]);
    });

    it('is refused once the writer is closed', async () => {
      await writer[Symbol.asyncDispose]();
      await expect(insertAtOnce(1)).rejects.toMatchObject({ code: 'catalogue-closed' });
      expect(stored()).toEqual([]);
    });
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
    await using patient = createWriter(db, {
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
