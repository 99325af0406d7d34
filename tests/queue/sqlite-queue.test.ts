import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Owner } from '../../src/ledger/owner.ts';
import { queueSchema } from '../../src/queue/queue-schema.ts';
import { createSqliteQueue } from '../../src/queue/sqlite-queue.ts';
import { createWriter } from '../../src/sqlite/group-commit.ts';
import { openSqlite } from '../../src/sqlite/open-sqlite.ts';
import type { Sqlite } from '../../src/sqlite/sqlite.ts';
import { queueContract, workOf } from '../contract/queue-contract.ts';
import { createInstantClock, type FakeClock } from '../support/fake-clock.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** A connection of its own on the file, as another process has. */
async function openQueue(
  file: string,
  clock: FakeClock,
  pid: number,
  isAlive: (pid: number) => boolean,
  mostWaiting?: number,
) {
  const db = await openSqlite(file, [queueSchema], clock);
  const writer = createWriter(db, clock);
  const owner: Owner = { host: 'here', pid, instance: `i${pid}` };
  let made = 0;
  const newId = () => `p${pid}-${++made}`;
  return {
    db,
    queue: createSqliteQueue({ db, writer, clock, newId, owner, isAlive, ...(mostWaiting && { mostWaiting }) }),
    async [Symbol.asyncDispose]() {
      await writer[Symbol.asyncDispose]();
      db.close();
    },
  };
}

queueContract('sqlite', {
  async open() {
    const folder = tempFolder();
    const clock = createInstantClock();
    const dead = new Set<number>();
    const opened = new AsyncDisposableStack();
    opened.defer(() => folder[Symbol.dispose]());
    let pid = 100;
    return {
      async start() {
        pid += 1;
        const own = pid;
        const { queue } = opened.use(
          await openQueue(join(folder.path, 'upshot.db'), clock, own, (asked) => !dead.has(asked)),
        );
        return { queue, die: () => dead.add(own) };
      },
      advance: clock.advance,
      now: clock.now,
      [Symbol.asyncDispose]: () => opened.disposeAsync(),
    };
  },
});

describe('the queue in SQLite', () => {
  let folder: ReturnType<typeof tempFolder>;
  let opened: Awaited<ReturnType<typeof openQueue>>;
  const clock = createInstantClock();
  beforeEach(async () => {
    folder = tempFolder();
    opened = await openQueue(join(folder.path, 'upshot.db'), clock, 1, () => true);
  });
  afterEach(async () => {
    await opened[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });

  it('takes no more than may wait, but tells of what it has', async () => {
    await using small = await openQueue(join(folder.path, 'upshot.db'), clock, 2, () => true, 2);
    const first = await small.queue.add(workOf('a'), { key: 'k' });
    await small.queue.add(workOf('b'));
    await expect(small.queue.add(workOf('c'))).rejects.toMatchObject({
      ...{ code: 'queue-full', status: 503, retryable: true, retryAfterMs: 60_000 },
      message: 'The queue is full: 2 articles wait on it',
    });
    expect(await small.queue.add(workOf('a'), { key: 'k' })).toEqual(first);
    await small.queue.take(clock.now() + 1);
    expect(await small.queue.add(workOf('c'))).toMatchObject({ state: 'waiting' });
  });

  it('sorts nothing and walks no table, however long it is', async () => {
    const { queue, db } = opened;
    const asked = new Set<string>();
    const listening = createSqliteQueue({
      ...{ clock, newId: () => 'n', owner: { host: 'here', pid: 1, instance: 'i1' }, isAlive: () => true },
      db: { ...db, ...listenTo(db, asked) },
      writer: { write: async (work) => work(db), [Symbol.asyncDispose]: async () => {} },
    });
    await queue.add(workOf('a'));
    await queue.add(workOf('b'), { key: 'k' });
    await listening.add(workOf('b'), { key: 'k' });
    await listening.add(workOf('c'));
    const job = await listening.take(1e15);
    if (!job) throw new Error('a job was due');
    await listening.complete(job, 'entry');
    await listening.list({ state: 'waiting', page: 1, perPage: 1 });
    await listening.depth();
    await listening.retry(job.id);
    await listening.cancel(job.id);
    expect(asked.size).toBeGreaterThan(12);
    for (const sql of asked) {
      const steps = db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).map(({ detail }) => detail);
      const costly = steps.filter((step) => /TEMP B-TREE|^SCAN (?!CONSTANT|job_count)/.test(step));
      expect({ sql, costly }).toEqual({ sql, costly: [] });
    }
  });

  it('keeps no article longer than it is needed', async () => {
    const { queue, db } = opened;
    const kept = () => db.get<{ n: number }>('SELECT count(*) AS n FROM job_work')?.n;
    for (const text of ['done', 'cancelled', 'dead']) await queue.add(workOf(text));
    const [done, cancelled, dead] = [await queue.take(1e15), await queue.take(1e15), await queue.take(1e15)];
    if (!done || !cancelled || !dead) throw new Error('three jobs were due');
    await queue.complete(done, 'entry');
    await queue.cancel(cancelled.id);
    await queue.fail(dead, { code: 'c', message: 'm' }, null);
    expect(kept()).toBe(1);
    await queue.cancel(dead.id);
    expect(kept()).toBe(0);
  });
});

/** The same connection, which keeps every statement that it is asked. */
function listenTo(db: Sqlite, asked: Set<string>): Pick<Sqlite, 'get' | 'all' | 'run'> {
  return {
    get: (sql, values) => {
      asked.add(sql);
      return db.get(sql, values);
    },
    all: (sql, values) => {
      asked.add(sql);
      return db.all(sql, values);
    },
    run: (sql, values) => {
      if (sql !== 'BEGIN' && sql !== 'COMMIT') asked.add(sql);
      return db.run(sql, values);
    },
  };
}
