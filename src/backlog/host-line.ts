import type { BacklogItem } from './backlog-item.ts';

export interface HostLine {
  /** The next item to work on, whose host is then taken. Null: there is none. */
  next(): Promise<BacklogItem | null>;
  /** Its host has been asked: it may be asked for another. */
  free(item: BacklogItem): void;
  /** How many items wait for their hosts. */
  waiting(): number;
}

/** So many items are looked at ahead of their turn at most: memory must not grow with a list of one host. */
const MOST_WAITING = 1000;

/**
 * Gives items in their order, but one at a time of each host that has to be asked for them: those behind it go first
 * meanwhile, so that a slow host holds up nothing but its own.
 *
 * @param pull the next item, null when there is no more.
 * @param isOver whether no more is wanted; then what waits is left where it is.
 */
export function createHostLine(pull: () => Promise<BacklogItem | null>, isOver: () => boolean): HostLine {
  const waiting: BacklogItem[] = [];
  const taken = new Set<string>();
  let ended = false;
  let freed = Promise.withResolvers<void>();
  const isFree = ({ host }: BacklogItem) => host === undefined || !taken.has(host);

  function take(item: BacklogItem): BacklogItem {
    if (item.host !== undefined) taken.add(item.host);
    return item;
  }

  /** An item that need not wait any more, else one that need not wait at all. Null: all there are have to wait. */
  async function free(): Promise<BacklogItem | null> {
    const index = waiting.findIndex(isFree);
    const [first] = index === -1 ? [] : waiting.splice(index, 1);
    if (first) return take(first);
    while (!ended && waiting.length < MOST_WAITING) {
      const item = await pull();
      if (item === null) ended = true;
      else if (isFree(item)) return take(item);
      else waiting.push(item);
    }
    return null;
  }

  return {
    async next() {
      while (!isOver()) {
        const { promise: changed } = freed;
        const item = await free();
        if (item !== null || waiting.length === 0) return item;
        await changed;
      }
      return null;
    },
    free({ host }) {
      if (host === undefined || !taken.delete(host)) return;
      freed.resolve();
      freed = Promise.withResolvers();
    },
    waiting: () => waiting.length,
  };
}
