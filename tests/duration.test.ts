import { expect, it } from 'vitest';
import { inWords, parseDuration } from '../src/duration.ts';

it.each([
  ['90s', 90_000],
  ['30m', 1_800_000],
  [' 2 H ', 7_200_000],
  ['1d', 86_400_000],
])('reads %s', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

it.each(['', '30', 'm', '1.5h', '-1m', '30 minutes', '9999999s'])('takes %s for no length of time', (text) => {
  expect(parseDuration(text)).toBeNull();
});

it.each([
  [28_800_000, '8 hours'],
  [3_600_000, '1 hour'],
  [5_400_000, '90 minutes'],
  [90_000, '90 seconds'],
  [1000, '1 second'],
])('says %i milliseconds as %s', (ms, words) => {
  expect(inWords(ms)).toBe(words);
});
