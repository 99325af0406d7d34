import type { Figure } from './figures.ts';

/** Counts of a few are everywhere: one of at most this may be of anything, or counted from a list. */
export const SMALL_COUNT = 12;

/** A count that anything may have by chance, or a word such as `half`. */
export function isSmall({ unit, count, spelled, fraction }: Figure): boolean {
  return fraction || (unit === null && (spelled || Number.isInteger(count)) && count <= SMALL_COUNT);
}
