/** Texts without any of these are clean as they stand. */
const UNUSUAL = /[^\t\n -~]/;
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
 * The other characters that show nothing, by which any bytes can be hidden after a letter: variation selectors where
 * Unicode defines no variation (anywhere but after an emoji, a sign of mathematics, an ideograph or a Mongolian letter)
 * and fillers outside of old Hangul.
 */
const STRAY = new RegExp(
  [
    '(?<!\\p{Emoji})[\\uFE0E\\uFE0F]',
    '(?<![\\p{Sm}\\p{sc=Han}\\p{sc=Myanmar}\\p{sc=Phags_Pa}\\u3001\\u3002\\uFF01-\\uFF1F0])[\\uFE00-\\uFE0D]',
    '(?<!\\p{sc=Han})[\\u{E0100}-\\u{E01EF}]',
    '(?<!\\p{sc=Mongolian})[\\u180B-\\u180F]',
    '(?<![\\u1100-\\u11FF])[\\u115F\\u1160]',
    '[\\u034F\\u17B4\\u17B5\\u2065\\u3164\\uFFA0\\uFFF0-\\uFFF8\\u{E0000}-\\u{E00FF}\\u{E01F0}-\\u{E0FFF}]',
  ].join('|'),
  'gv',
);

/**
 * Makes text safe to store, search and slice: well-formed UTF-16 (lone surrogates become U+FFFD), Unicode NFC, every
 * line end a `\n`, and no invisible characters, which would otherwise hide words from search and smuggle instructions.
 */
export function cleanText(text: string): string {
  if (!UNUSUAL.test(text)) return text;
  return text.toWellFormed().replace(LINE_ENDS, '\n').replace(STRAY, '').replace(INVISIBLE, '').normalize('NFC');
}

/** `cleanText` on one line: runs of white space become one space, none at the ends. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/gu, ' ').trim();
}

/** The text with everything that `cleanText` would take out as invisible written as its code point: `\u{202E}`. */
export function showInvisible(text: string): string {
  const show = (character: string) => `\\u{${character.codePointAt(0)?.toString(16).toUpperCase()}}`;
  return text.toWellFormed().replace(STRAY, show).replace(INVISIBLE, show);
}

/** What no line may hold that is taken in as it is: controls but tabs, line ends, and what turns other letters round. */
export const UNFIT = /[[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]--\t]/v;

/**
 * The first character that no line may hold that a person writes, as its code point (`U+202E`): controls, line ends, half of
 * a character, and what `cleanText` takes out as invisible. Undefined: there is none.
 */
export function firstUnfit(text: string): string | undefined {
  const [found] = text.match(/[\p{Cc}\p{Cs}\u2028\u2029]/u) ?? text.match(STRAY) ?? text.match(INVISIBLE) ?? [];
  return found && `U+${found.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`;
}
