import { expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkNumbers } from '../../../src/grounding/stated/check-numbers.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'The ferry crossed the sound in eleven minutes, with 54 cars on board.',
    'Parcels that nobody collects go back after 30 days.',
    'Some 240 people watched from the pier, and the harbour raised €1,200 for the lifeboat.',
    'Her crew was trained in about 45 hours, at a cost of €3,180; the second crew needed 45 hours and a half.',
  ]),
);
const messages = (claim: string) => checkNumbers(readClaim(claim), index).issues.map(({ message }) => message);

it.each([
  ['The ferry crossed the sound in less than eleven minutes.', 'less than', 'eleven minutes'],
  ['The ferry crossed the sound with more than 54 cars on board.', 'more than', '54'],
])('finds a bound that the article does not set: %s', (claim, bound, figure) => {
  expect(messages(claim)).toEqual([
    `The article states "${figure}", not "${bound} ${figure}". Say it as the article does.`,
  ]);
});

it.each([
  'The ferry crossed the sound in eleven minutes.',
  'Parcels that lay for more than 30 days go back.', // a limit
  'The crew was trained in less than 45 hours.', // only about
  'More than 240 people watched from the pier.', // itself rounded
  'The harbour raised more than €1,200 for the lifeboat.', // as good as rounded
])('lets stand: %s', (claim) => {
  expect(messages(claim)).toEqual([]);
});
