import { join } from 'node:path';
import { fc, test } from '@fast-check/vitest';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { saveEntry } from '../../src/catalogue/save-entry.ts';
import { scopeFor } from '../../src/catalogue/scope.ts';
import { searchScope } from '../../src/catalogue/search.ts';
import { alternativesOf, anyOf, filterOf } from '../../src/catalogue/search-expression.ts';
import { indexBatch } from '../../src/catalogue/search-index.ts';
import { findMatches } from '../../src/catalogue/search-matches.ts';
import { parseSearchQuery } from '../../src/catalogue/search-query.ts';
import { migrations } from '../../src/open-sqlite-store.ts';
import { openSqlite } from '../../src/sqlite/open-sqlite.ts';
import type { Sqlite } from '../../src/sqlite/sqlite.ts';
import { candidate } from '../contract/candidate.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { tempFolder } from '../support/temp-folder.ts';

const WORDS = ['walrus', 'seal', 'otter', 'whale', 'heron', 'krill'];
const TAGS = ['sre', 'data', 'ml'];
const SOURCES = ['Acme', 'Zed'];
const DAYS = ['2025-01-30', '2025-01-31', '2025-02-01', '2025-02-14'];

interface Animal {
  readonly seq: number;
  readonly title: string;
  readonly line: string;
  readonly tags: readonly string[];
  readonly source: string;
  readonly day: string;
}

/** Every entry another mixture, some of them of few words, so that there are rare and common ones together. */
const animals: readonly Animal[] = Array.from({ length: 80 }, (_, n) => {
  const draw = <T>(from: readonly T[], salt: number) => from[(((n + 1) * salt) >>> 3) % from.length] as T;
  const sayings = [7, 11, 23, 31].map((salt) => draw(n % 3 === 0 ? WORDS.slice(0, 2) : WORDS, salt * 2654435));
  return {
    ...{ seq: n + 1, title: sayings.slice(0, 2).join(' '), line: sayings.slice(1).join(' ') },
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

function isLike({ title, line, tags, source, day }: Animal, asked: string): boolean {
  const [what = '', value = ''] = asked.split(':');
  if (what === 'tag') return tags.includes(value);
  if (what === 'source') return source === value;
  if (what === 'before') return day < value;
  if (what === 'after') return day >= value;
  const part = asked.endsWith('*') ? asked.slice(0, -1) : `${asked.replaceAll('"', '')} `;
  return [title, line].some((text) => ` ${text} `.includes(` ${part}`));
}

describe('what is excluded', () => {
  const folder = tempFolder();
  let db: Sqlite;
  beforeAll(async () => {
    db = await openSqlite(join(folder.path, 'upshot.db'), migrations, createFakeClock());
    db.exec('BEGIN');
    const { summary } = candidate('x');
    for (const { seq, title, line, tags, source, day } of animals) {
      const said = { ...summary, tags: [...tags], whyItMatters: line, bullets: ['Yes.'] };
      const dated = `${day}T00:00:00.000Z`;
      saveEntry(db, candidate(`a${seq}`, { title, source, summary: said, text: `No ${seq}.`, publishedAt: dated }));
    }
    db.exec('COMMIT');
    while (indexBatch(db, new Set()) > 0);
  });
  afterAll(() => {
    db.close();
    folder[Symbol.dispose]();
  });

  const scope = scopeFor('published', undefined, undefined);
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

  test.prop([query, fc.integer({ min: 1, max: 80 })], { numRuns: 200 })(
    'is looked for among so many of the newest as the index itself would',
    (asked, most) => {
      const { terms, ...read } = parseSearchQuery(textOf(asked));
      const filter = filterOf(db, scope, { terms, ...read }, []);
      if (filter === null) return;
      const all = [filter.all, ...terms.map((each) => anyOf(alternativesOf(db, each, false)))].join(' AND ');
      const plainly = (expression: string, limit: number) =>
        db
          .all<{ seq: number }>(
            'SELECT rowid AS seq FROM entry_search WHERE entry_search MATCH ? ORDER BY rowid DESC LIMIT ?',
            [expression, limit],
          )
          .map(({ seq }) => seq);
      const looked = plainly(all, most);
      const left = plainly(`(${all}) NOT (${filter.without})`, 80).filter((seq) => looked.includes(seq));
      expect(findMatches(db, all, filter.without, most)).toEqual({
        ...{ expression: all, seqs: left, excluding: true, bounded: looked.length === most },
      });
    },
  );
});
