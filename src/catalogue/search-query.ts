/** What people type, as terms of an FTS5 query (sqlite.org/fts5.html), each a quoted phrase that needs no escaping. */
export interface SearchQuery {
  /** All of them must be found. Empty when the text has no letter and no digit: it finds nothing. */
  readonly terms: readonly string[];
}

/** More terms than this say nothing more, and cost time. */
const MOST_TERMS = 16;
const LONGEST_TERM = 60;
/** Shorter beginnings of a word stand for too much of the index to be looked up while somebody waits. */
const SHORTEST_PREFIX = 3;

const QUOTED_OR_WORD = /["“”]([^"“”]*)["“”]?|[^\s"“”]+/gu;
const TOKEN = /[\p{L}\p{N}\p{M}\p{Co}]+/gu;

/**
 * Reads any text as a query: words must all be found, words in quotation marks next to each other, and so must the parts
 * of `node.js` or `two-phase`. The last word also stands for the words that it begins, unless it is quoted or short.
 * Operators of the index mean nothing here.
 */
export function parseSearchQuery(text: string): SearchQuery {
  const terms: string[] = [];
  for (const { 0: chunk, 1: quoted, index } of text.toWellFormed().matchAll(QUOTED_OR_WORD)) {
    const tokens = (quoted ?? chunk).match(TOKEN)?.map((token) => token.slice(0, LONGEST_TERM).toWellFormed()) ?? [];
    if (tokens.length === 0) continue;
    const phrase = `"${tokens.join(' ')}"`;
    const open = quoted === undefined && index + chunk.length === text.trimEnd().length;
    // The stem of a word may be no beginning of its longer forms, so the word stands beside its prefix.
    terms.push(open && (tokens.at(-1) ?? '').length >= SHORTEST_PREFIX ? `(${phrase} OR ${phrase}*)` : phrase);
    if (terms.length === MOST_TERMS) break;
  }
  return { terms };
}
