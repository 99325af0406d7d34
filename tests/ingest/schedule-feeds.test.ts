import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { parseFeedDocument } from '../../src/feeds/feed-document.ts';
import { HostRestsError } from '../../src/fetching/fetch-error.ts';
import type { FeedSources } from '../../src/ingest/feed-sources.ts';
import { type RoundReport, scheduleFeeds } from '../../src/ingest/schedule-feeds.ts';
import type { Queue } from '../../src/queue/queue.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';
import { webOf } from '../support/web-of.ts';
import { openFeedStates } from './open-feed-states.ts';

const url = 'https://blog.example/feed';
const listed = { feeds: [{ url, title: null, categories: [] }], bad: [] };
const rss = (...posts: number[]) =>
  `<rss version="2.0"><channel><title>Blog</title>${posts
    .map((n) => `<item><title>Post ${n}</title><link>https://blog.example/${n}</link></item>`)
    .join('')}</channel></rss>`;
const every = 30 * 60_000;

describe('scheduleFeeds', () => {
  async function open() {
    const clock = createVirtualClock();
    const opened = await openFeedStates({ ...clock, sleeps: [], advance: () => undefined, setBack: () => undefined });
    const web = webOf({ [url]: rss(1, 2) });
    const added: { url: string | undefined; key: string | undefined; at: number }[] = [];
    const rounds: RoundReport[] = [];
    const stop = new AbortController();
    const deps = {
      ...{ fetcher: web, states: opened.states, clock, vocabulary: loadVocabulary(), random: () => 0.5 },
      parse: async (text: string, address: string) => parseFeedDocument(text, address),
      feeds: async (): Promise<FeedSources> => listed,
      onRound: (round: RoundReport) => rounds.push(round),
      queue: {
        add: async (work, options) => {
          added.push({ url: 'url' in work ? work.url : undefined, key: options?.key, at: clock.elapsed() });
          return {} as Awaited<ReturnType<Queue['add']>>;
        },
      } as Queue,
    };
    return { ...opened, clock, web, added, rounds, stop, deps };
  }

  it('puts what is new on the queue in each round, once', async () => {
    await using opened = await open();
    const { clock, web, added, rounds, stop, deps } = opened;
    const running = scheduleFeeds(every, stop.signal, deps);
    await clock.run(clock.sleep(every - 1));
    expect(added.map((one) => one.url)).toEqual(['https://blog.example/1', 'https://blog.example/2']);
    expect(new Set(added.map(({ key }) => key)).size).toBe(2);
    web.set(url, rss(3, 1, 2));
    await clock.run(clock.sleep(every));
    expect(added.slice(2)).toMatchObject([{ url: 'https://blog.example/3' }]);
    expect(added[2]?.at).toBeGreaterThanOrEqual(every);
    expect(rounds).toMatchObject([{ queued: 2 }, { queued: 1 }]);
    stop.abort(new Error('over'));
    await running;
  });

  it('says once that a feed is not asked since its host rests', async () => {
    await using opened = await open();
    const { clock, web, rounds, stop, deps } = opened;
    web.set(url, new HostRestsError('blog.example', 2.5 * every));
    const running = scheduleFeeds(every, stop.signal, deps);
    await clock.run(clock.sleep(2.5 * every));
    expect(rounds.map(({ problems }) => problems.map(({ place, error }) => [place, error.code]))).toEqual([
      [[url, 'feed-resting']],
      [],
      [],
    ]);
    stop.abort(new Error('over'));
    await running;
  });

  it('does a round in one of two processes', async () => {
    await using opened = await open();
    const { clock, added, rounds, stop, deps } = opened;
    const running = [1, 2].map(() => scheduleFeeds(every, stop.signal, deps));
    await clock.run(clock.sleep(2 * every - 1));
    expect(rounds).toHaveLength(2);
    expect(added).toHaveLength(2);
    stop.abort(new Error('over'));
    await Promise.all(running);
  });

  it('does a round again that was broken off, soon after the process was killed, at once after it was stopped', async () => {
    await using opened = await open();
    const { clock, web, added, stop, deps } = opened;
    const killed = scheduleFeeds(every, new AbortController().signal, {
      ...deps,
      clock: { ...clock, sleep: () => new Promise(() => undefined) },
      feeds: () => new Promise(() => undefined),
    });
    const stopping = new AbortController();
    const stopped = scheduleFeeds(every, stopping.signal, {
      ...deps,
      feeds: async () => {
        stopping.abort(new Error('stopped'));
        return listed;
      },
    });
    await clock.run(stopped);
    expect(clock.elapsed()).toBeLessThan(5 * 60_000);
    expect(web.asked).toEqual([]);
    const running = scheduleFeeds(every, stop.signal, deps);
    await clock.run(clock.sleep(1));
    expect(added).toHaveLength(2);
    stop.abort(new Error('over'));
    await Promise.race([running, killed]);
  });

  it('keeps a round that takes longer than the time between two', async () => {
    await using opened = await open();
    const { clock, stop, deps } = opened;
    let begun = 0;
    const feeds = () => {
      begun += 1;
      return clock.sleep(3 * every).then(deps.feeds);
    };
    const running = [1, 2].map(() => scheduleFeeds(every, stop.signal, { ...deps, feeds }));
    await clock.run(clock.sleep(3 * every - 1));
    expect(begun).toBe(1);
    stop.abort(new Error('over'));
    await clock.run(Promise.all(running));
  });

  it('puts no more on a queue that is full, tells of it, and goes on from there in the next round', async () => {
    await using opened = await open();
    const { clock, added, rounds, stop, deps } = opened;
    const { queue } = deps;
    const full = new AppError('The queue is full', { code: 'queue-full', status: 503, retryable: true });
    const add: Queue['add'] = async (...work) => {
      if (clock.elapsed() < every && added.length === 1) throw full;
      return queue.add(...work);
    };
    const running = scheduleFeeds(every, stop.signal, { ...deps, queue: { ...queue, add } });
    await clock.run(clock.sleep(2 * every - 1));
    const [first, second] = ['https://blog.example/1', 'https://blog.example/2'];
    expect(rounds).toEqual([
      { queued: 1, problems: [{ place: second, error: full }] },
      { queued: 1, problems: [] },
    ]);
    expect(added.map((one) => one.url)).toEqual([first, second]);
    stop.abort(new Error('over'));
    await running;
  });

  it('counts a list of feeds that is not there among the problems of the round', async () => {
    await using opened = await open();
    const { clock, rounds, stop, deps } = opened;
    const missing = { place: 'feeds.opml', error: new AppError('There is no such file', { code: 'x', status: 400 }) };
    const feeds = async () => ({ feeds: [], bad: [missing] });
    const running = scheduleFeeds(every, stop.signal, { ...deps, feeds });
    await clock.run(clock.sleep(1));
    expect(rounds).toEqual([{ queued: 0, problems: [missing] }]);
    stop.abort(new Error('over'));
    await running;
  });

  it('tells what went wrong and goes on in the next round', async () => {
    await using opened = await open();
    const { clock, rounds, stop, deps } = opened;
    let lists = 0;
    const running = scheduleFeeds(every, stop.signal, {
      ...deps,
      feeds: async () => {
        lists += 1;
        if (lists === 1) throw new Error('the list cannot be read');
        return listed;
      },
    });
    await clock.run(clock.sleep(2 * every - 1));
    expect(rounds).toMatchObject([{ queued: 0, problems: [{ error: { code: 'internal-error' } }] }, { queued: 2 }]);
    stop.abort(new Error('over'));
    await running;
  });
});
