import type { Entry } from '../catalogue/entry.ts';
import type { Clock } from '../clock.ts';
import { type AppError, asAppError } from '../errors.ts';
import type { Summariser } from '../summarise.ts';
import type { BacklogItem } from './backlog-item.ts';

/** What became of one article of a backlog. */
export type BacklogResult =
  | { readonly place: string; readonly outcome: 'created' | 'revised' | 'unchanged'; readonly entry: Entry }
  | { readonly place: string; readonly outcome: 'failed'; readonly error: AppError };

export interface BacklogOptions {
  readonly summarise: Summariser['summarise'];
  /** How many articles are worked on at once. */
  readonly concurrency: number;
  /** How many articles are taken at most. */
  readonly limit: number;
  /** Tags for every article, in place of any others. Empty: none are given. */
  readonly tags: readonly string[];
  /** Aborted: no new article is taken, those in work are finished; who waits for the provider to come back leaves. */
  readonly stop: AbortSignal;
  /** Aborted: those in work are given up too. They are not reported. */
  readonly abort: AbortSignal;
  readonly clock: Clock;
  readonly onResult: (result: BacklogResult) => void;
}

/** Answers that every further article would get as well; after so many in a row the rest is left alone. */
const hopeless: readonly string[] = ['provider-authentication', 'provider-quota-exhausted'];
const HOPELESS_IN_A_ROW = 10;

/** Answers of a provider that takes nothing for now and says until when: the article is tried again then. */
const passing: readonly string[] = ['provider-circuit-open', 'provider-rate-limited'];
/** How long they are waited for, in milliseconds, while no article succeeds, before the rest is left alone. */
const PATIENCE_MS = 60 * 60 * 1000;

/**
 * Summarises a stream of articles, `concurrency` at a time, taking the next one only when there is room for it: memory
 * does not grow with the backlog. A failure is a result like any other and holds nothing up; but while the provider is being
 * left alone, the articles wait for it instead of failing one after the other, for an hour at most.
 *
 * @returns why the rest was left alone, or null when the end was reached or the caller stopped it.
 */
export async function runBacklog(items: AsyncIterable<BacklogItem>, options: BacklogOptions): Promise<AppError | null> {
  const { stop, abort, clock, onResult } = options;
  const leave = AbortSignal.any([stop, abort]);
  const iterator = items[Symbol.asyncIterator]();
  let taken = 0;
  let hopelessInARow = 0;
  let gaveUp: AppError | null = null;
  let waitingSince: number | null = null;

  async function attempt(item: BacklogItem): Promise<BacklogResult> {
    const { place } = item;
    try {
      const read = await item.read(abort);
      const input = options.tags.length > 0 ? { ...read, tags: [...options.tags] } : read;
      return { place, ...(await options.summarise(input, abort)) };
    } catch (error) {
      return { place, outcome: 'failed', error: asAppError(error) };
    }
  }

  /** Waits until the provider takes articles again. False when that is no use: the result stands. */
  async function outlast(result: BacklogResult): Promise<boolean> {
    if (result.outcome !== 'failed' || !passing.includes(result.error.code)) return false;
    const { retryAfterMs } = result.error;
    if (retryAfterMs === undefined) return false;
    waitingSince ??= clock.now();
    if (clock.now() + retryAfterMs > waitingSince + PATIENCE_MS) {
      gaveUp = result.error;
      return false;
    }
    await clock.sleep(Math.max(1, retryAfterMs), leave).catch(() => undefined);
    return true;
  }

  /** Null when the article was left as it is, to be met again by the next run. */
  async function finish(item: BacklogItem): Promise<BacklogResult | null> {
    while (true) {
      const result = await attempt(item);
      if (abort.aborted && result.outcome === 'failed') return null;
      if (!(await outlast(result))) return result;
      if (leave.aborted) return null;
    }
  }

  async function work(): Promise<void> {
    while (!stop.aborted && gaveUp === null && taken < options.limit) {
      taken += 1;
      const next = await iterator.next();
      if (next.done || stop.aborted) return;
      const result = await finish(next.value);
      if (result === null) return;
      if (result.outcome !== 'failed') waitingSince = null;
      onResult(result);
      if (result.outcome === 'failed' && hopeless.includes(result.error.code)) {
        hopelessInARow += 1;
        if (hopelessInARow >= HOPELESS_IN_A_ROW) gaveUp = result.error;
      } else hopelessInARow = 0;
    }
  }

  const ended = await Promise.allSettled(Array.from({ length: options.concurrency }, work));
  await iterator.return?.();
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
  return gaveUp;
}
