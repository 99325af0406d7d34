import { describe, expect, it } from 'vitest';
import { figuresKept, isBulletInStyle, isLineInStyle } from '../../src/evaluation/style.ts';

describe('the style of a bullet', () => {
  it.each(['The cache failed for 40 minutes.', 'There was no loss of data.', 'Itineraries load in 2 s.'])(
    'passes %j',
    (text) => {
      expect(isBulletInStyle(text)).toBe(true);
    },
  );

  it.each([
    'This cut the bill by half.',
    'However, the cache failed.',
    'It failed.',
    'You can turn it off.',
    'Why did the cache fail?',
    'The cache failed',
    'The cache failed. The pool did not.',
    `The cache ${'and the pool '.repeat(20)}failed.`,
    'The **cache** failed.',
  ])('does not pass %j', (text) => {
    expect(isBulletInStyle(text)).toBe(false);
  });
});

it('lets a line be of two sentences and speak to the reader', () => {
  expect(isLineInStyle('Nobody lost data. Your key still has to change.')).toBe(true);
  expect(isLineInStyle('They lost data.')).toBe(false);
  expect(isLineInStyle('Who lost data?')).toBe(false);
});

it("measures how many of the reference's figures are kept", () => {
  const claims = (...bullets: string[]) => ({ whyItMatters: 'Nothing.', bullets });
  const reference = claims('It cost €500 and took 40 minutes.', 'Of the shops, 12 % closed.');
  expect(figuresKept(claims('It took 40 minutes.', 'Closed: 12 %.'), reference)).toBeCloseTo(66.7, 1);
  expect(figuresKept(claims('Something happened.'), reference)).toBe(0);
  expect(figuresKept(claims('It took 40 minutes.'), claims('Nothing.'))).toBeNull();
});
