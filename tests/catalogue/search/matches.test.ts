import { join } from 'node:path';
import { fc, test } from '@fast-check/vitest';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { saveEntry } from '../../../src/catalogue/save-entry.ts';
import { alternativesOf, anyOf, conjunctOf, filterOf } from '../../../src/catalogue/search/expression.ts';
import { findMatches } from '../../../src/catalogue/search/matches.ts';
import { parseSearchQuery } from '../../../src/catalogue/search/query.ts';
import { searchScope } from '../../../src/catalogue/search/search.ts';
import { indexBatch } from '../../../src/catalogue/search/search-index.ts';
import { marks, phraseExpression } from '../../../src/catalogue/search/words.ts';
import { migrations } from '../../../src/open-sqlite-store.ts';
import { openSqlite } from '../../../src/sqlite/open-sqlite.ts';
import type { Sqlite } from '../../../src/sqlite/sqlite.ts';
import { candidate } from '../../contract/candidate.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const WORDS = ['walrus', 'seal', 'otter', 'whale', 'heron', 'krill'];
const TAGS = ['sre', 'data', 'ml'];
const SOURCES = ['Acme', 'Zed'];
const DAYS = ['2025-01-30', '2025-01-31', '2025-02-01', '2025-02-14'];

interface Animal {
  readonly seq: number;
  readonly title: string;
  readonly line: string;
  readonly bullet: string;
  readonly keyword: string;
  readonly text: string;
  readonly tags: readonly string[];
  readonly source: string;
  readonly day: string;
}

/** How far entries are from each other, so that they are in several blocks of the index. */
const APART = 7_000;

/** Every entry another mixture, some of them of few words, so that there are rare and common ones together. */
const animals: readonly Animal[] = Array.from({ length: 80 }, (_, n) => {
  const draw = <T>(from: readonly T[], salt: number) => from[(((n + 1) * salt) >>> 3) % from.length] as T;
  const sayings = [7, 11, 23, 31].map((salt) => draw(n % 3 === 0 ? WORDS.slice(0, 2) : WORDS, salt * 2654435));
  return {
    ...{ seq: (n + 1) * APART, title: sayings.slice(0, 2).join(' '), line: sayings.slice(1).join(' ') },
    ...{
      bullet: sayings.slice(2).join(' '),
      keyword: draw(WORDS, 433),
      text: `${draw(WORDS, 211)} ${draw(WORDS, 131)}`,
    },
    ...{ tags: [...new Set([draw(TAGS, 977), draw(TAGS, 613)])], source: draw(SOURCES, 389), day: draw(DAYS, 761) },
  };
});

const word = fc.constantFrom(...WORDS);
const term = fc.oneof(
  word,
  word.map((one) => `${one.slice(0, 3)}*`),
  fc.tuple(word, word).map(([one, other]) => `"${one} ${other}"`),
  fc.constantFrom(...TAGS).map((tag) => `tag:${tag}`),
  fc.constantFrom(...SOURCES).map((source) => `source:${source}`),
);
const positive = fc.oneof(
  { weight: 4, arbitrary: term },
  fc.constantFrom(...DAYS).map((day) => `before:${day}`),
  fc.constantFrom(...DAYS).map((day) => `after:${day}`),
);
const query = fc.record({
  wanted: fc.array(positive, { maxLength: 3 }),
  unwanted: fc.array(term, { minLength: 1, maxLength: 4 }),
});
const textOf = ({ wanted, unwanted }: { wanted: readonly string[]; unwanted: readonly string[] }) =>
  [...unwanted.map((each) => `-${each}`), ...wanted].join(' ');

function isLike({ title, line, bullet, keyword, text, tags, source, day }: Animal, asked: string): boolean {
  const [what = '', value = ''] = asked.split(':');
  if (what === 'tag') return tags.includes(value);
  if (what === 'source') return source === value;
  if (what === 'before') return day < value;
  if (what === 'after') return day >= value;
  const part = asked.endsWith('*') ? asked.slice(0, -1) : `${asked.replaceAll('"', '')} `;
  return [title, line, bullet, keyword, text].some((text) => ` ${text} `.includes(` ${part}`));
}

