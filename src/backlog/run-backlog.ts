import type { ArticleInput } from '../article/article-input.ts';
import type { Saved } from '../catalogue/catalogue.ts';
import type { Clock } from '../clock.ts';
import { AppError, asAppError } from '../errors.ts';
import { BudgetError } from '../ledger/budget-error.ts';
import { ProviderError } from '../provider/provider-error.ts';
import { LIMIT_REACHED } from '../runs/runs.ts';
import type { BacklogItem } from './backlog-item.ts';
import { createHostLine } from './host-line.ts';
import { titleAtSight } from './title-at-sight.ts';

/** What became of one article of a backlog. */
export type BacklogResult =
  | (Saved & { readonly item: BacklogItem })
  | { readonly item: BacklogItem; readonly outcome: 'failed'; readonly error: AppError };

export interface BacklogOptions {
  readonly summarise: (input: ArticleInput, signal: AbortSignal, item: BacklogItem) => Promise<Saved>;
  /** Whether an item needs no work; then it is not read and does not count. Default: all do. */
  readonly isDone?: (item: BacklogItem) => Promise<boolean>;
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
  /** How long summarising may take by itself, in milliseconds. Default: any time. */
  readonly timeoutMs?: number;
  /** Told when work on an item begins, and again when its title is known; `onLeave` when it ends, however. */
  readonly onWork?: (item: BacklogItem, title?: string) => void;
  readonly onLeave?: (item: BacklogItem) => void;
  /** Told of every wait for who takes nothing for now, in milliseconds. */
  readonly onPause?: (pauseMs: number) => void;
  /**
   * Told once, whenever no article succeeds for some seconds, what is waited for, and for how many milliseconds at first; likewise
   * once of each host that articles wait for.
   */
  readonly onWait?: (error: AppError, pauseMs: number) => void;
  readonly onResult: (result: BacklogResult) => void;
}

/**
 * - `finished`: there is no more article.
 * - `interrupted`: the caller stopped it.
 * - `stopped`: the rest was left alone for this reason. Those that met it and are no failures are met again by the next run.
 */
export type BacklogEnd =
  | { readonly state: 'finished' | 'interrupted'; readonly reason: null }
  | { readonly state: 'stopped'; readonly reason: AppError };

/** Answers that every further article would get as well; after so many in a row the rest is left alone. */
const hopeless: readonly string[] = ['provider-authentication', 'provider-quota-exhausted'];
const HOPELESS_IN_A_ROW = 10;

/** What no article is to blame for and no other would fare better with: the rest is left alone at once. */
const halting: readonly string[] = [
  ...['budget-exhausted', 'catalogue-full', 'catalogue-read-only', 'catalogue-io-failed'],
  ...['catalogue-damaged', 'catalogue-unusable', 'catalogue-closed'],
];

/** Answers of who takes nothing for now and says until when: the article is tried again then. */
const passing: readonly string[] = ['provider-circuit-open', 'provider-rate-limited', 'catalogue-busy', 'busy'];
/** How long they are waited for, in milliseconds, while no article succeeds, before the rest is left alone. */
const PATIENCE_MS = 60 * 60 * 1000;
/** The same for a provider that fails from the start: most likely its address is wrong, or nothing runs there. */
const FIRST_PATIENCE_MS = 5 * 60 * 1000;
/** Shorter waits pass without a word. */
const UNTOLD_MS = 5000;
/** What is busy within this process is free again far sooner than clients are told to come back. */
const BUSY_MS = 1000;

/** Work that took so much longer than it may was held up with the whole process: the machine slept, say. It is done again. */
const SLEPT_MS = 30_000;
const MOST_SLEEPS = 5;

/** A host that wants to be left alone for a while is waited for, so often and so long at most. */
const FETCH_TRIES = 3;
const FETCH_PATIENCE_MS = 5 * 60 * 1000;

/**
 * Summarises a stream of articles, `concurrency` at a time, taking the next one only when there is room for it: memory
 * does not grow with the backlog. A failure is a result like any other and holds nothing up; but while the provider is being
 * left alone, the articles wait for it instead of failing one after the other, for an hour at most; for five minutes when it fails
 * from the start. What fails because the machine slept meanwhile is worked on again.
 */
