import type { ArticleInput } from '../article/article-input.ts';
import type { Saved } from '../catalogue/catalogue.ts';
import type { Clock } from '../clock.ts';
import { AppError, asAppError } from '../errors.ts';
import { HostRestsError } from '../fetching/fetch-error.ts';
import { LIMIT_REACHED } from '../runs/runs.ts';
import type { BacklogItem } from './backlog-item.ts';
import { createPatience, InVainError } from './patience.ts';
import { createPatientWork } from './patient-work.ts';
import { createSecondChances, type FailedItem, LEFT_ALONE } from './second-chances.ts';
import { createSupply } from './supply.ts';

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
  /** How many articles are taken at most, whatever becomes of them. */
  readonly limit: number;
  /** Whether an article is taken beside those. Default: none is. */
  readonly takesNoPlace?: (item: BacklogItem) => boolean;
  /** Tags for every article, in place of any others. Empty: none are given. */
  readonly tags: readonly string[];
  /** Aborted: no new article is taken, those in work are finished; who waits for the provider to come back leaves. */
  readonly stop: AbortSignal;
  /** Aborted: those in work are given up too. They are not reported. */
  readonly abort: AbortSignal;
  readonly clock: Clock;
  /** How long summarising may take by itself, in milliseconds. Default: any time. */
  readonly timeoutMs?: number;
  /** How long articles wait for a provider that is left alone, in milliseconds, while none succeeds. Default: as below. */
  readonly waitOutMs?: number | undefined;
  /** Told when work on an item begins, and again when its title is known; `onLeave` when it ends, however. */
  readonly onWork?: (item: BacklogItem, title?: string) => void;
  readonly onLeave?: (item: BacklogItem) => void;
  /** Told of every wait for a provider that takes nothing for now, in milliseconds. */
  readonly onPause?: (pauseMs: number) => void;
  /**
   * Told once, whenever no article succeeds for some seconds, what is waited for, and for how many milliseconds at first; likewise
   * once of each host that articles wait for.
   */
  readonly onWait?: (error: AppError, pauseMs: number) => void;
  /** Told of an article whose host wants to be left alone for long: it is left for the next run. Default: it has failed. */
  readonly onRest?: (item: BacklogItem, error: HostRestsError) => void;
  readonly onResult: (result: BacklogResult) => void;
}

interface Finished {
  readonly result: BacklogResult;
  /** Articles before it whose failure it has shown to be their own. */
  readonly shown: readonly FailedItem[];
}

/** Of an article: `left` as it is, with all that come after it; `passed over`, for now. */
type Unfinished = 'left' | 'passed over';

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

/**
 * Summarises a stream of articles, `concurrency` at a time, taking the next one only when there is room for it: memory
 * does not grow with the backlog. A failure is a result like any other and holds nothing up; but while the provider is being
 * left alone, the articles wait for it instead of failing one after the other, for an hour at most; for five minutes when it
 * fails from the start, or when only articles are left that it has failed on; or for `waitOutMs` in any case. Those that met
 * its outage before it was left alone are asked again when it is back. What fails because the machine slept meanwhile is
 * worked on again.
 */
export async function runBacklog(items: AsyncIterable<BacklogItem>, options: BacklogOptions): Promise<BacklogEnd> {
  const { stop, abort, clock, onResult, onPause, onWait, waitOutMs } = options;
  const leave = AbortSignal.any([stop, abort]);
  const way: { halted: AppError | null; leftSome: boolean } = { halted: null, leftSome: false };
  let hopelessInARow = 0;
  /** How many take or have an article. The others wait until one of these is done with it: they may yet have to take it up. */
  let busy = 0;
  let changed = Promise.withResolvers<void>();
  const patience = createPatience({ clock, waitOutMs, leave, onPause, onWait });
  const aside = createSecondChances(waitOutMs);
  const isOver = () => stop.aborted || way.halted !== null;
  const supply = createSupply(items, { ...options, aside, isOver });
  const summarise = createPatientWork({ ...options, leave, patience, aside, supply });

  async function finish(item: BacklogItem): Promise<Finished | Unfinished> {
    try {
      const { saved, askedAt } = await summarise(item);
      patience.renew(askedAt);
      return { result: { ...saved, item }, shown: aside.succeeded(askedAt) };
    } catch (thrown) {
      const error = asAppError(thrown);
      if (abort.aborted || thrown === leave.reason) return 'left';
      if (halting.includes(error.code) || error instanceof InVainError) {
        way.halted ??= error;
        return 'left';
      }
      if (error instanceof HostRestsError && options.onRest) {
        options.onRest(item, error);
        return 'passed over';
      }
      if (aside.keep({ item, error, at: clock.steady() }, supply.isLast())) return 'passed over';
      return { result: { item, outcome: 'failed', error: ownOf(error) }, shown: [] };
    } finally {
      options.onLeave?.(item);
    }
  }

  function tell({ result, shown }: Finished): void {
    tellFailed(shown);
    const failed = result.outcome === 'failed';
    onResult(result);
    hopelessInARow = failed && hopeless.includes(result.error.code) ? hopelessInARow + 1 : 0;
    if (failed && hopelessInARow >= HOPELESS_IN_A_ROW) way.halted ??= result.error;
  }

  function tellFailed(failed: readonly FailedItem[]): void {
    for (const { item, error } of failed) onResult({ item, error, outcome: 'failed' });
  }

  function wakeIdle(): void {
    changed.resolve();
    changed = Promise.withResolvers();
  }

  async function work(): Promise<void> {
    while (way.halted === null) {
      const { promise: somethingChanged } = changed;
      const did = await workOnNext();
      if (did === 'left' || (did === 'nothing' && isOver())) return;
      if (did === 'something') continue;
      if (busy > 0) {
        await somethingChanged;
        continue;
      }
      const failed = aside.ended();
      wakeIdle();
      tellFailed(failed);
      if (aside.isEmpty()) return;
    }
  }

  async function workOnNext(): Promise<'something' | 'nothing' | 'left'> {
    busy += 1;
    let found = true;
    try {
      const item = await supply.take();
      found = item !== undefined;
      if (item === undefined) return 'nothing';
      const worked = await finish(item);
      if (worked === 'left') way.leftSome = true;
      else if (worked !== 'passed over') tell(worked);
      return worked === 'left' ? worked : 'something';
    } finally {
      busy -= 1;
      if (found) wakeIdle();
    }
  }

  /** What a person can mend stops the run; a defect ends it as soon as the others have finished what they have. */
  function halt(thrown: unknown): void {
    way.halted ??= asAppError(thrown);
    if (!(thrown instanceof AppError)) throw thrown;
  }

  const workers = await Promise.allSettled(Array.from({ length: options.concurrency }, () => work().catch(halt)));
  await supply.close();
  for (const worker of workers) if (worker.status === 'rejected') throw worker.reason;
  if (way.halted !== null) return { state: 'stopped', reason: way.halted };
  if (supply.isThrough() && !way.leftSome && aside.isEmpty()) return { state: 'finished', reason: null };
  if (stop.aborted || abort.aborted) return { state: 'interrupted', reason: null };
  return { state: 'stopped', reason: limitReached() };
}

/** Why a provider is left alone that this article was asked of in vain. */
function ownOf(error: AppError): AppError {
  return error.code === LEFT_ALONE && error.cause instanceof AppError ? error.cause : error;
}

function limitReached(): AppError {
  return new AppError('The run took as many articles as its --limit allows', { code: LIMIT_REACHED, status: 200 });
}
