import type { Sqlite } from '../sqlite/open-sqlite.ts';
import type { ListQuery, ListSort } from './catalogue.ts';
import type { ListedPage } from './listing.ts';
import { pageWindow } from './page-window.ts';
import { findScope, type Scope } from './scope.ts';
import { parseSearchQuery } from './search-query.ts';

/** A search counts and shows at most so many matches, the newest: what a common word costs does not grow further. */
export const MOST_MATCHES = 10_000;
/** Best-match order ranks the newest so many matches; older ones follow, newest first. */
const RANKED = 500;

/** How much it says that a word stands in this column. */
const WEIGHTS = { title: 8, line: 4, keywords: 3, bullets: 2, source: 1 } as const;
const COLUMNS = Object.keys(WEIGHTS).join(' ');

/** One search over the index. `expression` is all of it, `terms` are its parts. */
interface Search {
  readonly expression: string;
  readonly terms: readonly string[];
}

/**
 * A page of the entries of a scope that contain what is searched for. Without a sort the best matches come first: the
 * more telling the places of the words, the better, and the newer among equals. The built-in bm25 is not used: it
 * visits every row of the index that has one of the words before the first result.
 */
export function searchScope(
  db: Sqlite,
  scope: Scope,
  q: string,
  sort: ListSort | undefined,
  { page, perPage }: Pick<ListQuery, 'page' | 'perPage'>,
): ListedPage {
  const { terms } = parseSearchQuery(q);
  const found = findScope(db, scope);
  if (!found || terms.length === 0) return { ...pageWindow(0, page, perPage), total: 0, seqs: [] };
  const search = { expression: `scope : "${found.id}" AND {${COLUMNS}} : (${terms.join(' AND ')})`, terms };
  const total = countMatches(db, search);
  const window = pageWindow(total, page, perPage);
  return { ...window, total, seqs: matchesInOrder(db, search, sort, window.offset, window.limit) };
}

function countMatches(db: Sqlite, { expression }: Search): number {
  const row = db.get<{ n: number }>(
    'SELECT count(*) AS n FROM (SELECT 1 FROM entry_search WHERE entry_search MATCH ? LIMIT ?)',
    [expression, MOST_MATCHES],
  );
  return row?.n ?? 0;
}

function matchesInOrder(db: Sqlite, search: Search, sort: ListSort | undefined, offset: number, limit: number) {
  if (sort === 'title' || sort === 'source') return sortedMatches(db, search, sort, offset, limit);
  if (sort === 'oldest' || sort === 'newest') return matches(db, search, sort, offset, limit);
  const ranked = rank(db, search, matches(db, search, 'newest', 0, RANKED)).slice(offset, offset + limit);
  const rest = limit - ranked.length;
  return rest > 0 ? [...ranked, ...matches(db, search, 'newest', offset + ranked.length, rest)] : ranked;
}

/** In the order of creation, which the index itself is in. */
function matches(db: Sqlite, { expression }: Search, sort: 'newest' | 'oldest', offset: number, limit: number) {
  const rows = db.all<{ seq: number }>(
    `SELECT rowid AS seq FROM entry_search WHERE entry_search MATCH ?
     ORDER BY rowid ${sort === 'newest' ? 'DESC' : 'ASC'} LIMIT ? OFFSET ?`,
    [expression, limit, offset],
  );
  return rows.map((row) => row.seq);
}

function sortedMatches(db: Sqlite, { expression }: Search, sort: 'title' | 'source', offset: number, limit: number) {
  const order = sort === 'title' ? 'title_key, seq DESC' : 'source_key, source, created_at DESC, seq DESC';
  const rows = db.all<{ seq: number }>(
    `SELECT seq FROM entry WHERE seq IN
       (SELECT rowid FROM entry_search WHERE entry_search MATCH ? ORDER BY rowid DESC LIMIT ?)
     ORDER BY ${order} LIMIT ? OFFSET ?`,
    [expression, MOST_MATCHES, limit, offset],
  );
  return rows.map((row) => row.seq);
}

/** `seqs` are matches, newest first. A column counts once for any of the words, and once more for all of them. */
function rank(db: Sqlite, { expression, terms }: Search, seqs: readonly number[]): number[] {
  const oldest = seqs.at(-1);
  if (oldest === undefined) return [];
  const scores = new Map(seqs.map((seq) => [seq, 0]));
  const ways = terms.length > 1 ? [terms.join(' OR '), terms.join(' AND ')] : terms;
  for (const [column, weight] of Object.entries(WEIGHTS)) {
    for (const words of ways) {
      const rows = db.all<{ seq: number }>(
        'SELECT rowid AS seq FROM entry_search WHERE entry_search MATCH ? AND rowid >= ?',
        [`${expression} AND ${column} : (${words})`, oldest],
      );
      for (const { seq } of rows) scores.set(seq, (scores.get(seq) ?? 0) + weight);
    }
  }
  return seqs.toSorted((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0) || b - a);
}
