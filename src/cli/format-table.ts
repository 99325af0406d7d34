import type { Terminal } from './terminal.ts';
import { displayWidth } from './wrap-text.ts';

/**
 * Rows below their head, each ending in a line end: names to the left, figures to the right. A terminal that is too narrow
 * for that gets the figures of each row one below the other.
 */
export function formatTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { width, style }: Pick<Terminal, 'width' | 'style'>,
): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => displayWidth(row[column] ?? ''))));
  const whole = widths.reduce((sum, one) => sum + one + 2, -2);
  const lines = whole <= width ? beside(head, rows, widths, style) : below(head, rows, style);
  return lines.map((line) => `${line}\n`).join('');
}

function beside(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  widths: readonly number[],
  style: Terminal['style'],
): string[] {
  const lineOf = (row: readonly string[]) =>
    row
      .map((cell, column) => {
        const room = ' '.repeat(Math.max(0, (widths[column] ?? 0) - displayWidth(cell)));
        return column === 0 ? `${cell}${room}` : `${room}${cell}`;
      })
      .join('  ')
      .trimEnd();
  return [style('dim', lineOf(head)), ...rows.map(lineOf)];
}

function below(head: readonly string[], rows: readonly (readonly string[])[], style: Terminal['style']): string[] {
  const widest = Math.max(...head.slice(1).map(displayWidth));
  return rows.flatMap(([name = '', ...cells]) => [
    name,
    ...cells.map((cell, index) => `  ${style('dim', (head[index + 1] ?? '').padEnd(widest))}  ${cell}`),
  ]);
}
