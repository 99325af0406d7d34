import type { Sqlite } from '../sqlite/sqlite.ts';
import type { ListQuery, ListSort } from './catalogue.ts';
import type { ListedPage } from './listing.ts';
import { pageWindow } from './page-window.ts';
import type { Scope } from './scope.ts';
import { type Alternatives, alternativesOf, anyOf, type Filter, filterOf } from './search-expression.ts';
import { findMatches, type Matches } from './search-matches.ts';
import { parseSearchQuery, type SearchTerm } from './search-query.ts';
import { bestMatches } from './search-ranking.ts';
import { likelyWord } from './search-vocabulary.ts';

/**
 * A search counts and shows at most so many matches, the newest, and looks for what is excluded among so many of the rest:
 * what a common word costs does not grow further.
 */
const MOST_MATCHES = 10_000;
/** With fewer matches than this, the last word is taken for the beginning of others as well. */
const FEW_MATCHES = 10;
/** With fewer than this, words may have been misspelt. */
const HARDLY_ANY = 3;

export interface FoundPage extends ListedPage {
  /** What was searched for, for highlights. */
  readonly terms: readonly Alternatives[];
  readonly suggestion: string | null;
  readonly corrected: boolean;
  readonly hints: readonly string[];
}

interface Search extends Matches {
  readonly terms: readonly Alternatives[];
}

type Searched = Pick<ListQuery, 'page' | 'perPage' | 'sort' | 'exact'> & { readonly q: string };

/** A page of the entries of a scope that are what is searched for. Without a sort the best matches come first. */
export function searchScope(db: Sqlite, scope: Scope, query: Searched): FoundPage {
  const { q, page, perPage, sort } = query;
  const asked = parseSearchQuery(q);
  const hints = [...asked.hints];
  const nothing = {
    ...pageWindow(0, page, perPage),
    total: 0,
    seqs: [],
    terms: [],
    suggestion: null,
    corrected: false,
  };
  const { terms, ...filters } = asked;
  const empty = terms.length === 0 && Object.values({ ...filters, hints: [] }).every((each) => !each?.length);
  const filter = empty ? null : filterOf(db, scope, asked, hints);
  if (filter === null) return { ...nothing, hints };

  const found = searchFor(db, filter, terms);
  const better =
    query.exact || found.seqs.length >= HARDLY_ANY ? null : respelt(db, filter, asked.terms, q, found.seqs.length);
  const corrected = better !== null && found.seqs.length === 0;
  const shown = corrected ? better.search : found;
  if (shown.bounded) hints.push('What is excluded was looked for among the newest 10,000 of the rest alone.');
  const total = shown.seqs.length;
  const window = pageWindow(total, page, perPage);
  const seqs = matchesInOrder(db, shown, sort, window.offset, window.limit);
  const suggestion = better?.text ?? null;
  return { ...window, total, seqs, terms: shown.terms, suggestion, corrected, hints };
}

function searchFor(db: Sqlite, filter: Filter, terms: readonly SearchTerm[]): Search {
  const search = createSearch(db, filter, terms, false);
  const open = terms.at(-1)?.beginning === 'perhaps';
  return open && search.seqs.length < FEW_MATCHES ? createSearch(db, filter, terms, true) : search;
}

function createSearch(db: Sqlite, filter: Filter, given: readonly SearchTerm[], complete: boolean): Search {
  const terms = given.map((term) => alternativesOf(db, term, complete));
  const expression = [filter.all, ...terms.map((term) => anyOf(term))].join(' AND ');
  return { terms, ...findMatches(db, expression, filter.without, MOST_MATCHES) };
}

/** The same search with words that the catalogue has, if it finds more. */
function respelt(db: Sqlite, filter: Filter, terms: readonly SearchTerm[], q: string, total: number) {
  let text = q;
  const likely: SearchTerm[] = [];
  for (const term of terms.toReversed()) {
    const phrase = term.phrase.map((word) => likelyWord(db, word) ?? word);
    likely.unshift({ ...term, phrase });
    for (const [at, { start, end }] of Array.from(term.at.entries()).reverse()) {
      if (phrase[at] !== term.phrase[at]) text = `${text.slice(0, start)}${phrase[at]}${text.slice(end)}`;
    }
  }
  if (text === q) return null;
  const search = searchFor(db, filter, likely);
  return search.seqs.length > total ? { text, search } : null;
}

function matchesInOrder(db: Sqlite, search: Search, sort: ListSort | undefined, offset: number, limit: number) {
  const { seqs } = search;
  if (limit === 0) return [];
  if (sort === 'newest') return seqs.slice(offset, offset + limit);
  if (sort === 'oldest') return oldestMatches(db, search, offset, limit);
  if (sort !== undefined) return sortedMatches(db, search, sort, offset, limit);
  const best = bestMatches(db, search, search.terms);
  if (offset + limit <= best.length) return best.slice(offset, offset + limit);
  const ranked = new Set(best);
  return [...best, ...seqs.filter((seq) => !ranked.has(seq))].slice(offset, offset + limit);
}

/** Of all matches; where something is excluded, of those that were looked at. */
function oldestMatches(db: Sqlite, { expression, seqs, excluding }: Search, offset: number, limit: number) {
  if (excluding) return seqs.toReversed().slice(offset, offset + limit);
  const rows = db.all<{ seq: number }>(
    'SELECT rowid AS seq FROM entry_search WHERE entry_search MATCH ? ORDER BY rowid LIMIT ? OFFSET ?',
    [expression, limit, offset],
  );
  return rows.map((row) => row.seq);
}

function sortedMatches(db: Sqlite, { seqs }: Search, sort: 'title' | 'source', offset: number, limit: number) {
  const order = sort === 'title' ? 'title_key, seq DESC' : 'source_key, source, created_at DESC, seq DESC';
  const rows = db.all<{ seq: number }>(
    `SELECT seq FROM entry WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY ${order} LIMIT ? OFFSET ?`,
    [JSON.stringify(seqs), limit, offset],
  );
  return rows.map((row) => row.seq);
}
