import type { Range } from '../article/article.ts';
import type { ArticleIndex } from './article-index.ts';
import { cellsIn, columnAt } from './row-cells.ts';
import { firstFrom } from './within.ts';

/** First cell of the row and head of the column of a place in a table. */
export function cellsOf(index: ArticleIndex, at: number, { start }: Range): { label?: Range; head?: Range } {
  const { article, passages } = index;
  const row = passages[at];
  const block = article.blocks[row?.block ?? -1];
  const top = block && passages[firstFrom(passages, block.start)];
  if (!row) return {};
  const cells = cellsIn(row, article.text);
  const [label] = cells;
  const head = top && top !== row ? cellsIn(top, article.text)[columnAt(cells, start)] : undefined;
  return { ...(label && { label }), ...(head && { head }) };
}
