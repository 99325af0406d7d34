import { describe, expect, it } from 'vitest';
import type { GroundableArticle } from '../../src/article/article.ts';
import { indexArticle } from '../../src/grounding/article-index.ts';
import { checkNumbers } from '../../src/grounding/check-numbers.ts';
import { readClaim } from '../../src/grounding/claim.ts';
import { articleOf } from '../support/article-of.ts';

const article = articleOf([
  'The council passed the budget by 31 votes to 19. Tickets cost $12 at the door; pupils pay half as much.',
  'The ferry has 4 decks and each deck carries 60 cars. Repairs took nine weeks instead of the planned five. The trial ran from March to July.',
  'Of 8,000 letters, a quarter were answered late. Hosting costs $2,500 a month. The free plan allows 50 exports per day.',
  'The forecast is between $3.2 billion and $3.6 billion. The buffer holds 65,536 bytes. The fare is 45 cents.',
  'Orlen Bus was cheaper than two other bidders. Load times are 1.9 seconds, down from 6.4.',
  ['table', '| Route | Riders | Stops |\n| --- | --- | --- |\n| Coast line | 740 | 12 |\n| Hill line | 515 | 31 |'],
]);
const count = (claim: string, text: GroundableArticle = article) =>
  checkNumbers(readClaim(claim), indexArticle(text)).issues.length;

describe('figures that are reckoned', () => {
  it.each([
    ['difference', 'The council passed the budget with a majority of 12 votes.'],
    ['part', 'Pupils pay $6 for tickets.'],
    ['product', 'Together, the decks of the ferry carry 240 cars.'],
    ['difference to what was planned', 'Repairs took four weeks longer than planned.'],
    ['months that both count', 'The five-month trial ran until July.'],
    ['part of a number', 'Some 2,000 letters were answered late.'],
    ['rate over a longer time', 'Hosting costs $30,000 a year.'],
    ['midpoint', 'The midpoint of the forecast is $3.4 billion.'],
    ['binary units', 'The buffer holds 64 KB.'],
    ['cents', 'The fare is $0.45.'],
    ['others and the one itself', 'Orlen Bus was the cheapest of three bidders.'],
    ['column of a table', 'The Coast line has 225 more riders than the Hill line.'],
    ['amount before a word that is a unit elsewhere', 'Hosting costs $2,500 month after month.'],
  ])('%s', (_, claim) => {
    expect(count(claim)).toBe(0);
  });

  it.each([
    ['difference', 'The council passed the budget with a majority of 14 votes.'],
    ['product', 'Together, the decks of the ferry carry 260 cars.'],
    ['rate', 'Hosting costs $50,000 a year.'],
    ['rate over another time', 'The free plan allows 50 exports per hour.'],
    ['row of a table', 'The Hill line has 740 riders.'],
    ['old value', 'Load times are 6.4 seconds.'],
    ['column of a table', 'The Coast line has 325 more riders than the Hill line.'],
  ])('wrong %s', (_, claim) => {
    expect(count(claim)).toBeGreaterThan(0);
  });
});
