import { expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkReckonedDirection } from '../../../src/grounding/turned/check-reckoned-direction.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'Visitors with a dog waited longer at the gate: their time rose from 56 to 63 minutes.',
    'The brochure shrank from 90 MB to 30 MB because the maps were dropped.',
    'The toll for lorries rose from £40 to £52. The toll for cars fell from £20 to £8.',
    'The share of regular guests went up from 40% to 46%. The porter took 12 minutes instead of 36 to open the vault.',
  ]),
);
const issues = (claim: string) => checkReckonedDirection(readClaim(claim), index);

it.each([
  'Visitors with a dog waited seven minutes shorter at the gate.',
  'The time of visitors with a dog was cut by 7 minutes.',
  'The brochure weighs two thirds more since the maps were dropped.',
  'The brochure with its maps grew by 60 MB.',
  'The toll for lorries was lowered by 30%.',
  'The share of regular guests is six points lower.',
  'The porter opens the vault three times slower.',
  'The vault porter takes 24 minutes longer to open up.',
])('finds turned round: %s', (claim) => {
  expect(issues(claim).map(({ code }) => code)).toEqual(['direction']);
});

it.each([
  'Visitors with a dog waited seven minutes longer at the gate.',
  'Before, visitors with a dog waited seven minutes less at the gate.',
  'Visitors with a dog did not wait seven minutes less at the gate.',
  'The brochure weighs two thirds less since the maps were dropped.',
  'The old brochure with the maps was 60 MB larger.',
  'A brochure of 60 MB more than now was too much for the maps.',
  'The toll for lorries went up by £12, that for cars was lowered by £12.',
  'The share of regular guests is six points higher.',
  'The porter opens the vault three times faster.',
  'The fire brigade was seven minutes faster in May.',
])('finds nothing wrong with: %s', (claim) => {
  expect(issues(claim)).toEqual([]);
});

it('says what the article goes from and to', () => {
  expect(issues('The brochure with its maps grew by 60 MB.')[0]?.message).toBe(
    'The claim says "grew by 60 MB" where the article goes from "90 MB" to "30 MB". Say it the way round that the article does.',
  );
});
