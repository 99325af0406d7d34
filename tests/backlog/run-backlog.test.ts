import { describe, expect, it } from 'vitest';
import type { ArticleInput } from '../../src/article/article-input.ts';
import { type BacklogItem, unreadableItem } from '../../src/backlog/backlog-item.ts';
import { type BacklogOptions, type BacklogResult, runBacklog } from '../../src/backlog/run-backlog.ts';
import { AppError } from '../../src/errors.ts';
import { BudgetError } from '../../src/ledger/budget-error.ts';
import { ProviderError } from '../../src/provider/provider-error.ts';
import { exampleEntry } from '../support/example-entry.ts';
import { createFakeClock, createInstantClock } from '../support/fake-clock.ts';

const finished = { state: 'finished', reason: null };
const failure = (code: string, given: object = {}) =>
  new AppError(`failed: ${code}`, { code, status: 502, hint: 'Mend it.', ...given });

async function* itemsOf(...texts: string[]): AsyncGenerator<BacklogItem> {
  for (const text of texts) yield itemOf({ text });
}

function itemOf(input: ArticleInput): BacklogItem {
  return { place: input.text, key: input.text, read: async () => input };
}

function setup(overrides: Partial<BacklogOptions> = {}) {
  const stop = new AbortController();
  const abort = new AbortController();
  const results: BacklogResult[] = [];
  const options: BacklogOptions = {
    summarise: async ({ text }) => ({ outcome: 'created', entry: exampleEntry({ title: text }) }),
    concurrency: 2,
    limit: Number.POSITIVE_INFINITY,
    tags: [],
    stop: stop.signal,
    abort: abort.signal,
    clock: createInstantClock(),
    onResult: (result) => results.push(result),
    ...overrides,
  };
  return {
    options,
    results,
    stop,
    abort,
    outcomes: () => results.map(({ item, outcome }) => `${item.place} ${outcome}`),
  };
}

/** A summariser whose answers are given by hand. */
function byHand() {
  const waiting: { text: string; answer: () => void }[] = [];
  const summarise: BacklogOptions['summarise'] = ({ text }, signal) =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      waiting.push({ text, answer: () => resolve({ outcome: 'created', entry: exampleEntry({ title: text }) }) });
    });
  return { waiting, summarise, settled: () => new Promise((resolve) => setImmediate(resolve)) };
}

/** Items that are read by hand, as `host/name`. */
function atHosts(...places: string[]) {
  const reading: { place: string; arrive: () => void }[] = [];
  async function* items(): AsyncGenerator<BacklogItem> {
    for (const place of places) {
      const read = () =>
        new Promise<ArticleInput>((resolve) => {
          reading.push({ place, arrive: () => resolve({ text: place }) });
        });
      yield { place, key: place, host: place.split('/')[0], read };
    }
  }
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    items,
    being: () => reading.map(({ place }) => place),
    async arrive(place: string) {
      const index = reading.findIndex((one) => one.place === place);
      const [found] = reading.splice(index, 1);
      found?.arrive();
      await settled();
    },
    settled,
  };
}

