import type { Sqlite } from '../sqlite/sqlite.ts';
import type { ListQuery, ListSort } from './catalogue.ts';
import type { ListedPage } from './listing.ts';
import { pageWindow } from './page-window.ts';
import { findScope, type Scope } from './scope.ts';
import { type Phrase, parseSearchQuery } from './search-query.ts';
import { marks, phraseExpression, scopeExpression } from './search-words.ts';

/** A search counts and shows at most so many matches, the newest: what a common word costs does not grow further. */
const MOST_MATCHES = 10_000;
/** Best-match order ranks the newest so many matches of each way to match; the others follow, newest first. */
const RANKED = 200;
/** With fewer matches than this, the last word is taken for the beginning of up to so many words of the index. */
const FEW_MATCHES = 10;
const MOST_COMPLETIONS = 20;

/** How much it says that any, or every, word stands in this part rather than in a bullet or the source. */
const WAYS = [
  { mark: marks.title, joint: ' OR ', weight: 8 },
  { mark: marks.title, joint: ' AND ', weight: 8 },
  { mark: marks.line, joint: ' OR ', weight: 4 },
  { mark: marks.keywords, joint: ' OR ', weight: 3 },
] as const;

/** Any one of these phrases must be found. */
type Term = readonly Phrase[];

interface Search {
  readonly scope: number;
  readonly terms: readonly Term[];
  readonly expression: string;
  /** Up to the limit. */
  readonly total: number;
}

/**
 * A page of the entries of a scope that contain what is searched for. Without a sort the best matches come first: the
 * more telling the places of the words, the better, and the newer among equals. FTS5's own bm25 is not used: it visits
 * every row that has one of the words before it gives its first result.
 */
export function searchScope(
  db: Sqlite,
  scope: Scope,
  q: string,
  sort: ListSort | undefined,
  { page, perPage }: Pick<ListQuery, 'page' | 'perPage'>,
): ListedPage {
  const found = findScope(db, scope);
  const { phrases, open } = parseSearchQuery(q);
  if (!found || phrases.length === 0) return { ...pageWindow(0, page, perPage), total: 0, seqs: [] };
  const exact = createSearch(
    db,
    found.id,
    phrases.map((phrase) => [phrase]),
  );
  const search = open && exact.total < FEW_MATCHES ? completed(db, exact) : exact;
  const window = pageWindow(search.total, page, perPage);
  return { ...window, total: search.total, seqs: matchesInOrder(db, search, sort, window.offset, window.limit) };
}

function createSearch(db: Sqlite, scope: number, terms: readonly Term[]): Search {
  const expression = [scopeExpression(scope), ...terms.map((term) => anyOf(term))].join(' AND ');
  const row = db.get<{ total: number }>(
    'SELECT count(*) AS total FROM (SELECT 1 FROM entry_search WHERE entry_search MATCH ? LIMIT ?)',
    [expression, MOST_MATCHES],
  );
  return { scope, terms, expression, total: row?.total ?? 0 };
}

/** The same search, with the last word standing for those that begin with it as well. */
function completed(db: Sqlite, search: Search): Search {
  const last = search.terms.at(-1) ?? [];
  const completions = wordsBeginning(db, last[0]?.[0] ?? '').map((word) => [word]);
  return createSearch(db, search.scope, [...search.terms.slice(0, -1), [...last, ...completions]]);
}

/** One seek for each word, past its rows: FTS5's own prefix search reads every row of all of them first. */
function wordsBeginning(db: Sqlite, beginning: string): string[] {
  const folded = beginning
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  const words: string[] = [];
  let after = folded;
  while (words.length < MOST_COMPLETIONS) {
    const next = db.get<{ term: string }>('SELECT term FROM entry_word WHERE term > ? LIMIT 1', [after])?.term;
    if (!next?.startsWith(folded)) break;
    // Words of the index are stems, and are stemmed again when searched for: only a single s at their end would be lost.
    words.push(/[^s]s$/.test(next) ? `${next}es` : next);
    after = next;
  }
  return words;
}

function matchesInOrder(db: Sqlite, search: Search, sort: ListSort | undefined, offset: number, limit: number) {
  if (sort === 'title' || sort === 'source') return sortedMatches(db, search, sort, offset, limit);
  if (sort === 'oldest' || sort === 'newest') return matches(db, search.expression, sort, offset, limit);
  const best = bestMatches(db, search);
  if (offset + limit <= best.length) return best.slice(offset, offset + limit);
  const ranked = new Set(best);
  const others = matches(db, search.expression, 'newest', 0, offset + limit).filter((seq) => !ranked.has(seq));
  return [...best, ...others].slice(offset, offset + limit);
}

/** In the order of creation, which the index itself is in. */
function matches(db: Sqlite, expression: string, sort: 'newest' | 'oldest', offset: number, limit: number): number[] {
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

/** By the sum of the ways in which they match; among equals, the newer comes first. */
function bestMatches(db: Sqlite, { expression, terms }: Search): number[] {
  const scores = new Map(matches(db, expression, 'newest', 0, RANKED).map((seq) => [seq, 0]));
  for (const { mark, joint, weight } of WAYS) {
    const words = terms.map((term) => anyOf(term, mark)).join(joint);
    for (const seq of matches(db, `${expression} AND (${words})`, 'newest', 0, RANKED)) {
      scores.set(seq, (scores.get(seq) ?? 0) + weight);
    }
  }
  return Array.from(scores)
    .sort(([seqA, a], [seqB, b]) => b - a || seqB - seqA)
    .map(([seq]) => seq);
}

function anyOf(term: Term, mark?: string): string {
  return `(${term.map((phrase) => phraseExpression(phrase, mark)).join(' OR ')})`;
}
