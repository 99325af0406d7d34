import { expect, it } from 'vitest';
import { editDistance } from '../../../src/edit-distance.ts';

it.each<[string, string, number]>([
  ['kafka', 'kafka', 0],
  ['kafka', 'kakfa', 1],
  ['kafka', 'kafkas', 1],
  ['kafka', 'afka', 1],
  ['kafka', 'kofka', 1],
  ['kafka', 'kofkas', 2],
  ['ca', 'abc', 3],
  ['', 'abc', 3],
  ['naïve', 'naive', 1],
])('%s is as far from %s as %i changes, either way', (a, b, distance) => {
  expect([editDistance(a, b), editDistance(b, a)]).toEqual([distance, distance]);
});
