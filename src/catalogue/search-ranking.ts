import type { Sqlite } from '../sqlite/sqlite.ts';
import { type Alternatives, anyOf } from './search-expression.ts';
import { type Matches, newestMatches } from './search-matches.ts';
import { marks, phraseExpression } from './search-words.ts';

/** Best-match order ranks the newest so many matches of each way to match; the others follow, newest first. */
const RANKED = 200;

/** How much it says that any, or every, word stands in this part rather than in the text. */
const WAYS = [
  { mark: marks.title, joint: ' OR ', weight: 8 },
  { mark: marks.title, joint: ' AND ', weight: 8 },
  { mark: marks.line, joint: ' OR ', weight: 4 },
  { mark: marks.keywords, joint: ' OR ', weight: 3 },
  { mark: marks.body, joint: ' OR ', weight: 2 },
] as const;
/** How much it says that words which were not quoted stand next to each other all the same. */
const ADJACENT = 4;
/** What the newest match is ahead of a very old one. It halves with every so many milliseconds between them. */
const FRESH = 3;
const HALVES_EVERY_MS = 180 * 86_400_000;

/**
 * By the sum of the ways in which they match and of how fresh they are; among equals, the later comes first. FTS5's own
 * bm25 is not used: it visits every row that has one of the words before it gives its first result.
 */
export function bestMatches(
  db: Sqlite,
  { expression, seqs, excluding }: Matches,
  terms: readonly Alternatives[],
): number[] {
  const scores = new Map(seqs.slice(0, RANKED).map((seq) => [seq, 0]));
  const left = new Set(excluding ? seqs : []);
  const add = (narrower: string, weight: number) => {
    const range = excluding ? { from: seqs.at(-1) ?? 0 } : { most: RANKED };
    const both = newestMatches(db, `${expression} AND ${narrower}`, range);
    const found = excluding ? both.filter((seq) => left.has(seq)).slice(0, RANKED) : both;
    for (const seq of found) scores.set(seq, (scores.get(seq) ?? 0) + weight);
  };
  if (terms.length > 0) {
    for (const { mark, joint, weight } of WAYS) add(`(${terms.map((term) => anyOf(term, mark)).join(joint)})`, weight);
    const words = terms.flatMap((alternatives) => alternatives[0] ?? []);
    if (terms.length > 1) add(phraseExpression(words), ADJACENT);
  }
  const times = timesOf(db, Array.from(scores.keys()));
  const newest = Math.max(...times.values());
  const rank = (seq: number) =>
    (scores.get(seq) ?? 0) + FRESH * 0.5 ** ((newest - (times.get(seq) ?? 0)) / HALVES_EVERY_MS);
  return Array.from(scores.keys(), (seq) => ({ seq, score: rank(seq) }))
    .sort((a, b) => b.score - a.score || b.seq - a.seq)
    .map(({ seq }) => seq);
}

/** When entries are of, as readers see it. */
function timesOf(db: Sqlite, seqs: readonly number[]): Map<number, number> {
  const rows = db.all<{ seq: number; published: string | null; created: number }>(
    `SELECT seq, published_at AS published, created_at AS created FROM entry
     WHERE seq IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(seqs)],
  );
  return new Map(
    rows.map(({ seq, published, created }) => [
      seq,
      (published === null ? Number.NaN : Date.parse(published)) || created,
    ]),
  );
}
