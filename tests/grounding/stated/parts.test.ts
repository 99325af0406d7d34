import { describe, expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkMoments } from '../../../src/grounding/stated/check-moments.ts';
import { checkNumbers } from '../../../src/grounding/stated/check-numbers.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'Of the 58 gardeners who replied to the survey, nineteen grow leeks; 22 grow nothing but beans.',
    'The rescue of the barge took eleven hours and six tugs, four of which came from Delft.',
    'A hive of the old kind swarms twice a month. In seven years out of ten the queen survives the winter.',
    'Bees on the heath lose about a fifth of their weight by March.',
    'The village would have paid 60% of the dam and the mill 20%.',
    'The four pilots of the old port taught the new crew to read the sandbanks by ear. "Since 2016 the barge has been allowed to sail at night," says the keeper of the lock.',
    'Her office was painted green in 2012.',
    'The pump moves 30 litres a second at the upper lock and 18 at the lower one. The ferry line is to be closed in 2034.',
    'Those who missed the barge were taken to two wooden huts behind the lock. The dam is expected to cost SEK 83 million.',
    ['table', '| SEK m | 2025 | 2024 |\n| --- | --- | --- |\n| Revenue from tolls | 530 | 460 |'],
  ]),
);
const replacements = (claim: string) =>
  [...checkNumbers(readClaim(claim), index).issues, ...checkMoments(readClaim(claim), index)].map(
    ({ message }) => /(?:here it has|closest it states is|nearest passage has) "([^"]+)"/.exec(message)?.[1],
  );

describe('a figure that stands in the place of another', () => {
  it.each([
    ['Of the 58 gardeners who replied, 34 grow leeks.', 'nineteen'],
    ['Only nine of the 58 gardeners who replied to the survey grow leeks.', 'nineteen'],
    ['The rescue of the barge took six tugs, five of which came from Delft.', 'four'],
    ['A hive of the old kind swarms nine times a month.', 'twice'],
    ['In four years out of ten the queen survives the winter.', 'seven years out of ten'],
    ['Bees on the heath lose about a third of their weight by March.', 'a fifth'],
    ['The village would have paid 75% of the dam and the mill 20%.', '60%'],
    ['The lock has 17 wooden huts for those who miss the barge.', 'two'],
    ['The six pilots of the old port could read the sandbanks by ear.', 'four'],
    ['The ferry line is to be closed in 2031, three years later than planned.', '2034'],
    ['The barge has been allowed to sail at night since 2012.', '2016'],
    ['The dam is expected to cost SEK 38 million.', 'SEK 83 million'],
  ])('%s', (claim, instead) => {
    expect(replacements(claim)).toEqual([instead]);
  });

  it.each([
    'Of the 58 gardeners, 22 grow only beans.',
    'Nineteen of the 58 gardeners who replied to the survey grow leeks.',
    'Some 39 of the 58 gardeners who replied grow no leeks.',
    'Four of the six tugs that rescued the barge were from Delft.',
    'In three years out of ten the queen does not survive the winter.',
    'Bees on the heath lose 20% of their weight by March.',
    'The barge has been allowed to sail at night since 2016.',
    'Revenue from tolls rose to SEK 530 million from SEK 460 million.',
    'The remaining 20% of the dam would have been left to the state.',
  ])('holds nothing against: %s', (claim) => {
    expect(replacements(claim)).toEqual([]);
  });
});

describe('more than there are', () => {
  const school = indexArticle(
    articleOf([
      'Out of 14 people in their first year, eleven said that they learned more. Some 87 people wrote for the paper, 34 of them for the first time.',
      'The yard built 40 of 12 metres and 30 of the 18-metre boats. In 31 of 2024 weeks nobody came, and of the 11 villages, 140 houses were empty.',
    ]),
  );
  const wrong = (claim: string) =>
    checkNumbers(readClaim(claim), school).issues.filter(({ message }) => message.includes('more than there are'));

  it.each(['14 of eleven people learned more.', 'Of 34 writers, 87 were new.'])('%s', (claim) => {
    expect(wrong(claim)).toHaveLength(1);
  });

  it.each([
    'Eleven of 14 people learned more.',
    'Of 87 writers, 34 were new.',
    'The yard built 40 of 12 metres.',
    'The yard built 30 of the 18-metre boats.',
    'Of the 11 villages, 140 houses were empty.',
  ])('not: %s', (claim) => {
    expect(wrong(claim)).toEqual([]);
  });
});
