/** The rows that a terminal shows after it was written this, as far as erasing lines and moving up and down goes. */
export function screenOf(written: string, columns = Number.POSITIVE_INFINITY): string[] {
  const rows = [''];
  let row = 0;
  let column = 0;
  const put = (character: string) => {
    if (column >= columns) {
      row += 1;
      column = 0;
    }
    const line = (rows[row] ?? '').padEnd(column);
    rows[row] = line.slice(0, column) + character + line.slice(column + 1);
    column += 1;
  };
  for (const [piece] of written.matchAll(/(?!\n)\p{Cc}\[[?\d;]*[A-Za-z]|[\s\S]/gu)) {
    const count = Number(/\d+/.exec(piece)?.[0] ?? 1);
    if (piece === '\n') {
      row += 1;
      column = 0;
      rows[row] ??= '';
    } else if (piece === '\r') column = 0;
    else if (piece.length === 1) put(piece);
    else if (piece.endsWith('A')) row = Math.max(0, row - count);
    else if (piece.endsWith('B')) row += count;
    else if (piece.endsWith('G')) column = count - 1;
    else if (piece === '\u001b[2K') rows[row] = '';
    else if (piece === '\u001b[K') rows[row] = (rows[row] ?? '').slice(0, column);
  }
  return Array.from(rows, (line) => line ?? '');
}
