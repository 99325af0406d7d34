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

describe('a figure of something else in a claim of two sentences, of which either says only a part', () => {
  const told = indexArticle(
    articleOf([
      'The move of the rope works to Moss, which will cost £85 million, began in June after a long quarrel. About 640 jobs will go.',
      'In a letter the guild left its spending on all of its harbours unchanged at £260 million.',
      'A quarrel of the coopers with the bakers of Vik had held up the new brewery and the malt barn for years.',
    ]),
  );
  const messages = (claim: string) => checkNumbers(readClaim(claim), told).issues.map(({ message }) => message);

  it.each([
    ['£260 million', ['£85 million']],
    ['£85 million', []],
  ])('is found, and its own is not: %s', (figure, own) => {
    const claim = `Moving the rope works to Moss will cost ${figure}, while a quarrel of coopers and bakers holds up the brewery and the malt barn of Vik.`;
    expect(messages(claim)).toEqual(own.map((stated) => expect.stringContaining(`"${stated}"`)));
  });
});
