import { describe, expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkNumbers } from '../../../src/grounding/stated/check-numbers.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'The lock now drains within ten minutes before it shuts its gates; it used to drain in two minutes.',
    'The canal guild now expects tolls of 9.7 to 9.9 million kroner for the whole year, up from its earlier range of 9.3 to 9.6 million.',
    'Costs rose, chiefly because of coal for the engines, which cost €310,000 after €236,000 the year before.',
    'The yard sold bricks for 1.12 million kroner in 2024, 13% less than in 2023.',
    'The crane was mended for €4,100 after two days of rain.',
  ]),
);
const messagesOf = (claim: string) => checkNumbers(readClaim(claim), index).issues.map(({ message }) => message);

describe('an old value told as the new one', () => {
  it.each([
    ['The lock now drains within two minutes before it shuts its gates.', 'ten minutes'],
    ['Sales of bricks by the yard came to 1.12 million kroner in 2023.', '1.12 million kroner'],
    ['Coal for the engines cost €236,000 in 2024.', '€310,000'],
  ])('is found: %s', (claim, own) => {
    expect(messagesOf(claim)).toEqual([expect.stringContaining(`"${own}"`)]);
  });

  it.each([
    'Coal for the engines cost €310,000, after €236,000.',
    'The guild had expected tolls of 9.3 to 9.6 million kroner.',
    'Sales of bricks by the yard came to 1.12 million kroner in 2024.',
    'Mending the crane cost €4,100 after the rain.',
  ])('is not seen in what may be right: %s', (claim) => {
    expect(messagesOf(claim)).toEqual([]);
  });
});
