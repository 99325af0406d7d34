import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../src/errors.ts';
import type { Owner } from '../../src/ledger/owner.ts';
import type { Queue } from '../../src/queue/queue.ts';
import { queueSchema } from '../../src/queue/queue-schema.ts';
import { createSqliteQueue } from '../../src/queue/sqlite-queue.ts';
import { type WorkQueueOptions, workQueue } from '../../src/queue/work-queue.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { workOf } from '../contract/queue-contract.ts';
import { exampleEntry } from '../support/example-entry.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import { openTempDatabase } from '../support/open-temp-database.ts';

let database: Awaited<ReturnType<typeof openTempDatabase>>;
let clock: FakeClock;
let queue: Queue;
/** Articles in work, by text, until the test says what becomes of them. */
let inWork: Map<string, { resolve: () => void; reject: (error: unknown) => void; signal: AbortSignal }>;
/** Texts, in the order in which they were begun. */
let begun: string[];
let stop: AbortController;
let abort: AbortController;
let running: Promise<void>[];
let logged: Record<string, unknown>[];

beforeEach(async () => {
  clock = createFakeClock();
  database = await openTempDatabase([queueSchema], clock);
  const { db, writer } = database;
  const owner: Owner = { host: 'here', pid: 1, instance: 'i1' };
  let made = 0;
  queue = createSqliteQueue({ db, writer, clock, newId: () => `id-${++made}`, owner, isAlive: () => true });
  inWork = new Map();
  begun = [];
  logged = [];
  stop = new AbortController();
  abort = new AbortController();
  running = [];
});
afterEach(async () => {
  stop.abort();
  abort.abort();
  await Promise.all(running);
  await database[Symbol.asyncDispose]();
});

function work(options: Partial<WorkQueueOptions> = {}): Promise<void> {
  const working = workQueue({
    ...{ queue, clock, random: () => 0, concurrency: 2, stop: stop.signal, abort: abort.signal },
    log: createLogger('info', { write: (line) => logged.push(JSON.parse(line)) }),
    summarise: ({ text }, signal) =>
      new Promise((resolve, reject) => {
        begun.push(text);
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        const entry = { ...exampleEntry(), id: `entry of ${text}` };
        inWork.set(text, { resolve: () => resolve({ outcome: 'created', entry }), reject, signal });
      }),
    resummarise: () => Promise.reject(new Error('not here')),
    tagsNow: (tags) => tags,
    fetchArticle: async ({ url }) => ({ text: `page at ${url}` }),
    ...options,
  });
  running.push(working);
  return working;
}

const add = async (text: string) => (await queue.add(workOf(text))).id;
const started = (...texts: string[]) => vi.waitFor(() => expect(begun).toEqual(texts), { interval: 1 });
const job = async (id: string) => (await queue.get(id)) ?? expect.unreachable();
const becomes = (id: string, given: object) =>
  vi.waitFor(async () => expect(await queue.get(id)).toMatchObject(given), { interval: 1 });
/** Lets a second pass, when the loop has gone to sleep. */
async function second(): Promise<void> {
  const before = clock.sleeps.filter((ms) => ms === 1000).length;
  clock.advance(1000);
  await vi.waitFor(() => expect(clock.sleeps.filter((ms) => ms === 1000).length).toBeGreaterThan(before), {
    interval: 1,
  });
}
const problem = (code: string, given: object = {}) => new AppError('It fails', { code, status: 502, ...given });

