/** How far back a heading is looked for, in UTF-16 code units, and how long one may be. */
const FARTHEST = 20_000;
const LONGEST_HEADING = 90;

/**
 * The heading that stands last before a place in an article's normalised text; null where none does, or in a heading. The text does not say
 * which of its lines are headings: short ones that stand alone, without an end, are taken for them.
 */
export function sectionOf(text: string, at: number): string | null {
  const before = text.slice(Math.max(0, at - FARTHEST), at);
  const pieces = before.split('\n\n');
  const own = `${pieces.pop()}${text.slice(at, at + LONGEST_HEADING + 2)}`.split('\n\n', 1)[0] ?? '';
  if (isHeading(own)) return null;
  return pieces.findLast((piece, index) => isHeading(piece) && index > 0) ?? null;
}

function isHeading(line: string): boolean {
  if (line.length > LONGEST_HEADING || line.includes('\n')) return false;
  return /^[\p{L}\p{N}]/u.test(line) && /[\p{L}\p{N})”’"'%]$/u.test(line);
}
