import type { Sqlite } from '../sqlite/sqlite.ts';
import { findScope, type Scope } from './scope.ts';
import { spanWords } from './search-days.ts';
import { foldWord, type Phrase, type SearchQuery, type SearchTerm } from './search-query.ts';
import { isUnspaced } from './search-unspaced.ts';
import { wordsBeginning } from './search-vocabulary.ts';
import { dayExpression, dayTermPrefix, phraseExpression, scopeExpression } from './search-words.ts';
import { sortKey } from './sort-key.ts';

/** Any one of these phrases must be found. */
export type Alternatives = readonly Phrase[];

const MOST_COMPLETIONS = 20;
/** A letter of a script without spaces is the first of so many pairs. */
const MOST_PAIRS = 300;
/** A source may be named by its beginning, which so many may share. */
const MOST_SOURCES = 20;

/** What narrows a search, as expressions of the index: what entries must be, and what they must not. */
export interface Filter {
  readonly all: string;
  readonly without: string | null;
}

/** Null when nothing is like that. Adds to `hints` why. */
export function filterOf(db: Sqlite, scope: Scope, query: SearchQuery, hints: string[]): Filter | null {
  const inTag = (tag: string) => findScope(db, { status: scope.status, tag: tag.toLowerCase(), source: '' });
  const ids: (number | undefined)[][] = [[findScope(db, scope)?.id]];
  for (const tag of query.tags) {
    const found = inTag(tag);
    if (!found?.n) hints.push(`No entry has the tag “${short(tag)}”.`);
    ids.push([found?.n ? found.id : undefined]);
  }
  for (const source of query.sources) {
    const found = sourcesLike(db, scope, source);
    if (found.length === 0) hints.push(`No entry is of a source that is called “${short(source)}”.`);
    ids.push(found.length === 0 ? [undefined] : found);
  }
  const days = dayFilter(db, query);
  const narrowed = ids.map((some) => some.flatMap((id) => (id === undefined ? [] : [scopeExpression(id)])));
  if (narrowed.some((some) => some.length === 0) || days?.length === 0) return null;

  const without = [
    ...query.without.map((term) => anyOf(alternativesOf(db, term, false))),
    ...query.otherTags.flatMap((tag) => inTag(tag)?.id ?? []).map(scopeExpression),
    ...query.otherSources.flatMap((source) => sourcesLike(db, scope, source)).map(scopeExpression),
  ];
  const all = [...narrowed, ...(days ? [days.map(dayExpression)] : [])].map((some) => `(${some.join(' OR ')})`);
  return { all: all.join(' AND '), without: without.length === 0 ? null : without.join(' OR ') };
}

/** A term as it is, or with what begins as its last word does. */
export function alternativesOf(db: Sqlite, { phrase, beginning }: SearchTerm, complete: boolean): Alternatives {
  if (beginning === 'no' || (beginning === 'perhaps' && !complete)) return [phrase];
  const before = phrase.slice(0, -1);
  const word = phrase.at(-1) ?? '';
  const words = isUnspaced(word)
    ? stemsBeginning(db, word, MOST_PAIRS)
    : [...wordsBeginning(db, word, MOST_COMPLETIONS), ...stemsBeginning(db, word, MOST_COMPLETIONS)];
  return [phrase, ...words.map((each) => [...before, each])];
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

/** By name without case, accents and punctuation; where none is called so, those whose name begins so. */
function sourcesLike(db: Sqlite, { status }: Scope, name: string): number[] {
  const key = sortKey(name);
  if (key === '') return [];
  const sql = (test: string) =>
    `SELECT id FROM scope WHERE status = ? AND tag = '' AND ${test} AND source > '=' AND n > 0 LIMIT ${MOST_SOURCES}`;
  const called = db.all<{ id: number }>(sql('source_key = ?'), [status, key]);
  const found =
    called.length > 0
      ? called
      : db.all<{ id: number }>(sql('source_key > ? AND source_key < ?'), [status, key, `${key}\u{10ffff}`]);
  return found.map(({ id }) => id);
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60).toWellFormed()}…` : text;
}
