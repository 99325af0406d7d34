import type { Range } from '../article/article.ts';

const MOST = 40;

/** Those of a list in order that lie within a passage, the first few. */
export function within<Place extends Range>(list: readonly Place[], passage: Range | undefined): Place[] {
  if (!passage) return [];
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle]?.start ?? 0) < passage.start) low = middle + 1;
    else high = middle;
  }
  return list.slice(low, low + MOST).filter(({ end }) => end <= passage.end);
}
