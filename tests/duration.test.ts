import { describe, expect, it } from 'vitest';
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

describe('inWords', () => {
  it.each([
    [400, '1 second'],
    [90_000, '90 seconds'],
    [119_999, '120 seconds'],
    [301_000, '5 minutes'],
    [90 * 60_000, '90 minutes'],
    [7_199_000, '2 hours'],
    [8 * 3_600_000, '8 hours'],
  ])('says %i ms as people do: %s', (ms, words) => {
    expect(inWords(ms)).toBe(words);
  });
});
