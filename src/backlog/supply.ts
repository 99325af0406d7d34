import type { BacklogItem } from './backlog-item.ts';
import { createHostLine } from './host-line.ts';
import type { SecondChances } from './second-chances.ts';

/** Hands out the articles of a backlog, one at a time to each who asks. */
export interface Supply {
  /**
   * The next article: one kept for later that is due, else a new one within the places of the limit, else one kept for later
   * that is not due yet. Undefined when there is none, or the run is over.
   */
  take(): Promise<BacklogItem | undefined>;
  /** The page of the article has been fetched: the next one of its host may be handed out. */
  free(item: BacklogItem): void;
  /** Whether no article is left but those that are in work or kept for later. */
  isLast(): boolean;
  /** Whether every article has been handed out. */
  isThrough(): boolean;
  /** Reads no further. */
  close(): Promise<void>;
}

export interface SupplyOptions {
  /** Whether an item needs no work; then it is not handed out and does not count. Default: all do. */
  readonly isDone?: ((item: BacklogItem) => Promise<boolean>) | undefined;
  /** How many articles are handed out at most. */
  readonly limit: number;
  /** Whether an article is handed out beside those. Default: none is. */
  readonly takesNoPlace?: ((item: BacklogItem) => boolean) | undefined;
  /** Those that are kept for later. */
  readonly aside: SecondChances;
  /** Aborted: the reader ends early, and nothing more is handed out. */
  readonly stop: AbortSignal;
  readonly isOver: () => boolean;
}

export function createSupply(items: AsyncIterable<BacklogItem>, options: SupplyOptions): Supply {
  const { isDone, takesNoPlace, aside, stop, isOver } = options;
  const iterator = items[Symbol.asyncIterator]();
  let places = options.limit;
  let ended = false;

  async function next(): Promise<BacklogItem | null> {
    while (!isOver()) {
      const { done, value } = await iterator.next();
      if (done && !stop.aborted) ended = true; // a reader that was stopped ends early
      if (done || stop.aborted) return null;
      if (!(await isDone?.(value))) return value;
    }
    return null;
  }
  const line = createHostLine(next, isOver);

  async function takeNew(): Promise<BacklogItem | undefined> {
    while (places > 0) {
      places -= 1;
      const item = await line.next();
      if (item === null) return undefined;
      // While it waited for its host, the same address may have been done that another list has as well.
      const wasDone = item.host !== undefined && (await isDone?.(item));
      if (wasDone || takesNoPlace?.(item)) places += 1;
      if (!wasDone) return item;
      line.free(item);
    }
    return undefined;
  }

  return {
    async take() {
      const due = isOver() ? undefined : aside.take('due');
      return due ?? (await takeNew()) ?? (isOver() ? undefined : aside.take('waiting'));
    },
    free: (item) => line.free(item),
    isLast: () => (ended && line.waiting() === 0) || places <= 0,
    isThrough: () => ended && line.waiting() === 0,
    async close() {
      await iterator.return?.();
    },
  };
}
