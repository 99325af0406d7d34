import type { Clock } from '../clock.ts';
import { type AppError, asAppError } from '../errors.ts';
import { HostRestsError } from '../fetching/fetch-error.ts';
import type { Queue } from '../queue/queue.ts';
import type { FeedSources } from './feed-sources.ts';
import { createIngest, type IngestDeps } from './ingest-feeds.ts';

export interface ScheduleFeedsDeps extends IngestDeps {
  readonly queue: Queue;
  /** Reads the list of feeds anew for each round. */
  readonly feeds: () => Promise<FeedSources>;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Told how each round of this process ended. */
  readonly onRound: (round: RoundReport) => void;
}

export interface RoundReport {
  /** Articles that were put on the queue. */
  readonly queued: number;
  readonly problems: readonly { readonly place: string; readonly error: AppError }[];
}

/** How long to wait before looking whether a round is due, as a share of the time between rounds, at least a second. */
const LOOK_SHARE = 1 / 20;
/** For so long a round is its process's, in milliseconds, unless that says that it still works on it. */
const HOLD_MS = 120_000;
const HEARTBEAT_MS = HOLD_MS / 4;

/**
 * Reads the feeds every `everyMs` milliseconds and puts what is new on the queue, until the signal is aborted. Of all
 * processes on one database, one does a round; one that was broken off is done again by whoever is there next. An article
 * is put on the queue once: what becomes of it then is the queue's.
 */
export async function scheduleFeeds(everyMs: number, signal: AbortSignal, deps: ScheduleFeedsDeps): Promise<void> {
  const { states, clock, random, onRound } = deps;
  const lookMs = Math.max(1000, everyMs * LOOK_SHARE);
  while (!signal.aborted) {
    try {
      const begunAt = clock.now();
      if (await states.beginRound(begunAt + HOLD_MS)) {
        await using _held = holdRound(begunAt + everyMs, signal, deps);
        onRound(await runRound(signal, deps));
      }
    } catch (error) {
      if (signal.aborted) return;
      onRound({ queued: 0, problems: [{ place: 'the schedule of feeds', error: asAppError(error) }] });
    }
    // Servers that were started together do not ask together.
    await clock.sleep(Math.round(lookMs * (0.5 + random())), signal).catch(() => undefined);
  }
}

/** Keeps other processes from a round while it is worked on, and in the end until the next one is due. */
function holdRound(nextAt: number, signal: AbortSignal, { states, clock }: ScheduleFeedsDeps): AsyncDisposable {
  const ended = new AbortController();
  async function beat(): Promise<void> {
    for (;;) {
      await clock.sleep(HEARTBEAT_MS, ended.signal);
      await states.putOffRound(clock.now() + HOLD_MS).catch(() => undefined); // the next beat may get through
    }
  }
  const beating = beat().catch(() => undefined);
  return {
    async [Symbol.asyncDispose]() {
      ended.abort();
      await beating;
      await states.putOffRound(signal.aborted ? clock.now() : nextAt);
    },
  };
}

async function runRound(signal: AbortSignal, deps: ScheduleFeedsDeps): Promise<RoundReport> {
  const { feeds, bad } = await deps.feeds();
  const ingest = createIngest(feeds, deps, { signal, force: false });
  const problems: { place: string; error: AppError }[] = [...bad];
  let queued = 0;
  for await (const article of ingest.articles()) {
    if (article.error) {
      if (!wasSaidBefore(article.error)) problems.push({ place: article.place, error: article.error });
    } else {
      try {
        await deps.queue.add(article.work, { key: `feed:${article.key}` });
      } catch (thrown) {
        const error = asAppError(thrown);
        if (error.code !== 'queue-full') throw error;
        problems.push({ place: article.place, error });
        break; // the next round goes on from here
      }
      queued += 1;
    }
    await ingest.settle(article, article.error ? 'refused' : 'taken');
  }
  return { queued, problems };
}

/** Whether it follows from a problem that an earlier round told of. */
function wasSaidBefore({ code, cause }: AppError): boolean {
  return code === 'feed-gone' || (code === 'feed-resting' && !(cause instanceof HostRestsError));
}
