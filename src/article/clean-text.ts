const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;

/** Letters that joiners shape: those of scripts where leaving one out misspells a word, and the parts of an emoji. */
const JOINED =
  '[[[\\p{L}\\p{M}]--[\\p{sc=Latin}\\p{sc=Greek}\\p{sc=Cyrillic}\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}\\p{sc=Inherited}]][\\u064B-\\u0655\\u0670]\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\uFE0F]';

/** Format characters that show: signs written over the figures after them in Arabic, Syriac and Kaithi. */
const SHOWN = '\\u0600-\\u0605\\u06DD\\u070F\\u0890\\u0891\\u08E2\\u{110BD}\\u{110CD}';

/**
 * Control characters and everything that shows nothing: zero-width, bidirectional, soft hyphens, BOM, tag characters,
 * and joiners (U+200C, U+200D) where they join nothing.
 */
const INVISIBLE = new RegExp(
  `[[\\p{Cc}\\p{Cf}]--[\\t\\n\\u200C\\u200D${SHOWN}]]|(?<!${JOINED})[\\u200C\\u200D]|[\\u200C\\u200D](?!${JOINED})`,
  'gv',
);

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
