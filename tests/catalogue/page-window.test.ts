import { expect, it } from 'vitest';
import { pageWindow } from '../../src/catalogue/page-window.ts';

it.each([
  [0, 1, 10, { page: 1, pageCount: 1, offset: 0, limit: 0 }],
  [0, 9, 10, { page: 1, pageCount: 1, offset: 0, limit: 0 }],
  [10, 1, 10, { page: 1, pageCount: 1, offset: 0, limit: 10 }],
  [11, 2, 10, { page: 2, pageCount: 2, offset: 10, limit: 1 }],
  [11, 99, 10, { page: 2, pageCount: 2, offset: 10, limit: 1 }],
  [11, 0, 10, { page: 1, pageCount: 2, offset: 0, limit: 10 }],
  [3, 2, 1, { page: 2, pageCount: 3, offset: 1, limit: 1 }],
])('of %i entries, page %i by %i', (total, page, perPage, expected) => {
  expect(pageWindow(total, page, perPage)).toEqual(expected);
});