describe('articles that are fetched', () => {
  it('are asked of a host one at a time, while those of other hosts go first', async () => {
    const { items, being, arrive, settled } = atHosts('a/1', 'a/2', 'a/3', 'b/1', 'a/4', 'c/1');
    const { options, outcomes } = setup({ concurrency: 3 });
    const run = runBacklog(items(), options);
    await settled();
    expect(being()).toEqual(['a/1', 'b/1', 'c/1']);
    await arrive('b/1');
    expect(being()).toEqual(['a/1', 'c/1']);
    await arrive('a/1');
    expect(being()).toEqual(['c/1', 'a/2']);
    for (const place of ['a/2', 'a/3', 'c/1', 'a/4']) await arrive(place);
    expect([await run, being()]).toEqual([finished, []]);
    expect(outcomes()).toEqual(['b/1', 'a/1', 'a/2', 'a/3', 'c/1', 'a/4'].map((place) => `${place} created`));
  });

  it('are asked for once where two lists have them', async () => {
    const { items, being, arrive, settled } = atHosts('a/1', 'a/2', 'a/3', 'a/1', 'a/2', 'a/4', 'a/5');
    const { options, outcomes, results } = setup({
      ...{ concurrency: 2, limit: 4 },
      isDone: async ({ key }) => results.some(({ item }) => item.key === key),
    });
    const run = runBacklog(items(), options);
    await settled();
    const each = ['a/1', 'a/2', 'a/3', 'a/4'];
    for (const place of each) {
      expect(being()).toEqual([place]);
      await arrive(place);
    }
    expect([(await run).state, outcomes()]).toEqual(['stopped', each.map((place) => `${place} created`)]);
  });

  it('hold up no other of their host when they cannot be read', async () => {
    const items = (async function* (): AsyncGenerator<BacklogItem> {
      yield { ...unreadableItem('a/1', failure('fetch-gone')), host: 'a' };
      yield { place: 'a/2', key: 'a/2', host: 'a', read: async () => ({ text: 'x' }) };
    })();
    const { options, outcomes } = setup({ concurrency: 1 });
    expect([await runBacklog(items, options), outcomes()]).toEqual([finished, ['a/1 failed', 'a/2 created']]);
  });

  it('hold up no other of their host when nobody can be told of them', async () => {
    const items = (async function* (): AsyncGenerator<BacklogItem> {
      for (const place of ['a/1', 'a/2']) yield { place, key: place, host: 'a', read: async () => ({ text: 'x' }) };
    })();
    const onWork = ({ place }: BacklogItem) => {
      if (place === 'a/1') throw new Error('the terminal is gone');
    };
    const { options, outcomes } = setup({ concurrency: 1, onWork });
    expect([await runBacklog(items, options), outcomes()]).toEqual([finished, ['a/1 failed', 'a/2 created']]);
  });

  it('are left where they are when the run is stopped, or has taken enough', async () => {
    const web = atHosts('a/1', 'a/2', 'a/3');
    const { options, stop, outcomes } = setup({ concurrency: 3 });
    const run = runBacklog(web.items(), options);
    await web.settled();
    stop.abort();
    await web.arrive('a/1');
    expect([await run, web.being(), outcomes()]).toEqual([{ state: 'interrupted', reason: null }, [], ['a/1 created']]);

    const again = atHosts('a/1', 'a/2', 'a/3', 'b/1');
    const limited = runBacklog(again.items(), setup({ concurrency: 3, limit: 2 }).options);
    await again.settled();
    for (const place of ['a/1', 'b/1']) await again.arrive(place);
    const message = 'The run took as many articles as its --limit allows'; // those of before it went on among them
    expect(await limited).toMatchObject({ state: 'stopped', reason: { code: 'limit-reached', message } });
  });

  it('do not fill the memory: a list of one host is read no further than a thousand articles ahead', async () => {
    let read = 0;
    async function* endless(): AsyncGenerator<BacklogItem> {
      for (;;) {
        read += 1;
        yield { place: `${read}`, key: `${read}`, host: 'a', read: () => new Promise(() => {}) };
      }
    }
    const { options, abort } = setup();
    void runBacklog(endless(), options);
    while (read < 1001) await new Promise((resolve) => setImmediate(resolve));
    for (let n = 0; n < 10; n += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(read).toBe(1001);
    abort.abort();
  });
});

describe('runBacklog', () => {
  it('stops when a result cannot be told, and says why', async () => {
    const full = failure('unwritable-report');
    const { options } = setup({
      concurrency: 1,
      onResult: () => {
        throw full;
      },
    });
    expect(await runBacklog(itemsOf('a', 'b'), options)).toEqual({ state: 'stopped', reason: full });
  });

  it.each([
    ['what failed because the machine slept is tried again', 9 * 60, 'a created'],
    ['what failed in its own time is not', 121, 'a failed'],
  ])('%s', async (_what, seconds, outcome) => {
    const clock = createFakeClock();
    let tries = 0;
    const { options, outcomes } = setup({
      ...{ clock, timeoutMs: 120_000 },
      async summarise({ text }) {
        tries += 1;
        if (tries > 1) return { outcome: 'created', entry: exampleEntry({ title: text }) };
        clock.advance(seconds * 1000);
        throw failure('provider-timeout');
      },
    });
    expect(await runBacklog(itemsOf('a'), options)).toEqual(finished);
    expect(outcomes()).toEqual([outcome]);
  });

  it('takes nothing more after a defect', async () => {
    const { options, outcomes } = setup({
      isDone: async ({ place }) => {
        if (place === 'b') throw new TypeError('a defect');
        return false;
      },
    });
    await expect(runBacklog(itemsOf('a', 'b', 'c', 'd', 'e'), options)).rejects.toThrow('a defect');
    expect(outcomes()).toEqual(['a created']);
  });

  it('takes the next article only when there is room for it', async () => {
    let taken = 0;
    async function* items(): AsyncGenerator<BacklogItem> {
      for (const text of ['a', 'b', 'c', 'd', 'e']) {
        taken += 1;
        yield itemOf({ text });
      }
    }
    const { waiting, summarise, settled } = byHand();
    const { options, outcomes } = setup({ summarise });
    const running = runBacklog(items(), options);
    await settled();
    expect([waiting.length, taken]).toEqual([2, 2]);
    waiting[1]?.answer();
    await settled();
    expect([waiting.length, taken]).toEqual([3, 3]);
    while (outcomes().length < 5) {
      for (const { answer } of waiting) answer();
      await settled();
    }
    expect(await running).toEqual(finished);
    expect(outcomes()).toEqual(['b created', 'a created', 'c created', 'd created', 'e created']);
  });

  it('reports failures and bad items with their place, and goes on', async () => {
    const summarise: BacklogOptions['summarise'] = async ({ text }) => {
      if (text === 'b') throw failure('too-short');
      if (text === 'c') throw new TypeError('a defect');
      return { outcome: 'unchanged', entry: exampleEntry({ title: text }) };
    };
    async function* items(): AsyncGenerator<BacklogItem> {
      yield* itemsOf('a', 'b', 'c');
      yield unreadableItem('x.jsonl:4', failure('bad-json'));
      yield* itemsOf('d');
    }
    const { options, results } = setup({ summarise, concurrency: 1 });
    expect(await runBacklog(items(), options)).toEqual(finished);
    expect(
      results.map((result) => [result.item.place, result.outcome === 'failed' ? result.error.code : result.outcome]),
    ).toEqual([
      ['a', 'unchanged'],
      ['b', 'too-short'],
      ['c', 'internal-error'],
      ['x.jsonl:4', 'bad-json'],
      ['d', 'unchanged'],
    ]);
  });

  it('takes no more than the limit, bad items included', async () => {
    const { options, outcomes } = setup({ limit: 3, concurrency: 2 });
    await runBacklog(itemsOf('a', 'b', 'c', 'd', 'e'), options);
    expect(outcomes()).toHaveLength(3);
  });

  it('takes what takes no place beside those, and no more of the others', async () => {
    const { options, outcomes } = setup({
      limit: 2,
      concurrency: 1,
      takesNoPlace: ({ place }) => 'ac'.includes(place),
    });
    await runBacklog(itemsOf('a', 'b', 'c', 'd', 'e'), options);
    expect(outcomes()).toEqual(['a created', 'b created', 'c created', 'd created']);
  });

  it('puts the tags in place of any others', async () => {
    const seen: unknown[] = [];
    const { options } = setup({
      tags: ['sre'],
      summarise: async (input) => {
        seen.push(input.tags);
        return { outcome: 'created', entry: exampleEntry() };
      },
    });
    await runBacklog(
      (async function* (): AsyncGenerator<BacklogItem> {
        yield itemOf({ text: 'a', tags: ['data'] });
      })(),
      options,
    );
    expect(seen).toEqual([['sre']]);
  });

  it('when stopped, finishes what is in work and takes no more', async () => {
    const { waiting, summarise, settled } = byHand();
    const { options, stop, outcomes } = setup({ summarise });
    const running = runBacklog(itemsOf('a', 'b', 'c', 'd'), options);
    await settled();
    stop.abort();
    for (const { answer } of waiting) answer();
    await running;
    expect(outcomes()).toEqual(['a created', 'b created']);
  });

  it('does not begin an article that was read while it was being stopped', async () => {
    const { options, stop, outcomes } = setup({ concurrency: 1 });
    async function* items(): AsyncGenerator<BacklogItem> {
      yield* itemsOf('a');
      stop.abort();
      yield* itemsOf('b');
    }
    await runBacklog(items(), options);
    expect(outcomes()).toEqual(['a created']);
  });

  it('when aborted, gives up what is in work without calling it a failure', async () => {
    const { waiting, summarise, settled } = byHand();
    const { options, stop, abort, outcomes } = setup({ summarise });
    const running = runBacklog(itemsOf('a', 'b', 'c'), options);
    await settled();
    waiting[0]?.answer();
    await settled();
    stop.abort();
    abort.abort(new Error('interrupted'));
    await running;
    expect(outcomes()).toEqual(['a created']);
  });

  it('when aborted, still tells what was stored', async () => {
    const run = setup({
      concurrency: 1,
      summarise: async () => {
        run.stop.abort();
        run.abort.abort(new Error('interrupted'));
        return { outcome: 'created', entry: exampleEntry() };
      },
    });
    await runBacklog(itemsOf('a', 'b'), run.options);
    expect(run.outcomes()).toEqual(['a created']);
  });

  it('gives up when the provider turns everyone away ten times in a row', async () => {
    let asked = 0;
    const summarise: BacklogOptions['summarise'] = async () => {
      asked += 1;
      throw failure('provider-authentication');
    };
    const { options } = setup({ summarise, concurrency: 1 });
    const gaveUp = await runBacklog(itemsOf(...Array.from({ length: 50 }, (_, i) => `${i}`)), options);
    expect(gaveUp).toMatchObject({ state: 'stopped', reason: { code: 'provider-authentication' } });
    expect(asked).toBe(10);
  });

  it.each([
    ['another is answered', () => exampleEntry()],
    ['another fails for a reason of its own', () => failure('article-too-short')],
  ])('goes on when, in between, %s', async (_what, between) => {
    let asked = 0;
    const summarise: BacklogOptions['summarise'] = async () => {
      asked += 1;
      const answer = asked % 10 === 0 ? between() : failure('provider-quota-exhausted');
      if (answer instanceof AppError) throw answer;
      return { outcome: 'created', entry: answer };
    };
    const { options, results } = setup({ summarise, concurrency: 1 });
    expect(await runBacklog(itemsOf(...Array.from({ length: 50 }, (_, i) => `${i}`)), options)).toEqual(finished);
    expect(results).toHaveLength(50);
  });

  it('leaves its reader when it takes no more, so that files are closed', async () => {
    let left = false;
    async function* items(): AsyncGenerator<BacklogItem> {
      try {
        yield* itemsOf('a', 'b', 'c');
      } finally {
        left = true;
      }
    }
    await runBacklog(items(), setup({ limit: 2, concurrency: 1 }).options);
    expect(left).toBe(true);
  });

  it('hands on a defect of the reader', async () => {
    const items = (async function* (): AsyncGenerator<BacklogItem> {
      yield* itemsOf('a');
      throw new Error('reader broke');
    })();
    await expect(runBacklog(items, setup().options)).rejects.toThrow('reader broke');
  });
});

describe('runBacklog: what it leaves alone', () => {
  it('passes over what is done without reading it, and does not count it', async () => {
    const { options, outcomes } = setup({
      limit: 2,
      concurrency: 1,
      isDone: async ({ place }) => 'ac'.includes(place),
    });
    async function* items(): AsyncGenerator<BacklogItem> {
      yield unreadableItem('a', failure('never-read'));
      yield* itemsOf('b', 'c', 'd', 'e');
    }
    expect(await runBacklog(items(), options)).toMatchObject({ state: 'stopped', reason: { code: 'limit-reached' } });
    expect(outcomes()).toEqual(['b created', 'd created']);
  });

  it('has finished when the articles end before the limit, though more could be worked on at once', async () => {
    const { options } = setup({ limit: 3, concurrency: 5 });
    expect(await runBacklog(itemsOf('a', 'b'), options)).toEqual(finished);
  });

  it.each(['budget-exhausted', 'catalogue-full'])(
    'ends at once at %s, with those in work, and blames no article',
    async (code) => {
      const { waiting, summarise, settled } = byHand();
      const { options, outcomes } = setup({
        concurrency: 3,
        summarise: (input, ...rest) => (input.text === 'b' ? Promise.reject(failure(code)) : summarise(input, ...rest)),
      });
      const running = runBacklog(itemsOf('a', 'b', 'c', 'd', 'e'), options);
      await settled();
      for (const { answer } of waiting) answer();
      expect(await running).toMatchObject({ state: 'stopped', reason: { code } });
      expect(outcomes()).toEqual(['a created', 'c created']);
    },
  );

  it.each([
    [
      'whose budget calls under way may yet make room in',
      (): AppError => new BudgetError({ budget: 'run-cost', spent: 0.3, limit: 0.3, next: 0.3 }, 0, true),
    ],
    [
      'whose turn did not come',
      (): AppError =>
        new ProviderError('late', { code: 'provider-timeout', provider: 'openai', retryable: true, asked: false }),
    ],
  ])('takes an article up again %s', async (_what, late) => {
    const errors = Array.from({ length: 20 }, () => late());
    const { options, outcomes } = setup({
      clock: createInstantClock(),
      onPause: () => expect.fail('there is nothing to wait for'),
      onWait: () => expect.fail('there is nothing to tell'),
      summarise: async () => {
        const error = errors.shift();
        if (error) throw error;
        return { outcome: 'created', entry: exampleEntry() };
      },
    });
    expect(await runBacklog(itemsOf('a', 'b'), options)).toEqual(finished);
    expect(outcomes().toSorted()).toEqual(['a created', 'b created']);
  });

  it('does not take up again what the provider was asked for and did not answer in time', async () => {
    const late = new ProviderError('late', { code: 'provider-timeout', provider: 'openai', retryable: true });
    const { options, outcomes } = setup({ summarise: () => Promise.reject(late) });
    expect(await runBacklog(itemsOf('a'), options)).toEqual(finished);
    expect(outcomes()).toEqual(['a failed']);
  });

  it('waits a moment where its own threads or another process are busy, and reads the article only once', async () => {
    const clock = createInstantClock();
    const busy = ['busy', 'catalogue-busy'].map((code) => failure(code, { retryAfterMs: 10_000 }));
    let read = 0;
    const item = itemOf({ text: 'a' });
    const counted = {
      ...item,
      read: (signal: AbortSignal) => {
        read += 1;
        return item.read(signal);
      },
    };
    const { options, outcomes } = setup({
      clock,
      summarise: async () => {
        const error = busy.shift();
        if (error) throw error;
        return { outcome: 'created', entry: exampleEntry() };
      },
    });
    const items = (async function* () {
      yield counted;
    })();
    expect(await runBacklog(items, options)).toEqual(finished);
    expect([outcomes(), read, clock.sleeps]).toEqual([['a created'], 1, [1000, 10_000]]);
  });

  it('waits for a host that wants to be left alone, not for long and not without end', async () => {
    const clock = createInstantClock();
    const waits = new Map([
      ['patient', 60_000],
      ['slow', 3_600_000],
      ['never', 60_000],
    ]);
    const tries = new Map<string, number>();
    const items = (async function* (): AsyncGenerator<BacklogItem> {
      for (const [place, retryAfterMs] of waits) {
        const read = async () => {
          tries.set(place, (tries.get(place) ?? 0) + 1);
          if (place === 'patient' && tries.get(place) === 2) return { text: place };
          throw failure('fetch-failed', { retryAfterMs });
        };
        yield { place, key: place, host: place, read };
      }
      yield unreadableItem('feed', failure('fetch-failed', { retryAfterMs: 60_000 }));
    })();
    const waited: string[] = [];
    const onWait = ({ message }: AppError, ms: number) => waited.push(`${message} for ${ms / 1000} s`);
    const { options, outcomes } = setup({ clock, concurrency: 1, onWait });
    await runBacklog(items, options);
    expect(outcomes()).toEqual(['patient created', 'slow failed', 'never failed', 'feed failed']);
    expect([...tries.values()]).toEqual([2, 1, 3]);
    expect(waited).toEqual(
      ['patient', 'never'].map((host) => `${host} asked to be left alone for another 60 seconds for 60 s`),
    );
    expect(clock.sleeps).toEqual([60_000, 60_000, 60_000]);
  });

  it('says that it waits for a host when that takes long, though it did not take long before', async () => {
    const waits = [1000, 60_000];
    const read = async () => {
      const retryAfterMs = waits.shift();
      if (retryAfterMs === undefined) return { text: 'a' };
      throw failure('fetch-failed', { retryAfterMs });
    };
    const waited: number[] = [];
    const onWait = (_: AppError, ms: number) => waited.push(ms);
    const { options, outcomes } = setup({ clock: createInstantClock(), onWait });
    const items = (async function* (): AsyncGenerator<BacklogItem> {
      yield { place: 'a', key: 'a', host: 'blog.example', read };
    })();
    await runBacklog(items, options);
    expect(outcomes()).toEqual(['a created']);
    expect(waited).toEqual([60_000]);
  });

  it('says what is in work, under its title once that is known', async () => {
    const told: string[] = [];
    const { options } = setup({
      onWork: ({ place }, title) => told.push(`${place} ${title}`),
      onLeave: ({ place }) => told.push(`${place} left`),
    });
    const item = { place: 'a.md', key: 'k', read: async () => ({ text: 'x', title: 'T' }) };
    const items = (async function* () {
      yield item;
      yield unreadableItem('b.md', failure('no'));
      yield { place: 'c.md', key: 'c', read: async () => ({ text: '# At sight\n\nx' }) };
    })();
    await runBacklog(items, { ...options, concurrency: 1 });
    expect(told).toEqual([
      ...['a.md undefined', 'a.md T', 'a.md left', 'b.md undefined', 'b.md left'],
      ...['c.md undefined', 'c.md At sight', 'c.md left'],
    ]);
  });
});

describe('a host that wants to be left alone for longer than anybody waits', () => {
  async function* atRest(...waits: number[]): AsyncGenerator<BacklogItem> {
    for (const [n, retryAfterMs] of waits.entries()) {
      const read = async () => {
        if (retryAfterMs > 0) throw failure('fetch-failed', { retryAfterMs });
        return { text: 'x' };
      };
      yield { place: `list:${n}`, key: `${n}`, host: 'blog.example', read };
    }
  }

  it('leaves its articles for the next run: they have not failed, and the others are taken', async () => {
    const resting: string[] = [];
    const { options, outcomes } = setup({ onRest: ({ place }, { message }) => resting.push(`${place} ${message}`) });
    expect(await runBacklog(atRest(3_600_000, 0, 300_001), options)).toEqual(finished);
    expect(outcomes()).toEqual(['list:1 created']);
    const words = 'blog.example asked to be left alone for another';
    expect(resting).toEqual([`list:0 ${words} 60 minutes`, `list:2 ${words} 5 minutes`]);
  });

  it('is told of where nobody is told what rests', async () => {
    const { options, outcomes } = setup();
    await runBacklog(atRest(3_600_000), options);
    expect(outcomes()).toEqual(['list:0 failed']);
  });
});

describe('an outage of the provider', () => {
  const outages = ['provider-unreachable', 'provider-unavailable', 'provider-timeout'] as const;
  const down = (code: (typeof outages)[number] = 'provider-unreachable') =>
    new ProviderError('down', { code, provider: 'openai', retryable: true });
  const open = () =>
    new ProviderError('open', { code: 'provider-circuit-open', provider: 'openai', retryAfterMs: 30_000 });
  const created = { outcome: 'created' as const, entry: exampleEntry() };

  /** What is answered to each article in turn; after that it succeeds. */
  function answering(answers: Record<string, readonly (() => Error)[]>, overrides: Partial<BacklogOptions> = {}) {
    const asked: string[] = [];
    const left = new Map(Object.entries(answers).map(([text, errors]) => [text, [...errors]]));
    const run = setup({
      concurrency: 1,
      summarise: async ({ text }) => {
        asked.push(text);
        const error = left.get(text)?.shift();
        if (error) throw error();
        return created;
      },
      ...overrides,
    });
    return { ...run, asked };
  }

  it.each(outages)('has the articles that met it asked again as soon as another succeeds (%s)', async (code) => {
    const { options, outcomes, asked } = answering({ a: [() => down(code)], b: [() => down(code)], c: [open] });
    expect(await runBacklog(itemsOf('a', 'b', 'c', 'd'), options)).toEqual(finished);
    expect(asked).toEqual(['a', 'b', 'c', 'c', 'a', 'b', 'd']);
    expect(outcomes()).toEqual(['c created', 'a created', 'b created', 'd created']);
  });

  it('is the failure of an article when another succeeds and nobody has left the provider alone', async () => {
    const { options, outcomes, asked } = answering({ a: [down], b: [down] });
    expect(await runBacklog(itemsOf('a', 'b', 'c', 'd'), options)).toEqual(finished);
    expect(asked).toEqual(['a', 'b', 'c', 'd']);
    expect(outcomes().toSorted()).toEqual(['a failed', 'b failed', 'c created', 'd created']);
  });

  it('is the failure of the last articles when nobody has left the provider alone', async () => {
    const { options, outcomes } = answering({ b: [down], c: [down] });
    expect(await runBacklog(itemsOf('a', 'b', 'c'), options)).toEqual(finished);
    expect(outcomes()).toEqual(['a created', 'b failed', 'c failed']);
  });

  it('is no failure of an article because another succeeds that had been asked for before', async () => {
    const clock = createInstantClock();
    const { waiting, summarise, settled } = byHand();
    let asked = '';
    const { options, outcomes } = setup({
      clock,
      async summarise(input, ...rest) {
        const { text } = input;
        asked += text;
        if (text === 'a') return await summarise(input, ...rest);
        clock.advance(10);
        if (asked === 'ab') throw down();
        if (asked !== 'abc') return created;
        waiting[0]?.answer();
        await settled();
        throw open();
      },
    });
    expect(await runBacklog(itemsOf('a', 'b', 'c'), options)).toEqual(finished);
    expect(outcomes()).toEqual(['a created', 'c created', 'b created']);
  });

  it('is no failure of an article while others are in work that may yet show what it was', async () => {
    const { settled } = byHand();
    const { options, outcomes, asked } = answering({ a: [down], b: [open] }, { concurrency: 3 });
    const { summarise } = options;
    const late: BacklogOptions['summarise'] = async (input, ...rest) => {
      if (input.text === 'b') await settled();
      return await summarise(input, ...rest);
    };
    expect(await runBacklog(itemsOf('a', 'b'), { ...options, summarise: late })).toEqual(finished);
    expect(outcomes().toSorted()).toEqual(['a created', 'b created']);
    expect(asked.toSorted()).toEqual(['a', 'a', 'b', 'b']);
  });

  it('has the last articles asked once more where three or more met it, since nobody is left to show what it was', async () => {
    const names = ['a', 'b', 'c'];
    const { options, outcomes } = answering(Object.fromEntries(names.map((text) => [text, [down]])));
    expect(await runBacklog(itemsOf('x', ...names), options)).toEqual(finished);
    expect(outcomes()).toEqual(['x created', 'a created', 'b created', 'c created']);
    const trials = [down, down, ...Array(4).fill(trial())]; // the second time shows that the provider is down: four minutes pass
    const long = answering(
      Object.fromEntries(names.map((text) => [text, text === 'c' ? [down, open, ...trials.slice(2)] : trials])),
    );
    expect(await runBacklog(itemsOf('x', ...names), { ...long.options, concurrency: 3 })).toEqual(finished);
    expect(long.outcomes().filter((outcome) => outcome.endsWith('failed'))).toEqual([]);
    const always = answering(Object.fromEntries(names.map((text) => [text, Array(100).fill(down)])));
    expect(await runBacklog(itemsOf('x', ...names), always.options)).toEqual(finished);
    expect(always.outcomes().toSorted()).toEqual(['a failed', 'b failed', 'c failed', 'x created']);
  });

  it('fails no article while the provider is left alone, however often one tries it in vain', async () => {
    const { options, outcomes } = answering({ a: [open, down, open, down, open, down, open, down] });
    expect(await runBacklog(itemsOf('a', 'b'), options)).toEqual(finished);
    expect(outcomes()).toEqual(['b created', 'a created']);
  });

  it('ends for an article that brings it about by itself', async () => {
    const trials = Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? open : down));
    const { options, outcomes, asked } = answering({ a: trials });
    expect(await runBacklog(itemsOf('a', 'b'), options)).toEqual(finished);
    expect(outcomes()).toEqual(['b created', 'a failed']);
    expect(asked.filter((text) => text === 'a')).toHaveLength(10);
  });

  /** What a trial comes to: it is made in vain, and so the provider is left alone anew. */
  const trial =
    (code: (typeof outages)[number] = 'provider-unavailable') =>
    () =>
      new ProviderError('open', {
        ...{ code: 'provider-circuit-open', provider: 'openai', retryAfterMs: 30_000, cause: down(code) },
        attempts: [{ provider: 'openai', model: 'm', outcome: code, durationMs: 1, waitedMs: 0 }],
      });

  it('has an article that tried five times in vain let others try, and asks it again when one succeeds', async () => {
    const { options, outcomes, asked } = answering({ a: [open, ...Array(5).fill(trial())] });
    expect(await runBacklog(itemsOf('a', 'b', 'c'), options)).toEqual(finished);
    expect(asked).toEqual([...Array(6).fill('a'), 'b', 'a', 'c']);
    expect(outcomes()).toEqual(['b created', 'a created', 'c created']);
  });

  it('has one whose calls may be charged without an answer try once', async () => {
    for (const late of [trial('provider-timeout'), () => down('provider-timeout')]) {
      const { options, outcomes, asked } = answering({ a: [open, late], b: [open] });
      expect(await runBacklog(itemsOf('a', 'b', 'c'), options)).toEqual(finished);
      expect(asked).toEqual(['a', 'a', 'b', 'b', 'a', 'c']);
      expect(outcomes()).toEqual(['b created', 'a created', 'c created']);
    }
  });

  it('ends soon for one that is always charged for without an answer', async () => {
    for (const late of [trial('provider-timeout'), () => down('provider-timeout')]) {
      const { options, outcomes, asked } = answering({ a: [open, ...Array(20).fill(late)] });
      expect(await runBacklog(itemsOf('a', 'b'), options)).toEqual(finished);
      expect(outcomes()).toEqual(['b created', 'a failed']);
      expect(asked).toEqual(['a', 'a', 'b', 'a']);
    }
  });

  it('gives none to an article that took all the time that it may take', async () => {
    const clock = createInstantClock();
    const { options, outcomes, asked } = answering(
      { a: [() => down('provider-timeout')], b: [open], c: [() => down('provider-timeout')] },
      { clock, timeoutMs: 120_000 },
    );
    const summarise: BacklogOptions['summarise'] = async (input, ...rest) => {
      if (input.text === 'a') await clock.sleep(120_000);
      return options.summarise(input, ...rest);
    };
    expect(await runBacklog(itemsOf('a', 'c', 'b'), { ...options, summarise })).toEqual(finished);
    expect(asked).toEqual(['a', 'c', 'b', 'b', 'c']);
    expect(outcomes()).toEqual(['a failed', 'b created', 'c created']);
  });

  it('lasts some five minutes where only articles are left that it was asked for in vain, and says why', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const always = Object.fromEntries(names.map((text) => [text, Array(200).fill(trial())]));
    const { options, results, outcomes, asked } = answering(always, { concurrency: 4 });
    expect(await runBacklog(itemsOf('x', ...names), options)).toEqual(finished);
    expect(outcomes().toSorted()).toEqual(['a failed', 'b failed', 'c failed', 'd failed', 'x created']);
    expect(results.at(-1)).toMatchObject({ error: { code: 'provider-unavailable' } });
    expect(asked.length).toBeLessThanOrEqual(24); // here all four try at once, where a breaker lets one
  });

  it('lasts as long as one is to wait it out, whichever articles are left', async () => {
    const names = ['a', 'b', 'c', 'd'];
    for (const [failures, outcome] of [
      [60, 'created'],
      [200, 'failed'],
    ] as const) {
      for (const code of ['provider-unavailable', 'provider-timeout'] as const) {
        const always = Object.fromEntries(names.map((text) => [text, Array(failures / 4).fill(trial(code))]));
        const { options, outcomes } = answering(always, { concurrency: 4, waitOutMs: 60 * 30_000 });
        await runBacklog(itemsOf('x', ...names), options);
        expect(outcomes().toSorted()).toEqual([...names.map((name) => `${name} ${outcome}`), 'x created']);
      }
    }
  });

  it('leaves what is kept for later to the next run when the person stops this one', async () => {
    const run = answering({ a: [down], b: [open] }, { onResult: () => run.stop.abort() });
    expect(await runBacklog(itemsOf('a', 'b'), run.options)).toEqual({ state: 'interrupted', reason: null });
    expect(run.asked).toEqual(['a', 'b', 'b']);
  });

  it('leaves it as well when the provider does not come back', async () => {
    const { options, outcomes } = answering({ a: [down], b: Array(200).fill(open) });
    expect(await runBacklog(itemsOf('a', 'b', 'c'), options)).toMatchObject({ state: 'stopped' });
    expect(outcomes()).toEqual([]);
  });

  it('has articles asked again within the places of the limit', async () => {
    const { options, asked } = answering({ a: [down], b: [open] });
    expect(await runBacklog(itemsOf('a', 'b', 'c'), { ...options, limit: 2 })).toMatchObject({
      reason: { code: 'limit-reached' },
    });
    expect(asked).toEqual(['a', 'b', 'b', 'a']);
  });

  it('has no more than a thousand articles kept for later', async () => {
    const many = Array.from({ length: 1002 }, (_, n) => `${n}`);
    const { options, results } = answering({ ...Object.fromEntries(many.map((text) => [text, [down]])), x: [open] });
    expect(await runBacklog(itemsOf(...many, 'x'), options)).toEqual(finished);
    expect(results.filter(({ outcome }) => outcome === 'failed').map(({ item }) => item.place)).toEqual([
      '1000',
      '1001',
    ]);
  });
});

