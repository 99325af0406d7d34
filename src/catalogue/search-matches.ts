import type { Sqlite } from '../sqlite/sqlite.ts';

/** What is found. */
export interface Matches {
  /** What all of it matches, as an expression of the index. */
  readonly expression: string;
  /** Newest first. */
  readonly seqs: readonly number[];
  /** Whether something is excluded: what matches the expression is found only if it is one of `seqs`. */
  readonly excluding: boolean;
  /** Whether what is excluded was looked for among the newest alone. */
  readonly bounded: boolean;
}

interface Range {
  /** At most so many. Default: all. */
  readonly most?: number;
  /** Entries before that one are passed over. */
  readonly from?: number;
}

/** Where at least one of so many entries is looked at, all that is excluded since the oldest of these is read. */
const OF_FEW = 20;

/** What an expression of the index matches, newest first, which is the order of the index. */
export function newestMatches(db: Sqlite, expression: string, { most = -1, from = 0 }: Range): number[] {
  // Numbers are bound as REAL, which FTS5 takes for no bound: it would read whatever is older, too.
  const row = db.get<{ seqs: string }>(
    `SELECT json_group_array(rowid) AS seqs FROM
       (SELECT rowid FROM entry_search WHERE entry_search MATCH ? AND rowid >= CAST(? AS INTEGER)
        ORDER BY rowid DESC LIMIT ?)`,
    [expression, from, most],
  );
  return JSON.parse(row?.seqs ?? '[]') as number[];
}

/**
 * The newest that match an expression; of these, where another one tells what is excluded, those that do not match that. (FTS5's
 * own NOT would go on to the next that is left, however far back.)
 */
export function findMatches(db: Sqlite, expression: string, without: string | null, most: number): Matches {
  const seqs = newestMatches(db, expression, { most });
  if (without === null) return { expression, seqs, excluding: false, bounded: false };
  const oldest = seqs.at(-1) ?? 0;
  const newest = db.get<{ seq: number | null }>('SELECT max(seq) AS seq FROM entry')?.seq ?? 0;
  // AND, too, goes on to the next that matches both, but not for long where what is looked at is rare.
  const excluded = newest - oldest <= OF_FEW * seqs.length ? without : `(${expression}) AND (${without})`;
  const left = new Set(seqs);
  for (const seq of newestMatches(db, excluded, { from: oldest })) left.delete(seq);
  return { expression, seqs: [...left], excluding: true, bounded: seqs.length === most };
}
