import type { Sqlite } from '../../sqlite/sqlite.ts';
import type { Entry } from '../entry.ts';
import { type Alternatives, anyOf } from './expression.ts';
import type { Matches } from './matches.ts';
import { matchParts, type PartMatches } from './parts.ts';
import { marks, partsOf, phraseExpression } from './words.ts';

/** Best-match order ranks the newest so many matches; the others follow, newest first. */
const RANKED = 200;
/** So many of the newest that have every word in one of these parts are ranked as well. */
const RANKED_OF_PART = 40;
const PARTS_OF_ONE_WORD = [marks.title, marks.line, marks.keywords, marks.body];
const PARTS_OF_MORE = [marks.title, marks.keywords];

/** How much it says that any, or every, word stands in this part rather than in the text. */
const WEIGHTS = { title: 8, line: 4, keywords: 3, body: 2 } as const;
const ALL_IN_TITLE = 8;
/** How much it says that words which were not quoted stand next to each other all the same. */
const ADJACENT = 4;
/** What the newest match is ahead of a very old one. It halves with every so many milliseconds between them. */
const FRESH = 3;
const HALVES_EVERY_MS = 180 * 86_400_000;

/**
 * By the sum of the ways in which they match and of how fresh they are; among equals, the later comes first. FTS5's own
 * bm25 is not used: it visits every row that has one of the words before it gives its first result.
 */
export function bestMatches(db: Sqlite, matches: Matches, terms: readonly Alternatives[]): number[] {
  const ranked = new Set(matches.seqs.slice(0, RANKED));
  if (terms.length > 0 && matches.seqs.length > RANKED) {
    for (const mark of terms.length > 1 ? PARTS_OF_MORE : PARTS_OF_ONE_WORD) {
      const everyTerm = terms.map((term) => anyOf(term, mark)).join(' AND ');
      for (const seq of matches.newestAlso(everyTerm, RANKED_OF_PART)) ranked.add(seq);
    }
  }
  const entries = entriesOf(db, [...ranked]);
  const found = terms.length === 0 ? [] : matchParts(db, entries.map(partsOf), terms);
  const near = new Set(nearInText(matches, terms));
  const newest = Math.max(...entries.map(({ time }) => time));
  const scores = new Map(
    entries.map(({ seq, time }, at) => {
      const fresh = FRESH * 0.5 ** ((newest - time) / HALVES_EVERY_MS);
      return [seq, fresh + scoreOf(found[at], terms.length) + (found[at]?.adjacent || near.has(seq) ? ADJACENT : 0)];
    }),
  );
  const score = (seq: number) => scores.get(seq) ?? 0;
  return [...ranked].sort((a, b) => score(b) - score(a) || b - a);
}

function scoreOf(found: PartMatches | undefined, terms: number): number {
  if (!found) return 0;
  const { title, line, keywords, body } = found.terms;
  return (
    (title > 0 ? WEIGHTS.title : 0) +
    (title === terms ? ALL_IN_TITLE : 0) +
    (line > 0 ? WEIGHTS.line : 0) +
    (keywords > 0 ? WEIGHTS.keywords : 0) +
    (body > 0 ? WEIGHTS.body : 0)
  );
}

/** What has the words of all terms next to each other in its text; where more is found than is ranked, nothing is asked. */
function nearInText({ seqs, also }: Matches, terms: readonly Alternatives[]): number[] {
  if (terms.length < 2 || seqs.length > RANKED) return [];
  return also(phraseExpression(terms.flatMap((alternatives) => alternatives[0] ?? [])));
}

interface Ranked extends Pick<Entry, 'title' | 'source' | 'summary'> {
  readonly seq: number;
  /** When it is of, as readers see it. */
  readonly time: number;
}

function entriesOf(db: Sqlite, seqs: readonly number[]): Ranked[] {
  const rows = db.all<Omit<Ranked, 'summary'> & { summary: string; published: string | null; created: number }>(
    `SELECT seq, title, source, summary, published_at AS published, created_at AS created FROM entry
     WHERE seq IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(seqs)],
  );
  return rows.map(({ summary, published, created, ...row }) => ({
    ...row,
    summary: JSON.parse(summary) as Entry['summary'],
    time: (published === null ? Number.NaN : Date.parse(published)) || created,
  }));
}
