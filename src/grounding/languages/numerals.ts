/** What parts thousands: a stop, a space of any width, a Swiss apostrophe; the same throughout a number. */
const GROUPED = String.raw`\d{1,3}(?<mark>[.'’ \u00a0\u2009\u202f])\d{3}(?:\k<mark>\d{3})*(?!\d)`;
/** A number in digits, by the rules of languages with a decimal comma; never a part of a version, date or identifier. */
export const numeral = whole(String.raw`(?:${GROUPED}|\d+)(?:,\d+)?|\d+\.\d{1,2}`);
/** The same where the marks are those of English. */
export const englishNumeral = whole(String.raw`(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?`);

/** A number in digits as English writes it: `12.400,5` is `12,400.5`. */
export function inEnglish(written: string): string {
  if (/^\d+\.\d{1,2}$/.test(written)) return written; // a Swiss decimal point
  const [units = '', decimals] = written.split(',');
  const groups = units.split(/[^\d]/).join(',');
  return decimals === undefined ? groups : `${groups}.${decimals}`;
}

const POINT_FOR_DECIMALS = /\d\.\d{1,2}(?![\d.])/;
const COMMA_FOR_THOUSANDS = /(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d,])/;
const OTHERWISE = /\d,\d{1,2}(?![\d,])|(?<![\d.])\d{1,3}\.\d{3}(?![\d.])/;

/**
 * Whether a text has the marks of English in its numbers, as in Mexico: `12,400` and `1.5`, and nothing against it.
 *
 * @param likely of what the text belongs to, which tells what `12,400` alone is.
 */
export function hasEnglishMarks(text: string, likely: boolean): boolean {
  if (OTHERWISE.test(text)) return false;
  return likely || (COMMA_FOR_THOUSANDS.test(text) && POINT_FOR_DECIMALS.test(text));
}

function whole(number: string): string {
  return String.raw`(?<![\p{L}\p{N}_.,:/#]|\p{L}-)(?:${number})(?![\p{L}\d_]|[.,:/]\d)`;
}
