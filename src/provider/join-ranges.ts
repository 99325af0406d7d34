import type { Range } from '../article/article.ts';

/** Ranges of a text in order; those that overlap, or have nothing but white space between them, as one. */
export function joinRanges(ranges: readonly Range[], text: string): Range[] {
  const joined: Range[] = [];
  for (const range of ranges.toSorted((one, two) => one.start - two.start)) {
    const last = joined.pop();
    if (last === undefined) joined.push(range);
    else if (text.slice(last.end, range.start).trim() !== '') joined.push(last, range);
    else joined.push({ start: last.start, end: Math.max(last.end, range.end) });
  }
  return joined;
}
