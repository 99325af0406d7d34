import type { Range } from '../article/article.ts';
import { oncePerArticle } from './once-per-passage.ts';
import { cellsIn } from './row-cells.ts';

const WIDEST = 600; // characters of a row that are looked at
const MOST_ROWS = 40;

/** A table of an article: its cells, as far as they are looked at. It reaches from its head to its last row. */
export interface Table extends Range {
  /** The cells of its head, without the first. */
  readonly heads: readonly Range[];
  readonly rows: readonly Row[];
}

export interface Row {
  /** Its first cell. */
  readonly label: Range;
  readonly cells: readonly Range[];
}

/** The tables of an article that have a row below their head, in order. */
export const tablesOf = oncePerArticle(({ passages, article }): readonly Table[] => {
  const tables = new Map<number, Range[]>();
  for (const { kind, block, start, end } of passages) {
    if (kind !== 'table') continue;
    const rows = tables.get(block) ?? [];
    if (rows.length < MOST_ROWS) rows.push({ start, end: Math.min(end, start + WIDEST) });
    tables.set(block, rows);
  }
  return [...tables.values()].flatMap(([top, ...rest]): Table[] => {
    const end = rest.at(-1)?.end;
    if (!top || end === undefined) return [];
    const rows = rest.flatMap((row): Row[] => {
      const [label, ...cells] = cellsIn(row, article.text);
      return label ? [{ label, cells }] : [];
    });
    return [{ start: top.start, end, heads: cellsIn(top, article.text).slice(1), rows }];
  });
});
