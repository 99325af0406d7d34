import { expect, it } from 'vitest';
import { figuresOf } from '../../../src/grounding/figures/figures.ts';
import { withUnits } from '../../../src/grounding/figures/implied-units.ts';

const last = (text: string) => {
  const found = withUnits(figuresOf(text), [], text).at(-1);
  return found && [found.count, found.unit];
};

it.each([
  ['The work took nineteen months rather than the twelve planned.', [12, 'months']],
  ['The work took nineteen months and not the 12 originally expected, and cost more.', [12, 'months']],
  ['The agency paid £31 million, the gas company 12 million, and others the rest.', [12_000_000, '£']],
  ['Profit was £44 million, against 52 million then.', [52_000_000, '£']],
  ['The limit is 50 ms; it was 80 then.', [80, 'seconds']],
  ['Boats run at 200 kilometres an hour, compared with 160 for the old ones.', [160, 'metres']],
] as const)('reads the unit of what comes last in %j from the figure before it', (text, expected) => {
  expect(last(text)).toEqual(expected);
});

it.each([
  'The work took nineteen months and the twelve planned stations were dropped.',
  'The work took nineteen months, and 12 engineers left.',
  'The fund of £31 million reached the 12 million households of the plain.',
])('reads none where the figure counts something: %s', (text) => {
  expect(last(text)?.[1]).toBeNull();
});
