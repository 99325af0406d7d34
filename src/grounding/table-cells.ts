import type { Range } from '../article/article.ts';
import type { ArticleIndex } from './article-index.ts';
import { firstFrom } from './within.ts';

const WIDEST = 2000; // characters of a row that are looked at

/** First cell of the row and head of the column of a place in a table. Cells are parted by `|`. */
export function cellsOf(index: ArticleIndex, at: number, range: Range): { label?: Range; head?: Range } {
  const row = index.passages[at];
  if (!row) return {};
  const head = headOf(index, at);
  const text = index.textOf(row).slice(0, WIDEST);
  const column = text.slice(0, range.start - row.start).split('|').length - 1;
  const label = cell(text, row.start, text.startsWith('|') ? 1 : 0);
  const top = head && head !== row ? cell(index.textOf(head).slice(0, WIDEST), head.start, column) : undefined;
  return { ...(label ? { label } : {}), ...(top ? { head: top } : {}) };
}

/** The first row of the table that a passage belongs to. */
function headOf({ article, passages }: ArticleIndex, at: number) {
  const block = article.blocks[passages[at]?.block ?? -1];
  return block && passages[firstFrom(passages, block.start)];
}

function cell(row: string, offset: number, column: number): Range | undefined {
  const cells = row.split('|');
  const text = cells[column];
  if (text === undefined) return undefined;
  const start = offset + cells.slice(0, column).reduce((sum, one) => sum + one.length + 1, 0);
  return { start, end: start + text.length };
}
