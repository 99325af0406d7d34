/**
 * Blocks of entries that follow each other: each is indexed under its blocks as words more, for that is all that ends a
 * search of the index early. A bound on its rows does not: it is only looked at where all that is searched for is found
 * together, and nothing may be. There are small ones and big ones, so that a long row of entries is a few of them.
 */
const MARK = '\u{e006}';
/** How many entries a block has. */
const SMALL = 2 ** 14;
const BIG = 2 ** 17;

/** The words that an entry is indexed under. */
export function blockWords(seq: number): string[] {
  return [SMALL, BIG].map((size) => wordOf(seq, size));
}

/** The first entry that there may be in the small block of this one. */
export function blockStart(seq: number): number {
  return Math.max(0, seq - (seq % SMALL));
}

/** The expression for all entries from the first of a block to this one, and on to the end of its block. */
export function blockExpression(from: number, to: number): string {
  const words: string[] = [];
  for (let start = from; start <= to; ) {
    const size = start % BIG === 0 ? BIG : SMALL;
    words.push(`"${wordOf(start, size)}"`);
    start += size;
  }
  return `(${words.join(' OR ')})`;
}

function wordOf(seq: number, size: number): string {
  return `${MARK}${size === BIG ? 'b' : 's'}${Math.floor(seq / size)}`;
}
