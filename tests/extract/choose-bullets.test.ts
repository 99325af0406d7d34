import { expect, it } from 'vitest';
import type { Candidate } from '../../src/extract/candidates.ts';
import { chooseBullets } from '../../src/extract/choose-bullets.ts';
import type { Grade } from '../../src/extract/fitness.ts';
import type { Part } from '../../src/extract/outcome.ts';

interface Sketch {
  readonly score?: number;
  readonly grade?: Grade;
  readonly about?: string;
  readonly section?: number;
  readonly parts?: readonly Part[];
}

const candidates = (...sketches: readonly Sketch[]): Candidate[] =>
  sketches.map(({ score = 1, grade = 'fit', about, section, parts }, index) => ({
    sentence: {
      ...{ start: index, end: index + 1, text: '', kind: 'paragraph', index, block: index, section: section ?? index },
      ...{ heading: '', label: null, language: 'en', place: 0, wordCount: 10, stems: [], figures: [] },
    },
    ...{ bullet: `Bullet ${index}.`, grade, score },
    parts: new Set(parts),
    vector: new Map([[about ?? `subject ${index}`, 1]]),
  }));
const noWeights = new Map<string, number>();
const chosen = (list: readonly Candidate[], said: Parameters<typeof chooseBullets>[1] = [], weights = noWeights) =>
  chooseBullets(list, said, weights).map(({ sentence }) => sentence.index);

it('takes the six best, in article order', () => {
  const list = candidates({}, { score: 1.2 }, { score: 0.9 }, {}, { score: 1.3 }, {}, {}, { score: 0.9 });
  expect(chosen(list)).toEqual([0, 1, 3, 4, 5, 6]);
});

it('leaves a weak sixth out', () => {
  expect(chosen(candidates({}, {}, {}, {}, {}, { score: 0.2 }))).toEqual([0, 1, 2, 3, 4]);
});

it('does not say again what a bullet or the line says', () => {
  const list = candidates(
    { about: 'cache' },
    { about: 'cache', score: 2 },
    { about: 'said', score: 5 },
    {},
    {},
    {},
    {},
  );
  expect(chosen(list, [new Map([['said', 1]])])).toEqual([1, 3, 4, 5, 6]);
});

it('prefers a section that is not told yet', () => {
  const list = candidates({ section: 1, score: 2 }, { section: 1 }, { section: 2, score: 0.95 }, {}, {}, {}, {});
  expect(chosen(list)).toEqual([0, 2, 3, 4, 5, 6]);
});

it('lets lower grades in one by one, and only up to five', () => {
  const list = candidates(
    {},
    { grade: 'loose', score: 9 },
    { grade: 'leaning', score: 9 },
    {},
    {},
    { grade: 'leaning' },
    {},
  );
  expect(chosen(list)).toEqual([0, 2, 3, 4, 6]);
  expect(chosen(candidates({}, {}, { grade: 'loose' }, { grade: 'leaning' }, {}))).toEqual([0, 1, 2, 3, 4]);
});

it('repeats before it gives fewer than five, but never the same words', () => {
  const list = candidates({ about: 'a' }, { about: 'a' }, { about: 'a' }, { about: 'a' }, { about: 'a' });
  expect(chosen(list)).toEqual([0, 1, 2, 3, 4]);
  const same = list.map((candidate) => ({ ...candidate, bullet: 'Same.' }));
  expect(chosen(same)).toEqual([0]);
});

it('tells problem, change and result where the article has them', () => {
  const list = candidates(
    { parts: ['problem'], score: 1.3 },
    { parts: ['problem'] },
    { parts: ['problem'] },
    {},
    {},
    { parts: ['change'], score: 0.9 },
    { parts: ['result'], score: 0.9 },
    {},
  );
  expect(chosen(list)).toEqual([0, 1, 2, 3, 5, 6]);
});

it('prefers what says more of the article, by the weights of its terms', () => {
  const list = candidates({}, {}, {}, {}, {}, {}, { about: 'subject of all' });
  expect(chosen(list, [], new Map([['subject of all', 2]]))).toContain(6);
  expect(chosen(list, [new Map([['subject of all', 0.3]])], new Map([['subject of all', 2]]))).not.toContain(6);
});
