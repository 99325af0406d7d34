import type { Sqlite } from '../../sqlite/sqlite.ts';
import type { ListQuery, ListSort } from '../catalogue.ts';
import type { ListedPage } from '../listing.ts';
import { pageWindow } from '../page-window.ts';
import type { Scope } from '../scope.ts';
import {
  type Alternatives,
  alternativesOf,
  completionsOf,
  conjunctOf,
  type Filter,
  filterOf,
  MOST_COMPLETIONS,
} from './expression.ts';
import { findMatches, type Matches } from './matches.ts';
import { parseSearchQuery, type SearchTerm } from './query.ts';
import { bestMatches } from './ranking.ts';
import { newestEntry } from './reach.ts';
import type { TagNames } from './tag-names.ts';
import { isWellSpelt, likelyWord } from './vocabulary.ts';

/**
 * A search counts and shows at most so many matches, the newest, and looks for what is excluded among so many of the rest:
 * what a common word costs does not grow further.
 */
const MOST_MATCHES = 10_000;
/** With fewer matches than this, the last word is taken for the beginning of others as well. */
const FEW_MATCHES = 10;
/** With fewer than this, words may have been misspelt. */
const HARDLY_ANY = 3;
/** Of so many words at most is another spelling looked for: each takes some milliseconds. */
const MOST_MISSPELT = 3;

export interface FoundPage extends ListedPage {
  /** What was searched for, for highlights. */
  readonly terms: readonly Alternatives[];
  readonly suggestion: string | null;
  readonly corrected: boolean;
  readonly complete: boolean;
  readonly hints: readonly string[];
}

interface Search extends Matches {
  readonly terms: readonly Alternatives[];
}

type Searched = Pick<ListQuery, 'page' | 'perPage' | 'sort' | 'exact'> & {
  readonly q: string;
  /** Default: tags are known by their ids alone. */
  readonly tagNames?: TagNames | undefined;
};

/** A page of the entries of a scope that are what is searched for. Without a sort the best matches come first. */
export function searchScope(db: Sqlite, scope: Scope, query: Searched): FoundPage {
  const { q, page, perPage, sort, tagNames = new Map() } = query;
  const asked = parseSearchQuery(q);
  const hints = [...asked.hints];
  const nothing = {
    ...pageWindow(0, page, perPage),
    total: 0,
    seqs: [],
    terms: [],
    suggestion: null,
    ...{ corrected: false, complete: true },
  };
  const { terms, ...filters } = asked;
  const empty = terms.length === 0 && Object.values({ ...filters, hints: [] }).every((each) => !each?.length);
  const filter = empty ? null : filterOf(db, scope, asked, tagNames, hints);
  if (filter === null) return { ...nothing, hints };

  const found = searchFor(db, filter, terms);
  const better =
    query.exact || found.seqs.length >= HARDLY_ANY ? null : respelt(db, filter, asked.terms, q, found.seqs.length);
  const corrected = better !== null && found.seqs.length === 0;
  const shown = corrected ? better.search : found;
  if (shown.bounded) hints.push('What is excluded was looked for among the newest 10,000 of the rest alone.');
  if (shown.since > 0) hints.push(lookedThrough(db, shown.since));
  if (completionsOf(terms) < MOST_COMPLETIONS) hints.push('So many unfinished words stand for a few words each.');
  const total = shown.seqs.length;
  const complete = total < MOST_MATCHES && shown.since === 0 && !shown.bounded;
  const window = pageWindow(total, page, perPage);
  const seqs = matchesInOrder(db, shown, sort, window.offset, window.limit);
  const suggestion = better?.text ?? null;
  return { ...window, total, seqs, terms: shown.terms, suggestion, corrected, complete, hints };
}

function lookedThrough(db: Sqlite, since: number): string {
  const looked = (newestEntry(db) - since + 1).toLocaleString('en');
  return `Only about the newest ${looked} articles were looked through: these words are common, and there may be more.`;
}

function searchFor(db: Sqlite, filter: Filter, terms: readonly SearchTerm[]): Search {
  const search = createSearch(db, filter, terms, false);
  const open = terms.at(-1)?.beginning === 'perhaps';
  return open && search.seqs.length < FEW_MATCHES ? createSearch(db, filter, terms, true) : search;
}

function createSearch(db: Sqlite, filter: Filter, given: readonly SearchTerm[], complete: boolean): Search {
  const most = completionsOf(given);
  const terms = given.map((term) => alternativesOf(db, term, { complete, most }));
  const conjuncts = terms.map((term) => conjunctOf(term));
  return { terms, ...findMatches(db, filter, conjuncts, { most: MOST_MATCHES }) };
}

/** The same search with words that the catalogue has, if it finds more. */
function respelt(db: Sqlite, filter: Filter, terms: readonly SearchTerm[], q: string, total: number) {
  const doubtful = new Set(terms.flatMap(({ phrase }) => phrase.filter((word) => !isWellSpelt(db, word))));
  const meant = new Map([...doubtful].slice(0, MOST_MISSPELT).map((word) => [word, likelyWord(db, word)]));
  let text = q;
  const likely: SearchTerm[] = [];
  for (const term of terms.toReversed()) {
    const phrase = term.phrase.map((word) => meant.get(word) ?? word);
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
  if (sort === 'oldest') return search.oldest(limit, offset);
  if (sort !== undefined) return sortedMatches(db, search, sort, offset, limit);
  const best = bestMatches(db, search, search.terms);
  if (offset + limit <= best.length) return best.slice(offset, offset + limit);
  const ranked = new Set(best);
  return [...best, ...seqs.filter((seq) => !ranked.has(seq))].slice(offset, offset + limit);
}

function sortedMatches(db: Sqlite, { seqs }: Search, sort: 'title' | 'source', offset: number, limit: number) {
  const order = sort === 'title' ? 'title_key, seq DESC' : 'source_key, source, created_at DESC, seq DESC';
  const rows = db.all<{ seq: number }>(
    `SELECT seq FROM entry WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY ${order} LIMIT ? OFFSET ?`,
    [JSON.stringify(seqs), limit, offset],
  );
  return rows.map((row) => row.seq);
}
