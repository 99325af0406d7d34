import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job, Queue, QueueChange, TakenJob, Work } from '../../src/queue/queue.ts';

/** One process's view of a queue. */
export interface QueueProcess {
  readonly queue: Queue;
  /** From now on the others see this process as dead. */
  die(): void;
}

export interface OpenQueue extends AsyncDisposable {
  /** Another process on the same database. */
  start(): Promise<QueueProcess>;
  advance(ms: number): void;
  now(): number;
}

const DAY = 86_400_000;
export const workOf = (text: string): Work => ({ input: { text } });
const problem = { code: 'provider-unavailable', message: 'It is down', hint: 'Wait.' };

/** What every queue does. `open` returns an empty one that stands in one place for all its processes. */
export function queueContract(name: string, { open }: { open: () => Promise<OpenQueue> }): void {
  describe(`${name} keeps the queue contract`, () => {
    let shared: OpenQueue;
    let one: QueueProcess;
    let other: QueueProcess;

    beforeEach(async () => {
      shared = await open();
      one = await shared.start();
      other = await shared.start();
    });
    afterEach(() => shared[Symbol.asyncDispose]());

    const lease = () => shared.now() + 60_000;
    const iso = (time: number) => new Date(time).toISOString();
    async function take(from: QueueProcess): Promise<TakenJob> {
      const job = await from.queue.take(lease());
      if (job === null) throw new Error('expected a job to be due');
      return job;
    }
    async function added(text = 'a', from = one): Promise<Job> {
      return from.queue.add(workOf(text));
    }

    it('is empty at first', async () => {
      expect(await one.queue.take(lease())).toBeNull();
      expect(await one.queue.get('nosuch')).toBeNull();
      expect(await one.queue.cancel('nosuch')).toBeNull();
      expect(await one.queue.retry('nosuch')).toBeNull();
      expect(await one.queue.depth()).toEqual({
        jobs: { waiting: 0, working: 0, done: 0, failed: 0, cancelled: 0 },
        oldestWaiting: null,
      });
      expect(await one.queue.list({ page: 3, perPage: 10 })).toEqual({
        ...{ items: [], page: 1, perPage: 10, pageCount: 1, total: 0 },
      });
    });

    it('gives the work to whoever takes it, and shows everybody how it stands', async () => {
      const at = iso(shared.now());
      const job = await added('a');
      const waiting = { id: job.id, state: 'waiting', attempts: 0, createdAt: at, updatedAt: at, dueAt: at };
      expect(job).toEqual({ ...waiting, articleId: null, problem: null });
      expect(await other.queue.get(job.id)).toEqual(job);
      const taken = await take(other);
      expect(taken).toMatchObject({ id: job.id, work: workOf('a'), state: 'working', attempts: 1, dueAt: null });
      expect(await one.queue.take(lease())).toBeNull();
      shared.advance(500);
      await other.queue.complete(taken, 'entry-1');
      const done = { ...waiting, state: 'done', attempts: 1, dueAt: null, updatedAt: iso(shared.now()) };
      expect(await one.queue.get(job.id)).toEqual({ ...done, articleId: 'entry-1', problem: null });
      expect(await one.queue.take(lease())).toBeNull();
    });

    it('keeps the address of an article, with all that is given', async () => {
      const work: Work = { url: 'https://example.com/a', given: { title: 'A', tags: ['sre'] } };
      await one.queue.add(work);
      expect((await take(other)).work).toEqual(work);
    });

    it('gives out what has been due for longest first', async () => {
      const first = await added('first');
      const [second, third] = [await added('second'), await added('third')];
      const failed = await take(one);
      await one.queue.fail(failed, problem, shared.now() + 1000);
      expect((await take(one)).id).toBe(second.id);
      shared.advance(1000);
      expect((await take(one)).id).toBe(third.id);
      expect((await take(one)).id).toBe(first.id);
    });

    it('gives each job to one of many who ask at once', async () => {
      for (let n = 0; n < 20; n += 1) await added(`text ${n}`);
      const asked = Array.from({ length: 30 }, (_, n) => (n % 2 ? one : other).queue.take(lease()));
      const ids = (await Promise.all(asked)).flatMap((job) => (job ? [job.id] : []));
      expect(ids).toHaveLength(20);
      expect(new Set(ids).size).toBe(20);
    });

    it('tries again when it is time, not before, and says what went wrong', async () => {
      const { id } = await added();
      const retryAt = shared.now() + 10_000;
      await one.queue.fail(await take(one), problem, retryAt);
      expect(await other.queue.get(id)).toMatchObject({
        ...{ state: 'waiting', attempts: 1, dueAt: iso(retryAt), problem },
      });
      shared.advance(9999);
      expect(await other.queue.take(lease())).toBeNull();
      shared.advance(1);
      expect(await take(other)).toMatchObject({ id, attempts: 2, problem });
    });

    it('makes nobody wait until a clock that was set back has caught up', async () => {
      const { id } = await added();
      shared.advance(-3_600_000);
      expect(await take(other)).toMatchObject({ id });
      const later = await added('b');
      await one.queue.fail(await take(one), problem, shared.now() + 10_000);
      expect(await other.queue.take(lease())).toBeNull();
      shared.advance(-1000);
      expect(await take(other)).toMatchObject({ id: later.id });
    });

    it('gives a job back as if it had not been tried', async () => {
      const { id } = await added();
      await one.queue.postpone(await take(one), problem, shared.now() + 50);
      expect(await one.queue.get(id)).toMatchObject({ state: 'waiting', attempts: 0, problem });
      shared.advance(50);
      await one.queue.postpone(await take(one), null, shared.now());
      expect(await take(other)).toMatchObject({ id, attempts: 1, problem: null });
    });

    it('keeps a dead letter until it is retried, with all its attempts', async () => {
      const { id } = await added();
      await one.queue.fail(await take(one), problem, null);
      expect(await one.queue.get(id)).toMatchObject({ state: 'failed', attempts: 1, dueAt: null, problem });
      shared.advance(400 * DAY);
      await added('b');
      expect(await take(one)).toMatchObject({ work: workOf('b') });
      expect(await other.queue.retry(id)).toMatchObject({ state: 'waiting', attempts: 0 });
      expect(await take(one)).toMatchObject({ id, attempts: 1, work: workOf('a') });
      expect(await one.queue.retry(id)).toMatchObject({ state: 'working' });
    });

    it('makes what waits for its next try due now, with the attempts that it had', async () => {
      const { id } = await added();
      await one.queue.fail(await take(one), problem, shared.now() + 10_000);
      expect(await one.queue.retry(id)).toMatchObject({ state: 'waiting', attempts: 1, dueAt: iso(shared.now()) });
      expect(await take(other)).toMatchObject({ id, attempts: 2 });
    });

    it('takes over at once from a process that died', async () => {
      const { id } = await added();
      const lost = await take(one);
      expect(await other.queue.take(lease())).toBeNull();
      one.die();
      expect(await take(other)).toMatchObject({ id, attempts: 2 });
      await one.queue.complete(lost, 'late');
      expect(await other.queue.get(id)).toMatchObject({ state: 'working', articleId: null });
    });

    it('takes over when the lease has passed, not before, and not while it is extended', async () => {
      const { id } = await added();
      const held = await take(one);
      shared.advance(59_999);
      expect(await one.queue.extend(held, lease())).toBe(true);
      shared.advance(59_999);
      expect(await other.queue.take(lease())).toBeNull();
      shared.advance(1);
      const anew = await take(other);
      expect(anew.id).toBe(id);
      expect(await one.queue.extend(held, lease())).toBe(false);
      await one.queue.fail(held, problem, null);
      await one.queue.postpone(held, problem, shared.now());
      expect(await other.queue.get(id)).toMatchObject({ state: 'working', attempts: 2 });
      expect(await other.queue.extend(anew, lease())).toBe(true);
    });

    it('cancels what waits, what is in work and dead letters, but not what is done', async () => {
      const waiting = await added('waits');
      expect(await other.queue.cancel(waiting.id)).toMatchObject({ state: 'cancelled', dueAt: null });
      expect(await one.queue.cancel(waiting.id)).toMatchObject({ state: 'cancelled' });
      await added('in work');
      const inWork = await take(one);
      expect(await other.queue.cancel(inWork.id)).toMatchObject({ state: 'cancelled', attempts: 1 });
      expect(await one.queue.extend(inWork, lease())).toBe(false);
      await one.queue.complete(inWork, 'late');
      expect(await one.queue.get(inWork.id)).toMatchObject({ state: 'cancelled', articleId: null });
      const dead = await added('dead');
      await one.queue.fail(await take(one), problem, null);
      expect(await one.queue.cancel(dead.id)).toMatchObject({ state: 'cancelled', problem });
      expect(await one.queue.retry(dead.id)).toMatchObject({ state: 'cancelled' });
      const done = await added('done');
      await one.queue.complete(await take(one), 'entry');
      expect(await one.queue.cancel(done.id)).toMatchObject({ state: 'done', articleId: 'entry' });
      expect(await one.queue.take(lease())).toBeNull();
    });

    it('takes the same request under one key once, in any process, and whatever became of it', async () => {
      const [first, again] = await Promise.all([
        one.queue.add(workOf('a'), { key: 'k' }),
        other.queue.add(workOf('a'), { key: 'k' }),
      ]);
      expect(again.id).toBe(first.id);
      await one.queue.complete(await take(one), 'entry');
      expect(await other.queue.add(workOf('a'), { key: 'k' })).toMatchObject({ id: first.id, state: 'done' });
      expect(await other.queue.known([workOf('a')], 'k')).toMatchObject({ id: first.id });
      expect(await other.queue.known([workOf('b'), workOf('a')], 'k')).toMatchObject({ id: first.id });
      expect(await other.queue.known([workOf('a')], 'j')).toBeNull();
      await expect(one.queue.known([workOf('b')], 'k')).rejects.toMatchObject({ code: 'idempotency-key-reused' });
      expect((await one.queue.add(workOf('a'), { key: 'l' })).id).not.toBe(first.id);
      expect((await one.queue.add(workOf('a'))).id).not.toBe(first.id);
      await expect(one.queue.add(workOf('b'), { key: 'k' })).rejects.toMatchObject({
        ...{ code: 'idempotency-key-reused', status: 422 },
      });
      expect((await one.queue.depth()).jobs).toMatchObject({ waiting: 2, done: 1 });
    });

    it('forgets a key after a day', async () => {
      const { id } = await one.queue.add(workOf('a'), { key: 'k' });
      shared.advance(DAY - 1);
      expect((await one.queue.add(workOf('a'), { key: 'k' })).id).toBe(id);
      shared.advance(1);
      expect(await one.queue.known([workOf('a')], 'k')).toBeNull();
      const anew = await one.queue.add(workOf('b'), { key: 'k' });
      expect(anew.id).not.toBe(id);
      expect((await other.queue.add(workOf('b'), { key: 'k' })).id).toBe(anew.id);
      expect(await one.queue.get(id)).toMatchObject({ state: 'waiting' });
    });

    it('lists the newest first, in pages, all or by state, and counts them', async () => {
      const ids: string[] = [];
      for (let n = 0; n < 5; n += 1) {
        ids.unshift((await added(`text ${n}`)).id);
        shared.advance(1000);
      }
      await one.queue.complete(await take(one), 'entry');
      await one.queue.fail(await take(one), problem, null);
      await take(other);
      const listed = async (query: Parameters<Queue['list']>[0]) => {
        const { items, ...rest } = await other.queue.list(query);
        return { ids: items.map(({ id }) => id), ...rest };
      };
      const page = { page: 1, perPage: 3, pageCount: 2, total: 5 };
      expect(await listed({ page: 1, perPage: 3 })).toEqual({ ids: ids.slice(0, 3), ...page });
      expect(await listed({ page: 9, perPage: 3 })).toEqual({ ids: ids.slice(3), ...page, page: 2 });
      expect(await listed({ state: 'waiting', page: 1, perPage: 1 })).toMatchObject({
        ...{ ids: ids.slice(0, 1), total: 2, pageCount: 2 },
      });
      expect(await listed({ state: 'failed', page: 1, perPage: 3 })).toMatchObject({ ids: [ids[3]], total: 1 });
      expect(await one.queue.depth()).toEqual({
        jobs: { waiting: 2, working: 1, done: 1, failed: 1, cancelled: 0 },
        oldestWaiting: iso(shared.now() - 2000),
      });
    });

    it('removes what has ended a week ago when something comes', async () => {
      const done = await added('done');
      await one.queue.complete(await take(one), 'entry');
      const cancelled = await added('cancelled');
      await one.queue.cancel(cancelled.id);
      const waiting = await added('waits');
      shared.advance(7 * DAY);
      await added('b');
      expect(await one.queue.get(done.id)).not.toBeNull();
      shared.advance(1);
      await added('c');
      expect([await one.queue.get(done.id), await one.queue.get(cancelled.id)]).toEqual([null, null]);
      expect(await one.queue.get(waiting.id)).not.toBeNull();
      expect((await one.queue.depth()).jobs).toMatchObject({ waiting: 3, done: 0, cancelled: 0 });
    });

    it('tells those who watch what has become due or was cancelled here', async () => {
      const seen: QueueChange[] = [];
      const unwatch = one.queue.watch((change) => seen.push(change));
      const { id } = await added();
      await one.queue.fail(await take(one), problem, null);
      await one.queue.retry(id);
      await one.queue.cancel(id);
      unwatch();
      await added('b');
      expect(seen).toEqual([
        { what: 'due', id },
        { what: 'due', id },
        { what: 'cancelled', id },
      ]);
    });
  });
}
