/** How many words most adults read in a minute of silent reading (Brysbaert, 2019: 238 for non-fiction). */
const WORDS_A_MINUTE = 230;

/** Minutes that reading this many words takes, at least 1; null where they were not counted. */
export function readingMinutes(words: number | undefined): number | null {
  return words === undefined ? null : Math.max(1, Math.ceil(words / WORDS_A_MINUTE));
}
