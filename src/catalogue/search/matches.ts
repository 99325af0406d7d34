import type { Sqlite } from '../../sqlite/sqlite.ts';
import type { Filter } from './expression.ts';
import { type Conjunct, newestEntry, reachOf } from './reach.ts';

/** What is found. */
export interface Matches {
  /** Newest first. */
  readonly seqs: readonly number[];
  /** Those that match an expression of the index as well, which says all that the terms do, and more. */
  readonly also: (expression: string) => number[];
  /** The newest so many of those, as far as they are soon found; where not all that there is was found, older ones, too. */
  readonly newestAlso: (expression: string, most: number) => number[];
  /** All of it, oldest first. */
  readonly oldest: (limit: number, offset: number) => number[];
  /** The first entry that was looked at; 0: all were. */
  readonly since: number;
  /** Whether what is excluded was looked for among the newest alone. */
  readonly bounded: boolean;
}

interface Range {
  /** At most so many. Default: all. */
  readonly most?: number;
  /** Entries before that one are passed over. */
  readonly from?: number;
  /** And those after that one. */
  readonly to?: number;
}

/** Of what is narrower, so many of the newest are looked at for those that the filter leaves. */
const MOST_NARROWER = 1_000;
/** Where at least one of so many entries is looked at, all that is excluded since the oldest of these is read. */
const OF_FEW = 20;

/** What an expression of the index matches, newest first, which is the order of the index. */
export function newestMatches(
  db: Sqlite,
  expression: string,
  { most = -1, from = 0, to = Number.MAX_SAFE_INTEGER }: Range,
): number[] {
  // Numbers are bound as REAL, which FTS5 takes for no bound: it would read whatever is older, too.
  const row = db.get<{ seqs: string }>(
    `SELECT json_group_array(rowid) AS seqs FROM
       (SELECT rowid FROM entry_search WHERE entry_search MATCH ? AND rowid BETWEEN CAST(? AS INTEGER) AND CAST(? AS INTEGER)
        ORDER BY rowid DESC LIMIT ?)`,
    [expression, from, to, most],
  );
  return JSON.parse(row?.seqs ?? '[]') as number[];
}

/**
 * The newest that have all terms and are as the filter says; where something is excluded, those of them without it. (FTS5's
 * own NOT would go on to the next that is left, however far back.)
 */
export function findMatches(
  db: Sqlite,
  filter: Filter,
  terms: readonly Conjunct[],
  { most, steps }: { readonly most: number; readonly steps?: number },
): Matches {
  const { without } = filter;
  const reach = reachOf(db, [...filter.all, ...terms], steps);
  const wanted = terms.map(({ expression }) => expression);
  const within = (parts: readonly string[]) => whole(filter, reach.blocks === null ? parts : [...parts, reach.blocks]);
  const all = within(wanted);
  const found = newestMatches(db, all, { most });
  const since = found.length < most ? reach.since : 0;
  const seqs = without === null ? found : withoutThose(db, found, `(${all})`, without);
  const left = new Set(seqs);
  const [newest = 0, oldest = 0] = [seqs[0], seqs.at(-1)];
  const endless = found.length === most;
  return {
    ...{ seqs, since, bounded: without !== null && endless },
    also: (expression) => newestMatches(db, within([expression]), { from: oldest }).filter((seq) => left.has(seq)),
    newestAlso(expression, limit) {
      if (without === null && endless) return newestMatches(db, within([expression]), { most: limit });
      const narrower = reach.blocks === null ? expression : `(${expression}) AND ${reach.blocks}`;
      const some = newestMatches(db, narrower, { from: oldest, to: newest, most: MOST_NARROWER });
      return some.filter((seq) => left.has(seq)).slice(0, limit);
    },
    oldest(limit, offset) {
      if (without !== null) return seqs.toReversed().slice(offset, offset + limit);
      // Where so many are found, the next is never far.
      return oldestMatches(db, endless ? whole(filter, wanted) : all, limit, offset);
    },
  };
}

function withoutThose(db: Sqlite, found: readonly number[], all: string, without: string): number[] {
  const oldest = found.at(-1) ?? 0;
  // AND, too, goes on to the next that matches both, but not for long where what is looked at is rare.
  const excluded = newestEntry(db) - oldest <= OF_FEW * found.length ? without : `${all} AND (${without})`;
  const left = new Set(found);
  for (const seq of newestMatches(db, excluded, { from: oldest })) left.delete(seq);
  return [...left];
}

function whole({ all, seldom }: Filter, parts: readonly string[]): string {
  const positive = [...parts, ...all.map(({ expression }) => expression)].map((each) => `(${each})`).join(' AND ');
  return seldom === null ? positive : `(${positive}) NOT ${seldom}`;
}

function oldestMatches(db: Sqlite, expression: string, limit: number, offset: number): number[] {
  const rows = db.all<{ seq: number }>(
    'SELECT rowid AS seq FROM entry_search WHERE entry_search MATCH ? ORDER BY rowid LIMIT ? OFFSET ?',
    [expression, limit, offset],
  );
  return rows.map((row) => row.seq);
}
