import type { AppError } from '../errors.ts';
import { ProviderError } from '../provider/provider-error.ts';
import type { BacklogItem } from './backlog-item.ts';

export interface FailedItem {
  readonly item: BacklogItem;
  readonly error: AppError;
  /** When, by the steady clock. */
  readonly at: number;
}

/**
 * Articles that failed as they would if the provider were down. Which it was shows next: another one succeeds that was asked for
 * later, and the failure was their own; or the provider is left alone, and they are asked again as soon as another one succeeds. One that tries it in vain
 * meanwhile again and again lets others try first.
 */
export interface SecondChances {
  /** Whether an article that failed in this way is kept until that shows; else the failure is its own. */
  keep(failed: FailedItem, isLast: boolean): boolean;
  /** An article found that the provider is being left alone, maybe after it was asked in vain. */
  waits(item: BacklogItem, error: AppError): void;
  /**
   * Whether that article has tried often enough: it is set aside for others, or has failed where there are none.
   *
   * @param isLast whether no article is left but those in work and those kept.
   */
  hasTriedEnough(item: BacklogItem, isLast: boolean): boolean;
  /** The article took all the time that it may take: that is its own failure. */
  ranOut(item: BacklogItem): void;
  /** An article has succeeded that was asked for at that time. Gives those whose failure was their own. */
  succeeded(askedAt: number): readonly FailedItem[];
  /** No other article is left that could show it. Gives the same; where they are many, they are kept to be asked once more. */
  ended(): readonly FailedItem[];
  /** The first that is due, else, where no others are left, the first that waits to be. It is kept no longer. */
  take(of: 'due' | 'waiting'): BacklogItem | undefined;
  isEmpty(): boolean;
}

/** What a call says when the provider is down, though that may be about the one article as well: gateways say it by a timeout. */
const outage: readonly string[] = ['provider-unreachable', 'provider-unavailable', 'provider-timeout'];
/** So often an article may try the provider in vain that is left alone: some few that it always fails on may have brought that about. */
const MOST_TRIALS = 5;
/** The same where a call was given up on, and so may be charged though no answer came. */
const MOST_PAID_TRIALS = 1;
/** After so many in a row, whichever articles made them, one is enough for each: some five minutes. */
const MOST_IN_ROW = 10;
/** How often about a provider is tried that is left alone, in milliseconds. */
const TRIAL_EVERY_MS = 30_000;
/** So many together may have met an outage that ended their run before anybody left the provider alone. */
const FEWEST_OF_OUTAGE = 3;
/** So many are kept at most: memory must not grow with an outage. */
const MOST_KEPT = 1000;
/** Said of a provider that is left alone. */
export const LEFT_ALONE = 'provider-circuit-open';

/** Whether the article itself was asked for in vain, and whether that may be charged. */
function trialOf(error: AppError): 'none' | 'free' | 'paid' {
  const attempts = error instanceof ProviderError ? error.attempts : [];
  const outcomes = [error.code, ...attempts.map(({ outcome }) => outcome)];
  if (outcomes.includes('provider-timeout') || (error instanceof ProviderError && error.uncertain)) return 'paid';
  return outcomes.some((outcome) => outage.includes(outcome)) ? 'free' : 'none';
}

/** @param waitOutMs for how long, in milliseconds, they are asked for in vain where no others are left; by default as above. */
export function createSecondChances(waitOutMs?: number): SecondChances {
  const mostInRow = waitOutMs === undefined ? undefined : Math.ceil(waitOutMs / TRIAL_EVERY_MS);
  let undecided: FailedItem[] = [];
  const waiting: BacklogItem[] = [];
  /** How many of those that wait, from the first on. */
  let due = 0;
  /** Of those that have been asked for in vain: how often while the provider was left alone, and how often they may be. */
  const trials = new WeakMap<BacklogItem, { tried: number; most: number }>();
  const haveWaited = new WeakSet<BacklogItem>();
  /** Those that have let others try first. */
  const setAside = new WeakSet<BacklogItem>();
  /** Those that were asked once more when no others were left; nobody had left the provider alone by then. */
  const askedAtEnd = new WeakSet<BacklogItem>();
  const outOfTime = new WeakSet<BacklogItem>();
  let trialsInRow = 0;
  const isFull = () => undecided.length + waiting.length >= MOST_KEPT;

  function book(item: BacklogItem, error: AppError): void {
    const trial = trialOf(error);
    if (trial === 'none') return;
    const { tried, most } = trials.get(item) ?? { tried: 0, most: MOST_TRIALS };
    const isTrial = haveWaited.has(item);
    if (isTrial) trialsInRow += 1;
    trials.set(item, {
      tried: isTrial ? tried + 1 : tried,
      most: trial === 'paid' ? MOST_PAID_TRIALS : most,
    });
  }

  function hasTriedEnough(item: BacklogItem): boolean {
    const made = trials.get(item);
    if (made === undefined) return false;
    return made.tried >= made.most || trialsInRow >= MOST_IN_ROW;
  }

  /** Whether an article that has tried enough is to have failed, having let others try or there being none. */
  function isOver(): boolean {
    return mostInRow === undefined || trialsInRow >= mostInRow;
  }

  function takeUndecided(): readonly FailedItem[] {
    const taken = undecided;
    undecided = [];
    return taken;
  }

  function keepUndecided(as: WeakSet<BacklogItem>): void {
    const items = takeUndecided().map(({ item }) => item);
    for (const item of items) as.add(item);
    waiting.push(...items);
  }

  return {
    keep(failed, isLast) {
      const { item, error } = failed;
      if (outOfTime.has(item) || isFull()) return false;
      if (error.code === LEFT_ALONE) {
        const hadItsTurn = setAside.has(item) && trialOf(error) !== 'none';
        if ((isLast || hadItsTurn) && isOver()) return false;
        if (!hasTriedEnough(item)) return false;
        setAside.add(item);
        waiting.push(item);
        return true;
      }
      if (!outage.includes(error.code)) return false;
      book(item, error);
      if (!haveWaited.has(item)) {
        undecided.push(failed);
        return true;
      }
      if (hasTriedEnough(item)) {
        if ((isLast || setAside.has(item)) && isOver()) return false;
        setAside.add(item);
      }
      waiting.push(item);
      return true;
    },
    waits(item, error) {
      book(item, error);
      haveWaited.add(item);
      keepUndecided(haveWaited);
    },
    hasTriedEnough: (item, isLast) => hasTriedEnough(item) && (isLast ? isOver() : !isFull()),
    ranOut: (item) => void outOfTime.add(item),
    succeeded(askedAt) {
      trialsInRow = 0;
      due = waiting.length;
      const all = takeUndecided();
      undecided = all.filter(({ at }) => at > askedAt);
      return all.filter(({ at }) => at <= askedAt);
    },
    ended() {
      const fresh = undecided.filter(({ item }) => !askedAtEnd.has(item));
      if (fresh.length >= FEWEST_OF_OUTAGE) keepUndecided(askedAtEnd);
      return takeUndecided();
    },
    take(of) {
      if (of === 'due' && due === 0) return undefined;
      due = Math.max(0, due - 1);
      return waiting.shift();
    },
    isEmpty: () => undecided.length + waiting.length === 0,
  };
}
