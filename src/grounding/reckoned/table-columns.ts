import { nounsAfter } from '../figures/counted-nouns.ts';
import type { Figure } from '../figures/figures.ts';
import { oncePerArticle } from '../once-per-passage.ts';
import { cellsOf } from '../table-cells.ts';
import { figuresIn, type Search } from './search.ts';

const LEAST_ROWS = 3;
const MOST_ROWS = 200; // of all tables

interface Column {
  readonly unit: Figure['unit'];
  /** Its first cell, in lower case. */
  readonly head: string;
  readonly rows: number;
  readonly total: number;
  readonly passage: number;
}

/** Position of a row of a table of which one column adds up to what a claim says of a total, or counts by its head. */
export function ofTableTotal({ asked: { claimed, total, fits }, claim, index }: Search): number | null {
  if (claimed.fraction || claimed.unit === 'percent' || claimed.unit === 'times') return null;
  const nouns = nounsAfter(claimed, claim.words);
  const column = columnsOf(index).find(
    ({ unit, head, rows, total: sum }) =>
      rows >= LEAST_ROWS &&
      unit === claimed.unit &&
      fits(sum) &&
      (total || [...nouns].some((noun) => head.includes(noun))),
  );
  return column?.passage ?? null;
}

const columnsOf = oncePerArticle((index) => {
  const columns = new Map<string, Column>();
  let seen = 0;
  for (const [passage, range] of index.passages.entries()) {
    if (range.kind !== 'table') continue;
    seen += 1;
    if (seen > MOST_ROWS) break;
    for (const figure of figuresIn(range, index)) {
      const { head } = cellsOf(index, passage, figure);
      if (!head || head.start >= figure.start || figure.fraction) continue;
      const key = `${head.start} ${figure.unit}`;
      const { rows, total } = columns.get(key) ?? { rows: 0, total: 0 };
      const written = index.textOf(head).toLowerCase();
      columns.set(key, { unit: figure.unit, head: written, rows: rows + 1, total: total + figure.value, passage });
    }
  }
  return [...columns.values()];
});
