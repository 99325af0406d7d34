import { expect, it } from 'vitest';
import { isFiller, isIntroduction, isTimestamped, namesIn } from '../../src/extract/background.ts';
import { figuresOf } from '../../src/grounding/figures/figures.ts';

const filler = (text: string) => isFiller({ text, figures: figuresOf(text) });

it.each([
  'The talks were about compilers, birds and bread.',
  'Kestrel Access makes readers for office doors.',
  'At 07:05 she opened the dashboard.',
  'For three years a team of fourteen met in the canteen.',
])('takes %j for filler', (text) => {
  expect(filler(text)).toBe(true);
});

it.each([
  'The cluster has 88 nodes in one region.',
  'The loan of the copier came from Postgres itself.',
  'At 07:05 the copier failed.',
  'The copier lost its place.',
])('does not take %j for filler', (text) => {
  expect(filler(text)).toBe(false);
});

it('knows introductions, hours and names', () => {
  expect(isIntroduction('Marrow & Pine sells plants.')).toBe(true);
  expect(isIntroduction('We sell plants.')).toBe(false);
  expect(isIntroduction('Marrow & Pine has 40 plants.')).toBe(true);
  expect(isIntroduction('The Pensions Office has fined a bank.')).toBe(false);
  expect(isTimestamped('It began at 9 am.')).toBe(true);
  expect(isTimestamped('The ratio is 4 to 1.')).toBe(false);
  expect(namesIn('The copier runs on Postgres and pg_bossWorker.')).toBe(2);
});
