import { expect, it } from 'vitest';
import { sortKey } from '../../src/catalogue/sort-key.ts';

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

it.each([
  ['Éclair', 'eclair'],
  ['“Apple” pie', 'apple pie'],
  ['  A  -  b ', 'a b'],
  ['ÜBER', 'uber'],
  ['ﬁne', 'fine'],
  ['!?', ''],
  ['', ''],
])('makes %j sort as %j', (text, key) => {
  expect(sortKey(text)).toBe(key);
});

it('puts what has no title after every title', () => {
  const titles = ['zzz', '日本', '😀', '\u{1f9ff}', 'ω', '\u{10fffd}'];
  for (const title of titles) expect(byBytes(sortKey(title), sortKey(null))).toBeLessThan(0);
});

it('never cuts a character in two', () => {
  expect(sortKey(`${'a'.repeat(119)}𝒳`.normalize('NFC')).isWellFormed()).toBe(true);
  expect(sortKey(`${'a'.repeat(119)}𠀀𠀀`).isWellFormed()).toBe(true);
});
