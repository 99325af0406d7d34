import type { AppError } from '../errors.ts';
import type { BacklogItem } from './backlog-item.ts';

/** Articles that met an outage of the provider, to be asked again once all others are done: by then it may be back. */
export interface SecondChances {
  /** Whether an article that failed in this way is kept for later; else the failure is its own. */
  keep(item: BacklogItem, error: AppError): boolean;
  /** Tells that an article waited while the provider was being left alone: an outage that it meets next is not its own either. */
  waited(item: BacklogItem): void;
  /** The first of them, which is then kept no longer. */
  take(): BacklogItem | undefined;
  isEmpty(): boolean;
}

/** What a call says when the provider is down, though that may be about the one article as well. */
const outage: readonly string[] = ['provider-unreachable', 'provider-unavailable'];
/** So many outages make a failure. */
const MOST_OUTAGES = 2;
/** The same while others find the provider left alone, too: some few articles that it always fails on may have brought that about. */
const MOST_OUTAGES_OF_ALL = 5;
/** So many are kept at most: memory must not grow with an outage. */
const MOST_KEPT = 1000;

export function createSecondChances(): SecondChances {
  const kept: BacklogItem[] = [];
  const outages = new WeakMap<BacklogItem, number>();
  const haveWaited = new WeakSet<BacklogItem>();

  return {
    keep(item, { code }) {
      if (!outage.includes(code) || kept.length >= MOST_KEPT) return false;
      const met = (outages.get(item) ?? 0) + 1;
      if (met >= (haveWaited.delete(item) ? MOST_OUTAGES_OF_ALL : MOST_OUTAGES)) return false;
      outages.set(item, met);
      kept.push(item);
      return true;
    },
    waited: (item) => void haveWaited.add(item),
    take: () => kept.shift(),
    isEmpty: () => kept.length === 0,
  };
}
