import type { AppError } from '../errors.ts';
import { ProviderError } from '../provider/provider-error.ts';
import type { BacklogItem } from './backlog-item.ts';

export interface FailedItem {
  readonly item: BacklogItem;
  readonly error: AppError;
}

/**
 * Articles that failed as they would if the provider were down. Which it was shows next: another one succeeds, and the failure was
 * their own; or the provider is left alone, and they are asked again as soon as another one succeeds.
 */
export interface SecondChances {
  /** Whether an article that failed in this way is kept until that shows; else the failure is its own. */
  keep(failed: FailedItem): boolean;
  /** Tells that an article waited while the provider was being left alone. */
  waited(item: BacklogItem): void;
  /** An article has succeeded. Gives those whose failure was their own. */
  succeeded(): readonly FailedItem[];
  /** No other article is left that could show it. Gives the same. */
  ended(): readonly FailedItem[];
  /** The first that is due, else, where no others are left, the first that waits to be. It is kept no longer. */
  take(of: 'due' | 'waiting'): BacklogItem | undefined;
  isEmpty(): boolean;
}

/** What a call says when the provider is down, though that may be about the one article as well: gateways say it by a timeout. */
const outage: readonly string[] = ['provider-unreachable', 'provider-unavailable', 'provider-timeout'];
/** So often an article may try the provider in vain that is left alone: some few that it always fails on may have brought that about. */
const MOST_TRIALS = 5;
/** The same where each may be charged though no answer came, as behind a gateway that gave up. */
const MOST_PAID_TRIALS = 2;
/** So many are kept at most: memory must not grow with an outage. */
const MOST_KEPT = 1000;

function mayBeCharged(error: AppError): boolean {
  return error instanceof ProviderError && error.uncertain;
}

export function createSecondChances(): SecondChances {
  let undecided: FailedItem[] = [];
  const waiting: BacklogItem[] = [];
  /** How many of those that wait, from the first on. */
  let due = 0;
  const trials = new WeakMap<BacklogItem, number>();
  const haveWaited = new WeakSet<BacklogItem>();

  function takeUndecided(): readonly FailedItem[] {
    const taken = undecided;
    undecided = [];
    return taken;
  }

  return {
    keep(failed) {
      const { item, error } = failed;
      if (!outage.includes(error.code) || undecided.length + waiting.length >= MOST_KEPT) return false;
      if (!haveWaited.delete(item)) {
        undecided.push(failed);
        return true;
      }
      const tried = (trials.get(item) ?? 0) + 1;
      trials.set(item, tried);
      const isLast = tried >= (mayBeCharged(error) ? MOST_PAID_TRIALS : MOST_TRIALS);
      if (!isLast) waiting.push(item);
      return !isLast;
    },
    waited(item) {
      haveWaited.add(item);
      waiting.push(...takeUndecided().map((failed) => failed.item));
    },
    succeeded() {
      due = waiting.length;
      return takeUndecided();
    },
    ended: takeUndecided,
    take(of) {
      if (of === 'due' && due === 0) return undefined;
      due = Math.max(0, due - 1);
      return waiting.shift();
    },
    isEmpty: () => undecided.length + waiting.length === 0,
  };
}
