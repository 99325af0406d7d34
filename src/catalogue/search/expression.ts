import type { Sqlite } from '../../sqlite/sqlite.ts';
import { followTag } from '../../tags/tag-change.ts';
import { findScope, type Scope, type ScopeCount } from '../scope.ts';
import { sortKey } from '../sort-key.ts';
import { readTagChanges } from '../tags-now.ts';
import { spanWords } from './days.ts';
import { foldWord, type Phrase, type SearchQuery, type SearchTerm } from './query.ts';
import type { Conjunct } from './reach.ts';
import { type TagNames, tagCalled } from './tag-names.ts';
import { isUnspaced } from './unspaced.ts';
import { wordsBeginning } from './vocabulary.ts';
import { dayExpression, dayTermPrefix, marks, phraseExpression, scopeExpression } from './words.ts';

/** Any one of these phrases must be found. */
export type Alternatives = readonly Phrase[];

export const MOST_COMPLETIONS = 20;
/** Of many beginnings each stands for fewer words: every one is looked up by itself. */
const ALL_COMPLETIONS = 60;
const LEAST_COMPLETIONS = 2;
/** Of words that begin alike, so many are common. */
const MOST_COMMON = 3;
/** A letter of a script without spaces is the first of so many pairs. */
const MOST_PAIRS = 300;
/** A source may be named by its beginning, which so many may share. */
const MOST_SOURCES = 20;

/** What narrows a search, as expressions of the index. */
export interface Filter {
  /** What entries must be. */
  readonly all: readonly Conjunct[];
  /** What they must not be, as this is seldom; null: nothing. */
  readonly seldom: string | null;
  /** What they must not have, as it was asked for; null: nothing. */
  readonly without: string | null;
}

/** Null when nothing is like that. Adds to `hints` why. */
export function filterOf(
  db: Sqlite,
  scope: Scope,
  query: SearchQuery,
  tagNames: TagNames,
  hints: string[],
): Filter | null {
  const inTag = (tag: string) => tagLike(db, scope, tag, tagNames);
  const base = findScope(db, scope);
  const ids: number[][] = [];
  for (const tag of query.tags) {
    const found = inTag(tag);
    if (!found?.n) hints.push(`No entry has the tag “${short(tag)}”.`);
    ids.push(found?.n ? [found.id] : []);
  }
  for (const source of query.sources) {
    const found = sourcesLike(db, scope, source);
    if (found.length === 0) hints.push(`No entry is of a source that is called “${short(source)}”.`);
    ids.push(found);
  }
  const days = dayFilter(db, query);
  const titles = query.titles.map((term) => conjunctOf(alternativesOf(db, term), marks.title));
  if (!base || ids.some((some) => some.length === 0) || days?.length === 0) return null;

  const others = ids.length === 0 && (query.terms.length > 0 || days !== null) ? rarerStatus(db, scope, base) : null;
  if (others === null && (ids.length === 0 || scope.tag !== '' || scope.source !== '')) ids.push([base.id]);
  const without = [
    ...query.without.map((term) => anyOf(alternativesOf(db, term))),
    ...query.otherTitles.map((term) => anyOf(alternativesOf(db, term), marks.title)),
    ...query.otherTags.flatMap((tag) => inTag(tag)?.id ?? []).map(scopeExpression),
    ...query.otherSources.flatMap((source) => sourcesLike(db, scope, source)).map(scopeExpression),
  ];
  return {
    all: [...ids.map((some) => some.map(scopeExpression)), ...(days ? [days.map(dayExpression)] : [])]
      .map((some) => choice(some))
      .concat(titles),
    seldom: others && scopeExpression(others.id),
    without: without.length === 0 ? null : without.join(' OR '),
  };
}

/** By its id, in any case, else by what it is called; also by what it was, or was called, before it changed. */
function tagLike(db: Sqlite, { status }: Scope, named: string, names: TagNames): ScopeCount | undefined {
  const changes = readTagChanges(db);
  const find = (tag: string) => findScope(db, { status, tag: followTag(tag, changes) ?? tag, source: '' });
  const found = find(named.toLowerCase());
  if (found?.n) return found;
  const called = tagCalled(named, names, changes);
  return called === undefined ? found : find(called);
}

/** Nearly all entries are of one status: to leave out the others costs next to nothing, to go along with all doubles the price. */
function rarerStatus(db: Sqlite, { status, tag, source }: Scope, { n }: ScopeCount): ScopeCount | null {
  if (tag !== '' || source !== '') return null;
  const others = findScope(db, { status: status === 'published' ? 'needs-review' : 'published', tag, source });
  return others === undefined ? { id: 0, n: 0 } : others.n < n ? others : null;
}

