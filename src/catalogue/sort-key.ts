/** Sorts after every key of a text: entries without a title, or without a source, come last. */
const LAST = '\u{10ffff}';
const LONGEST_KEY = 120;

/**
 * What a title or a source is sorted by: case, accents and punctuation left out (NFKD, marks removed, lower case). It is
 * compared byte by byte in UTF-8, which is the order of code points. Titles alike in 120 characters are ties.
 */
export function sortKey(text: string | null): string {
  if (text === null) return LAST;
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return words.slice(0, LONGEST_KEY).toWellFormed();
}
