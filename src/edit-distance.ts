/** Letters to leave out, put in, replace or swap with the next (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  const [from, to] = [Array.from(a), Array.from(b)];
  let before: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [row, letter] of from.entries()) {
    const next = [row + 1];
    for (const [column, other] of to.entries()) {
      const replaced = (last[column] ?? 0) + (letter === other ? 0 : 1);
      const swaps = row > 0 && column > 0 && letter === to[column - 1] && from[row - 1] === other;
      const swapped = swaps ? (before[column - 1] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min((last[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1, replaced, swapped));
    }
    before = last;
    last = next;
  }
  return last[to.length] ?? 0;
}