describe('what is excluded', () => {
  const folder = tempFolder();
  let db: Sqlite;
  beforeAll(async () => {
    db = await openSqlite(join(folder.path, 'upshot.db'), migrations, createFakeClock());
    db.exec(`BEGIN; INSERT INTO sqlite_sequence (name, seq) VALUES ('entry', 0)`);
    const { summary } = candidate('x');
    for (const { seq, title, line, bullet, keyword, text, tags, source, day } of animals) {
      const said = { ...summary, tags: [...tags], whyItMatters: line, bullets: [bullet], keywords: [keyword] };
      const dated = `${day}T00:00:00.000Z`;
      db.run(`UPDATE sqlite_sequence SET seq = ? WHERE name = 'entry'`, [seq - 1]);
      saveEntry(
        db,
        candidate(`a${seq}`, { title, source, summary: said, text: `${text} no ${seq}.`, publishedAt: dated }),
      );
    }
    db.exec('COMMIT');
    while (indexBatch(db, new Set()) > 0);
  });
  afterAll(() => {
    db.close();
    folder[Symbol.dispose]();
  });

  const scope = { status: 'published', tag: '', source: '' } as const;
  const search = (q: string, sort?: 'newest' | 'oldest' | 'title') =>
    searchScope(db, scope, { q, page: 1, perPage: 100, exact: true, ...(sort && { sort }) }).seqs;

  test.prop([query])('is left out of what is found, in every order', (asked) => {
    const { wanted, unwanted } = asked;
    const found = animals
      .filter((one) => wanted.every((each) => isLike(one, each)) && !unwanted.some((each) => isLike(one, each)))
      .map(({ seq }) => seq);
    const q = textOf(asked);
    expect(search(q, 'oldest')).toEqual(found);
    expect(search(q, 'newest')).toEqual(found.toReversed());
    expect(search(q, 'title').toSorted((a, b) => a - b)).toEqual(found);
    const ranked = wanted.length === 0 ? search(q) : search(wanted.join(' ')).filter((seq) => found.includes(seq));
    expect(search(q)).toEqual(ranked);
  });

  const plainly = (expression: string, limit = 80) =>
    db
      .all<{ seq: number }>(
        'SELECT rowid AS seq FROM entry_search WHERE entry_search MATCH ? ORDER BY rowid DESC LIMIT ?',
        [expression, limit],
      )
      .map(({ seq }) => seq);
  /** A query as the index is asked for it; null: nothing is like that. */
  const understood = (q: string) => {
    const read = parseSearchQuery(q);
    const filter = filterOf(db, scope, read, new Map(), []);
    if (filter === null) return null;
    const alternatives = read.terms.map((each) => alternativesOf(db, each));
    const terms = alternatives.map((each) => conjunctOf(each));
    const all = [...filter.all, ...terms].map(({ expression }) => `(${expression})`).join(' AND ');
    return { filter, alternatives, terms, all };
  };

  test.prop([query, fc.integer({ min: 1, max: 80 })], { numRuns: 200 })(
    'is looked for among so many of the newest as the index itself would',
    (asked, most) => {
      const read = understood(textOf(asked));
      if (read === null) return;
      const { filter, terms, all } = read;
      const looked = plainly(all, most);
      const left = plainly(`(${all}) NOT (${filter.without})`).filter((seq) => looked.includes(seq));
      const { seqs, since, bounded } = findMatches(db, filter, terms, { most });
      expect({ seqs, since, bounded }).toEqual({ seqs: left, since: 0, bounded: looked.length === most });
    },
  );

  test.prop([query, fc.integer({ min: 1, max: 4_000 }), fc.boolean()], { numRuns: 300 })(
    'and what is wanted, is looked for no further back than the price allows',
    (asked, steps, excluding) => {
      const read = understood(excluding ? textOf(asked) : asked.wanted.join(' '));
      if (read === null) return;
      const { filter, terms, all } = read;
      const { seqs, since } = findMatches(db, filter, terms, { most: 80, steps });
      const found = filter.without === null ? plainly(all) : plainly(`(${all}) NOT (${filter.without})`);
      expect(seqs).toEqual(found.filter((seq) => seq >= since));
      expect(since % 2 ** 14).toBe(0);
    },
  );

  test.prop([fc.array(term, { minLength: 1, maxLength: 3 })])(
    'and what is found is ranked as the index would tell of each part',
    (wanted) => {
      const read = understood(wanted.join(' '));
      if (read === null || read.terms.length === 0) return;
      const { alternatives, all } = read;
      const found = plainly(all);
      const newest = Math.max(...found.map(timeOf));
      const scores = new Map(found.map((seq) => [seq, 3 * 0.5 ** ((newest - timeOf(seq)) / (180 * 86_400_000))]));
      const add = (narrower: string, weight: number) => {
        for (const seq of plainly(`(${all}) AND (${narrower})`)) scores.set(seq, (scores.get(seq) ?? 0) + weight);
      };
      const inPart = (mark: string, joint: string) => alternatives.map((each) => anyOf(each, mark)).join(joint);
      add(inPart(marks.title, ' OR '), 8);
      add(inPart(marks.title, ' AND '), 8);
      add(inPart(marks.line, ' OR '), 4);
      add(inPart(marks.keywords, ' OR '), 3);
      add(inPart(marks.body, ' OR '), 2);
      if (alternatives.length > 1) add(phraseExpression(alternatives.flatMap(([phrase = []]) => phrase)), 4);
      const ranked = [...scores].sort(([a, one], [b, other]) => other - one || b - a).map(([seq]) => seq);
      expect(search(wanted.join(' '))).toEqual(ranked);
    },
  );
});

function timeOf(seq: number): number {
  return Date.parse(`${animals[seq / APART - 1]?.day}T00:00:00.000Z`);
}
