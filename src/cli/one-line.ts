/**
 * Makes text from an article, a file name or another program safe to show: one line, and no control character that
 * could move a terminal's cursor, change its colours or turn the direction of writing.
 */
export function oneLine(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim();
}
