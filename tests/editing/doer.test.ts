import { expect, it } from 'vitest';
import { doerOf } from '../../src/editing/doer.ts';

it.each([
  ['a name', ' Ada  Lovelace ', 'Ada Lovelace'],
  ['what shows of one', 'A\u202Ed\u200Ba\n\u0007', 'Ada'],
  ['no more than 80 characters', 'x'.repeat(81), 'x'.repeat(80)],
  ['nobody', '\u200B', 'somebody'],
  ['nothing', undefined, 'somebody'],
])('takes %s', (_what, given, name) => {
  expect(doerOf(given)).toBe(name);
});

it('says who it was where no name is given', () => {
  expect(doerOf('', 'key …1234')).toBe('key …1234');
});
