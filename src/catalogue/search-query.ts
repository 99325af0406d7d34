/** Words that must stand next to each other; mostly one. */
export type Phrase = readonly string[];

/** What people type, read as what must be found. */
export interface SearchQuery {
  /** All of them must be found. Empty when the text has no letter and no digit: it finds nothing. */
  readonly phrases: readonly Phrase[];
  /** Whether the last word may be the beginning of one: it stands alone, is not quoted and not very short. */
  readonly open: boolean;
}

/** More words than this say nothing more, and cost time. */
const MOST_PHRASES = 16;
const LONGEST_WORD = 60;
const SHORTEST_BEGINNING = 3;

/** Words that stand in nearly every text: beside others they narrow nothing, and are the slowest to look up. */
const STOP_WORDS = new Set(
  'a an and are as at be by for from has how in is it its of on or that the their this to was were what when why with'.split(
    ' ',
  ),
);

const QUOTED_OR_WORD = /["“”]([^"“”]*)["“”]?|[^\s"“”]+/gu;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;

/**
 * Reads any text as a query: words must all be found, words in quotation marks next to each other, and so must the parts
 * of `node.js` or `two-phase`. Stop words count only when there is nothing else. Nothing is an operator.
 */
export function parseSearchQuery(text: string): SearchQuery {
  const phrases: Phrase[] = [];
  const skipped: Phrase[] = [];
  let open = false;
  for (const { 0: chunk, 1: quoted } of text.matchAll(QUOTED_OR_WORD)) {
    const words = wordsOf(quoted ?? chunk);
    if (words.length === 0) continue;
    const single = quoted === undefined && words.length === 1 ? words[0] : undefined;
    const stop = single !== undefined && STOP_WORDS.has(single.toLowerCase());
    (stop ? skipped : phrases).push(words);
    open = single !== undefined && !stop && single.length >= SHORTEST_BEGINNING;
    if (phrases.length === MOST_PHRASES) break;
  }
  return { phrases: phrases.length > 0 ? phrases : skipped.slice(0, MOST_PHRASES), open };
}

/** The words of a text, as the search index cuts them. */
export function wordsOf(text: string): string[] {
  return Array.from(text.toWellFormed().matchAll(WORD), ([word]) => word.slice(0, LONGEST_WORD).toWellFormed());
}
