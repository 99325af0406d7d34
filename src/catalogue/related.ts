import type { Sqlite } from '../sqlite/sqlite.ts';
import { FALLBACK_TAG } from '../tags/vocabulary.ts';
import type { Entry } from './entry.ts';
import { findRow, toEntry } from './entry-row.ts';
import { findScope } from './scope.ts';
import { type Phrase, wordsOf } from './search-query.ts';
import { matches } from './search-ranking.ts';
import { marks, phraseExpression, scopeExpression } from './search-words.ts';

/** So many of the newest entries that have a term are looked at; one that more have says next to nothing. */
const NEWEST = 60;
/** So many words of title and line are looked for. */
const MOST_WORDS = 12;
/** Words below this length are mostly those of any sentence. */
const SHORTEST_WORD = 5;
/** What an entry must at least have in common with another to be shown beside it. */
const LEAST = 1.5;

/** How much it says that two entries share a term in these parts. */
const WEIGHTS = { keyword: 3, title: 2, line: 1, tag: 1 } as const;

interface Signal {
  readonly expression: string;
  readonly weight: number;
}

/**
 * Published entries that share keywords, words and tags with this one: each signal counts the more, the fewer entries have
 * it. A few dozen bounded look-ups in the search index; FTS5's own bm25 would visit every row that has one of the words.
 */
export function findRelated(db: Sqlite, id: string, limit: number): Entry[] {
  const row = findRow(db, 'id = ?', id);
  const published = findScope(db, { status: 'published', tag: '', source: '' });
  if (!row || !published) return [];
  const scope = scopeExpression(published.id);
  const of = Math.min(NEWEST, published.n);
  const scores = new Map<number, number>();
  for (const { expression, weight } of signalsOf(db, toEntry(row), scope)) {
    const found = matches(db, expression, 'newest', 0, NEWEST);
    const rarity = Math.log2((1 + of) / (1 + found.length));
    for (const seq of found) scores.set(seq, (scores.get(seq) ?? 0) + weight * rarity);
  }
  scores.delete(row.seq);
  if (row.revises !== null) scores.delete(row.revises);
  return Array.from(scores)
    .filter(([, score]) => score >= LEAST)
    .sort(([a, one], [b, other]) => other - one || b - a)
    .slice(0, limit)
    .flatMap(([seq]) => {
      const found = findRow(db, 'seq = ?', seq);
      return found ? [toEntry(found)] : [];
    });
}

function signalsOf(db: Sqlite, { title, summary }: Entry, scope: string): Signal[] {
  const within = (phrase: Phrase, mark: string, weight: number): Signal => ({
    expression: `${scope} AND ${phraseExpression(phrase, mark)}`,
    weight,
  });
  const keywords = summary.keywords.map(wordsOf).filter(({ length }) => length > 0);
  const inTitle = tellingWords(title ?? '');
  const inLine = tellingWords(summary.whyItMatters).filter((word) => !inTitle.includes(word));
  return [
    ...keywords.flatMap((phrase) => [
      within(phrase, marks.keywords, WEIGHTS.keyword),
      within(phrase, marks.title, WEIGHTS.title),
      within(phrase, marks.line, WEIGHTS.line),
    ]),
    ...inTitle.map((word) => within([word], marks.title, WEIGHTS.title)),
    ...[...inTitle, ...inLine].slice(0, MOST_WORDS).map((word) => within([word], marks.line, WEIGHTS.line)),
    ...summary.tags.flatMap((tag) => {
      const tagged = tag === FALLBACK_TAG ? undefined : findScope(db, { status: 'published', tag, source: '' });
      return tagged ? [{ expression: scopeExpression(tagged.id), weight: WEIGHTS.tag }] : [];
    }),
  ];
}

/** The words of a sentence that say what it is about, as far as their length tells. */
function tellingWords(text: string): string[] {
  const words = wordsOf(text.toLowerCase()).filter((word) => word.length >= SHORTEST_WORD);
  return [...new Set(words)].slice(0, MOST_WORDS);
}
