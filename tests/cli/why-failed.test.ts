import { expect, it } from 'vitest';
import { createWhyFailed } from '../../src/cli/why-failed.ts';
import { AppError } from '../../src/errors.ts';

const failed = (...codes: string[]) => {
  const why = createWhyFailed();
  for (const [at, code] of codes.entries())
    why.add(`all.jsonl:${at}`, new AppError(`Told ${at}`, { code, status: 400 }));
  return why.lines();
};

it('counts failures by code, the most frequent first, with the first message of each', () => {
  const many = Array<string>(11).fill('too-short');
  expect(failed('no-text', ...many)).toEqual([
    'Why they failed:',
    '  11 too-short, such as: Told 1',
    '   1 no-text: Told 0',
  ]);
});

it('tells of few codes, and counts the others together', () => {
  expect(failed('a', 'a', 'b', 'b', 'c', 'c', 'd', 'd', 'e', 'f')).toHaveLength(6);
  expect(failed('a', 'a', 'b', 'b', 'c', 'c', 'd', 'd', 'e', 'f').at(-1)).toBe('  2 with other codes');
});

it('counts what is met twice once', () => {
  const why = createWhyFailed();
  for (const place of ['a.md', 'a.md']) why.add(place, new AppError('It is short', { code: 'too-short', status: 400 }));
  expect(why.lines()).toEqual(['Why they failed:', '  1 too-short: It is short']);
});

it('has nothing to tell where nothing failed', () => {
  expect(failed()).toEqual([]);
});