export async function runBacklog(items: AsyncIterable<BacklogItem>, options: BacklogOptions): Promise<BacklogEnd> {
  const { stop, abort, clock, onResult, onWork, onLeave, isDone, timeoutMs = Number.POSITIVE_INFINITY } = options;
  const leave = AbortSignal.any([stop, abort]);
  const iterator = items[Symbol.asyncIterator]();
  const way: { halted: AppError | null; ended: boolean; leftSome: boolean } = {
    ...{ halted: null, ended: false, leftSome: false },
  };
  let places = options.limit;
  let hopelessInARow = 0;
  let waitingSince: number | null = null;
  let toldOfWait = false;
  const toldOfHosts = new Set<string>();
  let anySucceeded = false;

  /** Waits for as long as the error says. False when it is no use, or too much: the error stands. */
  async function outlast(error: AppError): Promise<boolean> {
    const { code, retryAfterMs } = error;
    const waitsForOwnCalls = isForOthers(error);
    if (!waitsForOwnCalls && (!passing.includes(code) || retryAfterMs === undefined)) return false;
    const pause = code === 'busy' ? BUSY_MS : Math.max(1, retryAfterMs ?? BUSY_MS);
    waitingSince ??= clock.steady();
    const isNew = code === 'provider-circuit-open' && !anySucceeded;
    const waited = clock.steady() + pause - waitingSince;
    if (waited > (isNew ? FIRST_PATIENCE_MS : PATIENCE_MS)) return false;
    if (!waitsForOwnCalls) {
      options.onPause?.(pause);
      if (waited >= UNTOLD_MS && !toldOfWait) options.onWait?.(error, pause);
      toldOfWait ||= waited >= UNTOLD_MS;
    }
    await clock.sleep(pause, leave).catch(() => undefined);
    return true;
  }

  async function fetchOrRead(item: BacklogItem): Promise<ArticleInput> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await item.read(abort);
      } catch (error) {
        const { code, retryAfterMs } = asAppError(error);
        const { host } = item;
        const passes = code === 'fetch-failed' && retryAfterMs !== undefined && retryAfterMs <= FETCH_PATIENCE_MS;
        // What has no host was not fetched here, and would say the same again.
        if (host === undefined || !passes || tries === FETCH_TRIES || leave.aborted) throw error;
        if (retryAfterMs >= UNTOLD_MS && !toldOfHosts.has(host)) {
          toldOfHosts.add(host);
          options.onWait?.(hostRests(host), retryAfterMs);
        }
        await clock.sleep(Math.max(1, retryAfterMs), leave).catch(() => undefined);
      }
    }
  }

  async function begin(item: BacklogItem): Promise<ArticleInput> {
    onWork?.(item);
    return fetchOrRead(item);
  }

  async function summarise(item: BacklogItem): Promise<Saved> {
    const given = await begin(item).finally(() => line.free(item));
    onWork?.(item, given.title ?? titleAtSight(given.text));
    const input = options.tags.length > 0 ? { ...given, tags: [...options.tags] } : given;
    for (let tries = 0; ; tries += 1) {
      const began = clock.now();
      try {
        return await options.summarise(input, abort, item);
      } catch (thrown) {
        const error = asAppError(thrown);
        const slept = tries < MOST_SLEEPS && clock.now() - began > timeoutMs + SLEPT_MS;
        if (abort.aborted || !(slept || (await outlast(error)))) throw error;
        if (leave.aborted) throw leave.reason;
      }
    }
  }

  /** Null when the article was left as it is, to be met again by the next run. */
  async function finish(item: BacklogItem): Promise<BacklogResult | null> {
    try {
      return { ...(await summarise(item)), item };
    } catch (thrown) {
      const error = asAppError(thrown);
      if (abort.aborted || thrown === leave.reason) return null;
      if (halting.includes(error.code)) {
        way.halted ??= error;
        return null;
      }
      if (passing.includes(error.code) && error.retryAfterMs !== undefined) way.halted ??= error;
      return { item, outcome: 'failed', error };
    } finally {
      onLeave?.(item);
    }
  }

  const isOver = () => stop.aborted || way.halted !== null;

  async function next(): Promise<BacklogItem | null> {
    while (!isOver()) {
      const { done, value } = await iterator.next();
      if (done && !stop.aborted) way.ended = true; // a reader that was stopped ends early
      if (done || stop.aborted) return null;
      if (!(await isDone?.(value))) return value;
    }
    return null;
  }
  const line = createHostLine(next, isOver);

  async function work(): Promise<void> {
    while (places > 0 && way.halted === null) {
      places -= 1;
      const item = await line.next();
      if (item === null) return;
      const result = await finish(item);
      if (result === null) {
        way.leftSome = true;
        return;
      }
      if (result.outcome !== 'failed') {
        waitingSince = null;
        toldOfWait = false;
        anySucceeded = true;
      }
      onResult(result);
      if (result.outcome === 'failed' && hopeless.includes(result.error.code)) {
        hopelessInARow += 1;
        if (hopelessInARow >= HOPELESS_IN_A_ROW) way.halted ??= result.error;
      } else hopelessInARow = 0;
    }
  }

  /** What a person can mend stops the run; a defect ends it as soon as the others have finished what they have. */
  function halt(thrown: unknown): void {
    way.halted ??= asAppError(thrown);
    if (!(thrown instanceof AppError)) throw thrown;
  }

  const workers = await Promise.allSettled(Array.from({ length: options.concurrency }, () => work().catch(halt)));
  await iterator.return?.();
  for (const worker of workers) if (worker.status === 'rejected') throw worker.reason;
  if (way.halted !== null) return { state: 'stopped', reason: way.halted };
  if (way.ended && !way.leftSome && line.waiting() === 0) return { state: 'finished', reason: null };
  if (stop.aborted || abort.aborted) return { state: 'interrupted', reason: null };
  return { state: 'stopped', reason: limitReached() };
}

/** Nothing was asked, as calls of others took up the budget or the provider for as long as the article may wait. */
function isForOthers(error: AppError): boolean {
  if (error instanceof BudgetError) return error.mayFree;
  return error instanceof ProviderError && error.code === 'provider-timeout' && !error.asked;
}

function hostRests(host: string): AppError {
  return new AppError(`${host} wants to be left alone`, { code: 'fetch-failed', status: 502 });
}

function limitReached(): AppError {
  return new AppError('The run took as many articles as its --limit allows', { code: LIMIT_REACHED, status: 200 });
}
