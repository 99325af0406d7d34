import { fc, test } from '@fast-check/vitest';
import { expect, it } from 'vitest';
import { pageLinks } from '../../src/http/pages/page-links.ts';

const shown = (page: number, pageCount: number) =>
  pageLinks(page, pageCount)
    .map((number) => number ?? '…')
    .join(' ');

it.each([
  [1, 1, '1'],
  [1, 2, '1 2'],
  [3, 10, '1 2 3 4 5 … 10'],
  [1, 10, '1 2 3 … 10'],
  [5, 10, '1 2 3 4 5 6 7 … 10'],
  [6, 10, '1 … 4 5 6 7 8 9 10'],
  [50, 99, '1 … 48 49 50 51 52 … 99'],
  [10, 10, '1 … 8 9 10'],
])('page %i of %i: %s', (page, pageCount, links) => {
  expect(shown(page, pageCount)).toBe(links);
});

test.prop([fc.integer({ min: 1, max: 100_000 }), fc.nat()])(
  'shows the first, the last and the open page in order, few in all, and leaves out more than one at a gap',
  (pageCount, n) => {
    const page = (n % pageCount) + 1;
    const links = pageLinks(page, pageCount);
    const numbers = links.filter((number) => number !== null);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    expect(numbers).toEqual(expect.arrayContaining([1, page, pageCount]));
    expect(links.length).toBeLessThanOrEqual(9);
    for (const [index, number] of links.entries()) {
      if (number === null) expect((links[index + 1] ?? 0) - (links[index - 1] ?? 0)).toBeGreaterThan(2);
    }
  },
);
