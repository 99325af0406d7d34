import { expect, it } from 'vitest';
import { retryAfterMs } from '../src/retry-after.ts';

const now = Date.UTC(1994, 10, 6, 8, 49, 0);

it.each([
  ['seconds', { 'retry-after': '3' }, 3000],
  ['a part of a second', { 'retry-after': ' 0.25 ' }, 250],
  ['none at all', { 'retry-after': '0' }, 0],
  ['an HTTP date', { 'retry-after': 'Sun, 06 Nov 1994 08:49:37 GMT' }, 37_000],
  ['a date of the first obsolete form', { 'retry-after': 'Sunday, 06-Nov-94 08:49:37 GMT' }, 37_000],
  ['a date of the second obsolete form', { 'retry-after': 'Sun Nov  6 08:49:37 1994' }, 37_000],
  ['a date that has passed', { 'retry-after': 'Sun, 06 Nov 1994 08:00:00 GMT' }, 0],
  ['milliseconds, which win', { 'retry-after-ms': '120', 'retry-after': '1' }, 120],
  ['milliseconds that are no number', { 'retry-after-ms': 'soon', 'retry-after': '1' }, 1000],
  ['nothing', {}, undefined],
  ['an empty value', { 'retry-after': '' }, undefined],
  ['a negative number', { 'retry-after': '-5' }, undefined],
  ['an ISO date, which the standard does not know', { 'retry-after': '1994-11-06T08:49:37Z' }, undefined],
  ['words', { 'retry-after': 'a while' }, undefined],
])('understands %s', (_, headers, expected) => {
  expect(retryAfterMs(new Headers(headers as Record<string, string>), now)).toBe(expected);
});
