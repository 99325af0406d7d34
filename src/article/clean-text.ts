const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;

/** Control characters and everything that shows nothing: zero-width, bidirectional, soft hyphens, BOM, tag characters. */
const INVISIBLE = /[[\p{Cc}\p{Cf}]--[\t\n]]/gv;

/**
 * Makes text safe to store, search and slice: well-formed UTF-16 (lone surrogates become U+FFFD), Unicode NFC, every
 * line end a `\n`, and no invisible characters, which would otherwise hide words from search and smuggle instructions.
 */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(LINE_ENDS, '\n').replace(INVISIBLE, '').normalize('NFC');
}

/** `cleanText` on one line: runs of white space become one space, none at the ends. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/gu, ' ').trim();
}
