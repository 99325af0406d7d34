import type { Sqlite } from '../sqlite/sqlite.ts';
import { FALLBACK_TAG } from '../tags/vocabulary.ts';
import type { Entry } from './entry.ts';
import { findRow, toEntry } from './entry-row.ts';
import { findScope } from './scope.ts';
import { newestMatches } from './search/matches.ts';
import { type Phrase, phraseOf, wordsOf } from './search/query.ts';
import { isUnspaced } from './search/unspaced.ts';
import { marks, phraseExpression, scopeExpression } from './search/words.ts';

/** So many of the newest entries that have a term are looked at; one that more have says nothing by itself. */
const NEWEST = 60;
/** So many words of title and line, and keywords that are too common to say anything alone, are looked for. */
const MOST_WORDS = 6;
const MOST_COMMON = 4;
/** Words below this length are mostly those of any sentence. */
const SHORTEST_WORD = 5;
/** What an entry must at least have in common with another to be shown beside it. */
const LEAST = 1.5;
/** What a keyword counts that all entries have: two of them with a pair are enough. */
const LEAST_RARITY = 0.17;

/** How much it says that two entries share a keyword, two common keywords, a word of title or line, a tag. */
const WEIGHTS = { keyword: 3, pair: 3, title: 2, line: 1, tag: 1 } as const;

/**
 * Published entries that share keywords, words and tags with this one: each counts the more, the fewer entries have it, and
 * common keywords count where two come together, however many have both. A few dozen bounded look-ups in the search index;
 * FTS5's own bm25 would visit every row that has one of the words.
 */
export function findRelated(db: Sqlite, id: string, limit: number): Entry[] {
  const row = findRow(db, 'id = ?', id);
  if (!row) return [];
  const { title, summary } = toEntry(row);
  const all = Math.min(NEWEST, findScope(db, { status: 'published', tag: '', source: '' })?.n ?? 0);
  const scores = new Map<number, number>();
  /** Whether the term is too common to say anything. */
  const look = (expression: string, weight: number, least = 0): boolean => {
    const found = newestMatches(db, expression, { most: NEWEST });
    const rarity = Math.max(least, Math.log2((1 + all) / (1 + Math.min(all, found.length))));
    for (const seq of found) scores.set(seq, (scores.get(seq) ?? 0) + weight * rarity);
    return found.length >= all;
  };

  const keywords = summary.keywords.map(phraseOf).filter(({ length }) => length > 0);
  const common = keywords.map(anywhere).filter((expression) => look(expression, WEIGHTS.keyword, LEAST_RARITY));
  for (const [index, one] of common.slice(0, MOST_COMMON).entries()) {
    for (const other of common.slice(index + 1, MOST_COMMON)) look(`${one} AND ${other}`, WEIGHTS.pair, LEAST_RARITY);
  }
  const known = new Set(keywords.flat().map((word) => word.toLowerCase()));
  for (const word of tellingWords(title ?? '', known)) look(phraseExpression([word], marks.title), WEIGHTS.title);
  for (const word of tellingWords(summary.whyItMatters, known))
    look(phraseExpression([word], marks.line), WEIGHTS.line);
  for (const tag of summary.tags) {
    const tagged = tag === FALLBACK_TAG ? undefined : findScope(db, { status: 'published', tag, source: '' });
    if (tagged) look(scopeExpression(tagged.id), WEIGHTS.tag);
  }
  return nearest(db, scores, { not: [row.seq, row.revises], limit });
}

function nearest(
  db: Sqlite,
  scores: ReadonlyMap<number, number>,
  { not, limit }: { readonly not: readonly (number | null)[]; readonly limit: number },
): Entry[] {
  const found: Entry[] = [];
  const ranked = Array.from(scores)
    .filter(([seq, score]) => score >= LEAST && !not.includes(seq))
    .sort(([a, one], [b, other]) => other - one || b - a);
  for (const [seq] of ranked) {
    const other = found.length < limit ? findRow(db, 'seq = ?', seq) : undefined;
    if (other?.status === 'published') found.push(toEntry(other));
  }
  return found;
}

/** Where a phrase says what an entry is about. */
function anywhere(phrase: Phrase): string {
  return `(${[marks.keywords, marks.title, marks.line].map((mark) => phraseExpression(phrase, mark)).join(' OR ')})`;
}

/** The words of a sentence that say what it is about, as far as their length tells. */
function tellingWords(text: string, known: ReadonlySet<string>): string[] {
  const isLong = (word: string) => word.length >= (isUnspaced(word) ? 2 : SHORTEST_WORD);
  const words = wordsOf(text.toLowerCase()).filter((word) => isLong(word) && !known.has(word));
  return [...new Set(words)].slice(0, MOST_WORDS);
}