describe('working on the queue', () => {
  it('does what is on it and what comes, so many at a time, without waiting for the next look', async () => {
    const ids = [await add('a'), await add('b'), await add('c')];
    work();
    await started('a', 'b');
    inWork.get('b')?.resolve();
    await started('a', 'b', 'c');
    inWork.get('a')?.resolve();
    inWork.get('c')?.resolve();
    for (const [n, id] of ids.entries()) await becomes(id, { state: 'done', articleId: `entry of ${'abc'[n]}` });
    await add('d');
    await started('a', 'b', 'c', 'd');
    expect(logged.filter(({ msg }) => msg === 'job done')).toHaveLength(3);
  });

  it('finds what another process has put on it within a second', async () => {
    work({ queue: { ...queue, watch: () => () => {} } });
    await second();
    await add('a');
    expect(begun).toEqual([]);
    clock.advance(1000);
    await started('a');
  });

  it('fetches what it has only the address of', async () => {
    await queue.add({ url: 'https://example.com/a', given: {} });
    work();
    await started('page at https://example.com/a');
  });

  it('drafts an entry anew, and does not try again where it has changed', async () => {
    const asked: unknown[] = [];
    const answers = [
      problem('provider-unavailable', { retryable: true }),
      problem('changed', { status: 412, retryable: true }),
    ];
    const { id } = await queue.add({ resummarise: 'e1', seen: 3 });
    work({
      resummarise: async (entry, _, options) => {
        asked.push([entry, options]);
        throw answers.shift();
      },
    });
    await becomes(id, { state: 'waiting', attempts: 1 });
    await queue.retry(id);
    await becomes(id, { state: 'failed', problem: { code: 'changed' } });
    expect(asked).toEqual([
      ['e1', { seen: 3, job: id, anyAnswer: false }],
      ['e1', { seen: 3, job: id, anyAnswer: true }],
    ]);
  });

  it('gives articles the names that their tags have by now, and none where all were retired', async () => {
    const seen: unknown[] = [];
    work({
      tagsNow: (tags) => tags.flatMap((tag) => (tag === 'gone' ? [] : tag === 'old' ? ['new'] : [tag])),
      summarise: async ({ tags }) => {
        seen.push(tags);
        return { outcome: 'created', entry: exampleEntry() };
      },
    });
    await queue.add({ input: { text: 'a', tags: ['old', 'sre'] } });
    await queue.add({ input: { text: 'b', tags: ['gone'] } });
    const id = await add('c');
    await becomes(id, { state: 'done' });
    expect(seen).toEqual([['new', 'sre'], undefined, undefined]);
  });

  it('puts an article off whose host is busy, and uses up no attempt', async () => {
    const { id } = await queue.add({ url: 'https://example.com/a', given: {} });
    work({ fetchArticle: () => Promise.reject(problem('busy', { retryable: true, retryAfterMs: 10_000 })) });
    const dueAt = new Date(clock.now() + 10_000).toISOString();
    await becomes(id, { state: 'waiting', attempts: 0, dueAt, problem: { code: 'busy' } });
    await add('b');
    await started('b');
  });

  it('tries again what may pass, and leaves a dead letter of what cannot', async () => {
    const [again, dead] = [await add('again'), await add('dead')];
    work();
    await started('again', 'dead');
    const failedAt = clock.now();
    inWork.get('again')?.reject(problem('provider-unavailable', { retryable: true, hint: 'Wait.' }));
    inWork.get('dead')?.reject(problem('article-too-short'));
    await becomes(again, {
      ...{ state: 'waiting', attempts: 1, dueAt: new Date(failedAt + 5000).toISOString() },
      problem: { code: 'provider-unavailable', message: 'It fails', hint: 'Wait.' },
    });
    await becomes(dead, { state: 'failed', problem: { code: 'article-too-short', message: 'It fails' } });
    for (let n = 0; n < 5; n += 1) await second();
    await started('again', 'dead', 'again');
    inWork.get('again')?.resolve();
    await becomes(again, { state: 'done', attempts: 2, problem: null });
    await queue.retry(dead);
    await started('again', 'dead', 'again', 'dead');
  });

  it('hides a defect from whoever asks, and tells it to the log', async () => {
    const id = await add('a');
    work();
    await started('a');
    inWork.get('a')?.reject(new TypeError('secret'));
    await becomes(id, { state: 'failed', problem: { code: 'internal-error' } });
    expect(JSON.stringify(await job(id))).not.toContain('secret');
    expect(JSON.stringify(logged)).toContain('secret');
  });

  it('waits out a closed provider with everything, and uses up no attempt', async () => {
    const ids = [await add('a'), await add('b'), await add('c')];
    work({ concurrency: 1 });
    await started('a');
    inWork.get('a')?.reject(problem('provider-circuit-open', { retryable: true, retryAfterMs: 3000 }));
    await becomes(ids[0] ?? '', { state: 'waiting', attempts: 0, problem: { code: 'provider-circuit-open' } });
    await add('d');
    await second();
    await second();
    expect(begun).toEqual(['a']);
    await second();
    await started('a', 'b');
  });

  it('waits no longer for that when the clock is set back meanwhile, and looks again within a quarter of an hour', async () => {
    const a = await add('a');
    const b = await add('b');
    work({ concurrency: 1 });
    await started('a');
    inWork.get('a')?.reject(problem('provider-circuit-open', { retryable: true, retryAfterMs: 2000 }));
    await becomes(a, { state: 'waiting' });
    await add('c');
    await second();
    clock.setBack(3_600_000);
    await second();
    await started('a', 'b');
    inWork.get('b')?.reject(problem('budget-exhausted', { retryable: true, retryAfterMs: 36_000_000 }));
    await becomes(b, { state: 'waiting' });
    await add('d');
    await second();
    clock.advance(14 * 60_000);
    await second();
    expect(begun).toEqual(['a', 'b']);
    clock.advance(60_000);
    await started('a', 'b', 'd');
  });

  it('gives up a job that is cancelled, at once here, and elsewhere with the next beat', async () => {
    const [here, elsewhere] = [await add('here'), await add('elsewhere')];
    work({ queue: { ...queue, watch: (listener) => queue.watch((change) => change.id === here && listener(change)) } });
    await started('here', 'elsewhere');
    await queue.cancel(here);
    await vi.waitFor(() => expect(inWork.get('here')?.signal.aborted).toBe(true), { interval: 1 });
    await queue.cancel(elsewhere);
    expect(inWork.get('elsewhere')?.signal.aborted).toBe(false);
    clock.advance(5000);
    await vi.waitFor(() => expect(inWork.get('elsewhere')?.signal.aborted).toBe(true), { interval: 1 });
    expect([(await job(here)).state, (await job(elsewhere)).state]).toEqual(['cancelled', 'cancelled']);
  });

  it('keeps a job for as long as it works on it', async () => {
    await add('a');
    work();
    await started('a');
    for (let n = 0; n < 20; n += 1) {
      const beats = clock.sleeps.filter((ms) => ms === 5000).length;
      clock.advance(5000);
      await vi.waitFor(() => expect(clock.sleeps.filter((ms) => ms === 5000).length).toBe(beats + 1), { interval: 1 });
    }
    expect(await queue.take(clock.now() + 1)).toBeNull();
  });

  it('takes no more when it is stopped, ends what is in work, and gives back the rest when the grace is over', async () => {
    const [ends, stays, later] = [await add('ends'), await add('stays'), await add('later')];
    const working = work({ graceMs: 9000 });
    await started('ends', 'stays');
    stop.abort();
    inWork.get('ends')?.resolve();
    await becomes(ends, { state: 'done' });
    await vi.waitFor(() => expect(clock.sleeps).toContain(9000), { interval: 1 });
    clock.advance(9000);
    await working;
    expect(await job(stays)).toMatchObject({ state: 'waiting', attempts: 0, problem: null });
    expect(await job(later)).toMatchObject({ state: 'waiting', attempts: 0 });
    expect(begun).toEqual(['ends', 'stays']);
  });

  it('gives everything back at once when it is aborted', async () => {
    const id = await add('a');
    const working = work();
    await started('a');
    stop.abort();
    abort.abort();
    await working;
    expect(await job(id)).toMatchObject({ state: 'waiting', attempts: 0, dueAt: new Date(clock.now()).toISOString() });
  });

  it('ends by itself when nothing is due, if that is asked', async () => {
    const [, later] = [await add('a'), await add('later')];
    const working = work({ untilIdle: true });
    await started('a', 'later');
    inWork.get('later')?.reject(problem('provider-unavailable', { retryable: true }));
    await becomes(later, { state: 'waiting' });
    inWork.get('a')?.resolve();
    await working;
    expect(await job(later)).toMatchObject({ state: 'waiting', attempts: 1 });
  });

  it('misses nothing that comes while it looks', async () => {
    let looked = false;
    const take: Queue['take'] = async (until) => {
      const found = await queue.take(until);
      if (!looked) await add('meanwhile');
      looked = true;
      return found;
    };
    work({ queue: { ...queue, take } });
    await started('meanwhile');
  });

  it('gives up on an article that it did not survive too often', async () => {
    const id = await add('poison');
    for (let n = 0; n < 16; n += 1) {
      await queue.take(clock.now() + 1);
      clock.advance(1);
    }
    work();
    await becomes(id, { state: 'failed', attempts: 17, problem: { code: 'job-abandoned' } });
    expect(begun).toEqual([]);
  });

  it('outlasts a queue that cannot be read for a while', async () => {
    const take = vi.fn(queue.take).mockRejectedValueOnce(problem('catalogue-busy'));
    await add('a');
    work({ queue: { ...queue, take } });
    await vi.waitFor(() => expect(logged).toHaveLength(1), { interval: 1 });
    await second();
    await started('a');
  });
});
