import { expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkNumbers } from '../../../src/grounding/stated/check-numbers.ts';
import { articleOf } from '../../support/article-of.ts';

const railway = indexArticle(
  articleOf([
    'Thieves took 14 kilometres of cable last winter, three times as much as in the winter before. Repairs came to €5.3 million, of which insurers will pay €1.9 million.',
    'A gang cut the cable in eleven places. The police have arrested nine men and two women aged between 19 and 44.',
    'Halmark will bury 60 kilometres of cable at a cost of €9 million. Going over it takes a drone about 40 minutes per kilometre.',
    [
      'table',
      '| Line | Thefts | Cost (€1,000) |\n| --- | --- | --- |\n| Coastal | 61 | 2,100 |\n| Sundby | 44 | 1,800 |\n| Valley | 12 | 400 |',
    ],
    'The price of copper rose from €7,900 a tonne in 2023 to €9,400 a tonne in 2025.',
  ]),
);

it.each([
  ['Halmark is left with costs of €3.4 million.', 0],
  ['Halmark is left with costs of €2.9 million.', 1],
  ['The winter before, some 4.7 kilometres of cable had been taken.', 0],
  ['The winter before, some 8.7 kilometres of cable had been taken.', 1],
  ['Nine of the eleven people arrested are men.', 0],
  ['The people arrested are between 19 and 44 years old.', 0],
  ['The people arrested are between 29 and 44 years old.', 1],
  ['The Sundby line cost €1.8 million.', 0],
  ['The Sundby line cost €3.8 million.', 1],
  ['The table counts 117 thefts.', 0],
  ['The table counts 217 thefts.', 1],
  ['Putting cable underground costs €150,000 a kilometre.', 0],
  ['Putting cable underground costs €250,000 a kilometre.', 1],
  ['A drone would need two hours for three kilometres of cable.', 0],
  ['A drone would need five hours for three kilometres of cable.', 2],
  ['Copper cost €9,400 a tonne in 2025, up 19% from 2023.', 0],
  ['Copper cost €7,900 a tonne in 2025.', 1],
])('%s', (claim, found) => {
  expect(checkNumbers(readClaim(claim), railway).issues).toHaveLength(found);
});

it.each([
  ['Sales, million francs', 'Bells brought in 204 million francs.', 0],
  ['Sales (million francs)', 'Bells brought in 204 million francs.', 0],
  ['Sales in million francs', 'Bells brought in 204 million francs.', 0],
  ['Sales (€ million)', 'Bells brought in €204 million.', 0],
  ['Weight in kg', 'Bells weigh 204 kilograms.', 0],
  ['Sales, million francs', 'Bells brought in 204 thousand francs.', 1],
  ['Sales, million francs', 'Bells brought in 240 million francs.', 1],
])('reads the unit in the head "%s" for: %s', (head, claim, found) => {
  const foundry = indexArticle(
    articleOf([
      ['table', `| Ware | ${head} | Change |\n| --- | --- | --- |\n| Bells | 204 | +13% |\n| Gongs | 58 | -21% |`],
    ]),
  );
  expect(checkNumbers(readClaim(claim), foundry).issues).toHaveLength(found);
});
