import type { Range } from '../article/article.ts';

const MOST = 40;

/** Those of a list in order that lie within a passage, the first few. */
export function within<Place extends Range>(list: readonly Place[], passage: Range | undefined): Place[] {
  if (!passage) return [];
  const first = firstFrom(list, passage.start);
  return list.slice(first, first + MOST).filter(({ end }) => end <= passage.end);
}

/** Position of the first of a list in order that starts at or behind an offset. */
export function firstFrom(list: readonly Pick<Range, 'start'>[], offset: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
