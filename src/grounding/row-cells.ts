import type { Range } from '../article/article.ts';

const WIDEST = 2000; // characters of a row that are looked at

/** The cells of a row of a table, which are parted by `|`; a first and a last one belong to no cell. */
export function cellsIn({ start, end }: Range, text: string): Range[] {
  const row = text.slice(start, Math.min(end, start + WIDEST));
  let next = row.startsWith('|') ? start + 1 : start;
  return row
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => {
      const range = { start: next, end: next + cell.length };
      next = range.end + 1;
      return range;
    });
}

/** Which of the cells of a row a place in it is in; -1 before the first. */
export function columnAt(cells: readonly Range[], offset: number): number {
  return cells.findLastIndex(({ start }) => start <= offset);
}
