/** A sign that code has and prose seldom. */
const CODE_SIGN = /[{}=<>|$\\;]|\(\)|::|->|(?<!\S)--?\w|^\s*[#@]|\w[/_]\w/gm;
const PLAIN_WORD = /^[("“‘'*_]*\p{L}[\p{L}\p{M}'’-]*[.,;:!?)"”’'*_…]*$/u;
const STOP = /[.!?…。！？]["”’»)\]]*(?:\s|$)/;

/** Whether lines that are all indented by four columns or more are code, and not prose that someone indented. */
export function isIndentedCode(lines: readonly string[]): boolean {
  if (!lines.every((line) => /^(?: {4}|\t)/.test(line) && line.length <= 160)) return false;
  return !readsAsProse(lines);
}

/** Judged as a whole, because a wrapped line alone is neither: sentences, mostly plain words, few signs of code. */
function readsAsProse(lines: readonly string[]): boolean {
  const text = lines.map((line) => line.trim()).join('\n');
  if (!STOP.test(text)) return false;
  const tokens = text.split(/\s+/);
  const plain = tokens.filter((token) => PLAIN_WORD.test(token)).length;
  const signs = text.match(CODE_SIGN)?.length ?? 0;
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return signs * 20 <= text.length;
  return tokens.length >= 4 && plain >= tokens.length * 0.7 && signs * 10 <= tokens.length;
}

/** Whether several lines are drawn rather than written: boxes and arrows of signs. */
export function isDrawing(lines: readonly string[]): boolean {
  if (lines.length < 2) return false;
  const signs = lines.join('').replace(/\s/g, '');
  return signs.replace(/[\p{L}\p{M}\p{N}]/gu, '').length * 2 > signs.length;
}

/** Whether a line stands in the middle of the page as titles do: far in, its longer words capitalised. */
export function isCentred(line: string): boolean {
  if (!/^ {12,}\S/.test(line)) return false;
  const words = line.trim().split(/\s+/);
  return words.length > 1 && words.every((word) => PLAIN_WORD.test(word) && (word.length < 4 || /^\p{Lu}/u.test(word)));
}

/**
 * Takes off the indent that most stretches of a text share (manuals and mails stand seven or four columns in), so that
 * only what stands further in counts as indented. Stretches whose first line is a fence stay.
 */
export function withoutSharedIndent(stretches: readonly string[][]): readonly string[][] {
  const indents = stretches.map((lines) => (lines[0]?.startsWith('```') ? -1 : indentOf(lines)));
  const counts = new Map<number, number>();
  for (const indent of indents) if (indent > 0) counts.set(indent, (counts.get(indent) ?? 0) + 1);
  const [[shared, times] = [0, 0]] = [...counts].sort(([a, m], [b, n]) => n - m || a - b);
  const further = indents.filter((indent) => indent >= shared).length;
  if (shared === 0 || stretches.length < 3 || further * 2 <= stretches.length) return stretches;
  const prose = stretches.filter((lines, index) => indents[index] === shared && readsAsProse(lines)).length;
  if (prose * 2 <= times) return stretches;
  const indent = new RegExp(`^ {1,${shared}}`);
  return stretches.map((lines, index) =>
    indents[index] === -1 ? lines : lines.map((line) => line.replace(indent, '')),
  );
}

/** Lines of code without the white space that all of them begin with. */
export function dedent(lines: readonly string[]): string {
  const indent = indentOf(lines);
  return lines.map((line) => line.slice(indent)).join('\n');
}

function indentOf(lines: readonly string[]): number {
  return lines.reduce(
    (least, line) => Math.min(least, line.length - line.trimStart().length),
    Number.POSITIVE_INFINITY,
  );
}