describe('a provider that takes nothing for now', () => {
  const leftAlone = (retryAfterMs?: number, code = 'provider-circuit-open') =>
    new AppError('left alone', {
      ...{ code, status: 503, retryable: true },
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  const created = { outcome: 'created' as const, entry: exampleEntry() };

  it.each(['provider-circuit-open', 'provider-rate-limited'])(
    'is waited for when it says %s and until when',
    async (code) => {
      const clock = createInstantClock();
      const startedAt = clock.now();
      const asked: string[] = [];
      const { options, outcomes } = setup({
        ...{ clock, concurrency: 1 },
        summarise: async ({ text }) => {
          asked.push(text);
          const left = startedAt + 95_000 - clock.now();
          if (left > 0) throw leftAlone(Math.min(30_000, left), code);
          return created;
        },
      });
      expect(await runBacklog(itemsOf('a', 'b'), options)).toEqual(finished);
      expect(outcomes()).toEqual(['a created', 'b created']);
      expect(clock.sleeps).toEqual([30_000, 30_000, 30_000, 5_000]);
      expect(asked).toEqual(['a', 'a', 'a', 'a', 'a', 'b']);
    },
  );

  it.each([
    ['does not say until when', leftAlone()],
    ['fails in another way', new AppError('other', { code: 'provider-overloaded', status: 503, retryAfterMs: 1000 })],
  ])('is not waited for when it %s', async (_what, error) => {
    const clock = createInstantClock();
    const summarise: BacklogOptions['summarise'] = async () => {
      throw error;
    };
    const { options, outcomes } = setup({ clock, summarise });
    expect(await runBacklog(itemsOf('a', 'b', 'c'), options)).toEqual(finished);
    expect(outcomes()).toEqual(['a failed', 'b failed', 'c failed']);
    expect(clock.sleeps).toEqual([]);
  });

  it('is waited for an hour, which is said once, then the rest is left alone', async () => {
    const said: unknown[] = [];
    const pauses: number[] = [];
    const clock = createInstantClock();
    const startedAt = clock.now();
    const { options, outcomes } = setup({
      ...{ clock, concurrency: 1 },
      summarise: async ({ text }) => {
        if (text === 'a') return created;
        throw leftAlone(30_000);
      },
      onPause: (ms) => pauses.push(ms),
      onWait: ({ code }, ms) => said.push([code, ms]),
    });
    expect(await runBacklog(itemsOf('a', 'b', 'c'), options)).toMatchObject({
      state: 'stopped',
      reason: { code: 'provider-circuit-open', message: 'No article succeeded for 60 minutes: left alone' },
    });
    expect([outcomes(), said]).toEqual([['a created'], [['provider-circuit-open', 30_000]]]);
    expect(pauses).toEqual(Array(120).fill(30_000));
    expect(clock.now() - startedAt).toBe(3_600_000);
  });

  it('is told of once, though articles succeed meanwhile that had been asked for before', async () => {
    const clock = createFakeClock();
    const { waiting, summarise, settled } = byHand();
    const said: number[] = [];
    const rests = new Set(['b', 'c']);
    const { options, outcomes } = setup({
      clock,
      async summarise(input, ...rest) {
        if (input.text === 'a') return await summarise(input, ...rest);
        clock.advance(10);
        if (rests.delete(input.text)) throw leftAlone(30_000);
        return created;
      },
      onWait: (_, ms) => said.push(ms),
    });
    const running = runBacklog(itemsOf('a', 'b', 'c'), options);
    await settled();
    waiting[0]?.answer();
    await settled();
    expect([outcomes(), clock.sleeps]).toEqual([['a created'], [30_000, 30_000]]);
    clock.advance(30_000);
    expect(await running).toEqual(finished);
    expect(said).toEqual([30_000]);
  });

  it.each([
    [90_000, '90 seconds'],
    [100_000, '100 seconds'],
    [7 * 60_000, '7 minutes'],
    [8 * 3_600_000, '8 hours'],
    [90 * 60_000, '90 minutes'],
  ])(
    'is waited for %i ms in vain: what it failed with is said then, and what waits longer',
    async (waitOutMs, words) => {
      const cause = failure('provider-timeout', { message: 'x' });
      const { options } = setup({
        ...{ clock: createInstantClock(), waitOutMs },
        summarise: async () => {
          const given = {
            code: 'provider-circuit-open',
            status: 503,
            retryAfterMs: 10_000,
            hint: 'Name a second.',
            cause,
          };
          throw new AppError('left alone for another 10 s', given);
        },
      });
      expect(await runBacklog(itemsOf('a'), options)).toMatchObject({
        reason: {
          message: `No article succeeded for ${words}: failed: provider-timeout`,
          hint: 'Name a second. `--wait-out` waits longer, such as `--wait-out 8h`.',
        },
      });
    },
  );

  it('is waited for only five minutes when it failed from the start', async () => {
    const clock = createInstantClock();
    const startedAt = clock.now();
    const { options } = setup({
      ...{ clock, concurrency: 1 },
      summarise: async () => {
        throw leftAlone(30_000);
      },
    });
    expect(await runBacklog(itemsOf('a', 'b'), options)).toMatchObject({ state: 'stopped' });
    expect(clock.now() - startedAt).toBe(300_000);
  });

  it('has a new hour after every article that succeeds', async () => {
    const clock = createInstantClock();
    const startedAt = clock.now();
    let asked = 0;
    const { options, results } = setup({
      ...{ clock, concurrency: 1 },
      summarise: async () => {
        asked += 1;
        if (asked % 2 === 1) throw leftAlone(50 * 60_000, 'provider-rate-limited');
        return created;
      },
    });
    expect(await runBacklog(itemsOf('a', 'b', 'c'), options)).toEqual(finished);
    expect(results.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'created']);
    expect(clock.now() - startedAt).toBe(150 * 60_000);
  });

  it.each(['stop', 'abort'] as const)(
    'is not waited for any longer on %s, and its articles are no failures',
    async (how) => {
      const clock = createFakeClock();
      const run = setup({
        clock,
        summarise: async () => {
          throw leftAlone(30_000);
        },
      });
      const running = runBacklog(itemsOf('a', 'b', 'c'), run.options);
      await new Promise((resolve) => setImmediate(resolve));
      expect(clock.sleeps).toEqual([30_000, 30_000]);
      run[how].abort(new Error('interrupted'));
      expect(await running).toEqual({ state: 'interrupted', reason: null });
      expect(run.results).toEqual([]);
    },
  );
});
