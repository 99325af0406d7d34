/** Counts of a few are everywhere: one of at most this may be of anything, or counted from a list. */
export const SMALL_COUNT = 12;
