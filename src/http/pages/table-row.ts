/** More columns than these fit on no page. */
const MOST_COLUMNS = 12;
/** How far up the first row of a table is looked for, in UTF-16 code units. */
const FARTHEST = 20_000;

/** A row of a table in an article, with the first row of that table, which usually names the columns. */
export interface TableRow {
  readonly first: readonly string[];
  readonly cells: readonly string[];
}

/**
 * The row of a table that a passage of an article's normalised text is; null where it is none, or the first one itself,
 * which says nothing more.
 */
export function tableRow(text: string, start: number, quote: string): TableRow | null {
  const cells = cellsOf(quote);
  const first = cellsOf(firstRowOf(text, start));
  if (cells === null || first === null || cells.length !== first.length || cells.length > MOST_COLUMNS) return null;
  return { first, cells };
}

/** The line that the table begins with; empty where the passage does not stand below it. */
export function firstRowOf(text: string, start: number): string {
  const above = text.slice(Math.max(0, start - FARTHEST), start);
  const gap = above.lastIndexOf('\n\n');
  if (!above.endsWith('\n') || (gap < 0 && start > FARTHEST)) return '';
  return above.slice(gap < 0 ? 0 : gap + 2).split('\n', 1)[0] ?? '';
}

function cellsOf(line: string): string[] | null {
  if (!/^\| .* \|$/.test(line)) return null;
  return line.slice(2, -2).split(' | ');
}
