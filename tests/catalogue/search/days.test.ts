import { expect, it } from 'vitest';
import { dayWords, spanWords } from '../../../src/catalogue/search/days.ts';

it('indexes a day under its year, month and itself', () => {
  expect(dayWords('2024-02-29')).toEqual(['2024', '202402', '20240229']);
});

it.each<[string | null, string | null, string[]]>([
  [null, null, ['2023', '2024', '2025']],
  ['2024-01-01', null, ['2024', '2025']],
  [null, '2024-01-01', ['2023']],
  ['2024-11-29', '2025-01-02', ['20241129', '20241130', '202412', '20250101']],
  ['2024-02-28', '2024-03-01', ['20240228', '20240229']],
  ['2024-03-01', '2024-03-01', []],
  ['2026-01-01', null, []],
])('from %s until %s', (from, until, expected) => {
  expect(spanWords(from, until, ['2023', '2024', '2025'])).toEqual(expected);
});