function choice(expressions: readonly string[], common = 1): Conjunct {
  const expression = `(${expressions.join(' OR ')})`;
  return { expression, words: [expression], leaves: expressions.length, common, phrase: false };
}

/** A term as what must be found; with a mark, in the parts of an entry that have it. */
export function conjunctOf(alternatives: Alternatives, mark?: string): Conjunct {
  const [phrase = []] = alternatives;
  if (phrase.length === 1) {
    const expressions = alternatives.map((each) => phraseExpression(each, mark));
    return choice(expressions, Math.min(expressions.length, MOST_COMMON));
  }
  const ends = alternatives.map((each) => phraseExpression(each.slice(-1), mark));
  const words = [...phrase.slice(0, -1).map((word) => phraseExpression([word], mark)), ends.join(' OR ')];
  const leaves = alternatives.length * phrase.length;
  return { expression: anyOf(alternatives, mark), words, leaves, common: words.length, phrase: true };
}

/** How many words of each kind a beginning stands for, where so many stand for others. */
export function completionsOf(terms: readonly SearchTerm[]): number {
  const beginnings = terms.filter(({ beginning }) => beginning !== 'no').length;
  return Math.max(LEAST_COMPLETIONS, Math.min(MOST_COMPLETIONS, Math.floor(ALL_COMPLETIONS / Math.max(1, beginnings))));
}

/**
 * A term as it is; with what begins as its last word does where it is a beginning, or where it is `complete` and may be
 * one: at most so many words of each kind.
 */
export function alternativesOf(
  db: Sqlite,
  { phrase, beginning }: SearchTerm,
  { complete = false, most = MOST_COMPLETIONS } = {},
): Alternatives {
  if (beginning === 'no' || (beginning === 'perhaps' && !complete)) return [phrase];
  const before = phrase.slice(0, -1);
  const word = phrase.at(-1) ?? '';
  const words = isUnspaced(word)
    ? stemsBeginning(db, word, MOST_PAIRS)
    : [...wordsBeginning(db, word, most), ...stemsBeginning(db, word, most)];
  return [phrase, ...Array.from(new Set(words), (each) => [...before, each])];
}

/** What fits where any of these phrases stands; with a mark, in the parts of an entry that have it. */
export function anyOf(alternatives: Alternatives, mark?: string): string {
  return `(${alternatives.map((phrase) => phraseExpression(phrase, mark)).join(' OR ')})`;
}

/** One seek for each word, past its rows: FTS5's own prefix search reads every row of all of them first. */
function stemsBeginning(db: Sqlite, beginning: string, most: number): string[] {
  const folded = isUnspaced(beginning) ? beginning : foldWord(beginning);
  const words: string[] = [];
  for (const term of termsFrom(db, folded)) {
    if (!term.startsWith(folded) || words.length === most) break;
    // Words of the index are stems, and are stemmed again when searched for: only a single s at their end would be lost.
    words.push(/[^s]s$/.test(term) ? `${term}es` : term);
  }
  return words;
}

function dayFilter(db: Sqlite, { from, until }: SearchQuery): string[] | null {
  if (from === null && until === null) return null;
  const years: string[] = [];
  for (let after = dayTermPrefix; ; ) {
    const { value: term } = termsFrom(db, after).next();
    if (!term?.startsWith(dayTermPrefix)) return spanWords(from, until, years);
    const year = term.slice(dayTermPrefix.length, dayTermPrefix.length + 4);
    years.push(year);
    after = `${dayTermPrefix}${year}~`; // past its months and days
  }
}

/** No term has a control character; to look for what is greater than a term would step through all places of that one. */
function* termsFrom(db: Sqlite, after: string): Generator<string, undefined> {
  for (let last = after; ; ) {
    const next = db.get<{ term: string }>('SELECT term FROM entry_word WHERE term >= ? LIMIT 1', [
      `${last}\u{1}`,
    ])?.term;
    if (next === undefined) return undefined;
    yield next;
    last = next;
  }
}

/** By name without case, accents and punctuation, unless it is nothing else; where none is called so, those whose name begins so. */
function sourcesLike(db: Sqlite, { status }: Scope, name: string): number[] {
  const find = (test: string, ...values: string[]) =>
    db
      .all<{ id: number }>(
        `SELECT id FROM scope WHERE status = ? AND tag = '' AND ${test} AND source > '=' AND n > 0 LIMIT ${MOST_SOURCES}`,
        [status, ...values],
      )
      .map(({ id }) => id);
  const key = sortKey(name);
  if (key === '') return find('source = ?', `=${name}`);
  const called = find('source_key = ?', key);
  return called.length > 0 ? called : find('source_key > ? AND source_key < ?', key, `${key}\u{10ffff}`);
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60).toWellFormed()}…` : text;
}
