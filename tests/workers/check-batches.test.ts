import { expect, it } from 'vitest';
import { checkBatches, checkWeight } from '../../src/workers/check-batches.ts';

const claims = Array.from({ length: 100 }, (_, at) => `claim ${at}`);
const sizes = (bytes: number) => checkBatches(bytes, claims).map(({ length }) => length);

it('takes all claims about a short text at once, and few about a long one', () => {
  expect(sizes(0)).toEqual([100]);
  expect(sizes(64 * 1024)).toEqual([100]);
  expect(sizes(1024 * 1024)).toEqual([...Array.from({ length: 12 }, () => 8), 4]);
  expect(sizes(100 * 1024 * 1024)).toHaveLength(100);
});

it('leaves no claim out, in order', () => {
  expect(checkBatches(300 * 1024, claims).flat()).toEqual(claims);
});

it('weighs some claims as much as a text, and many as much as many', () => {
  expect(checkWeight(1000, 1)).toBe(1000);
  expect(checkWeight(1000, 4)).toBe(1000);
  expect(checkWeight(1000, 40)).toBe(10_000);
});
