import { expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkMoments } from '../../../src/grounding/figures/check-moments.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'Tests take six days, and the laboratory at the pass of Orrin has four machines, one of which was out of order until mid-October.',
    'The harvest of plums began in June. The year after may be better, and the laboratory at the border is to get six additional machines in February.',
  ]),
);
const codes = (claim: string) => checkMoments(readClaim(claim), index).map(({ code }) => code);

it('lets a date stand that the passage with it says of the same, however much of the claim another one says', () => {
  expect(codes('From February the laboratory at Orrin should have ten machines instead of four.')).toEqual([]);
});

it('finds a date of something else', () => {
  expect(codes('The laboratory at the pass of Orrin had a machine out of order until June.')).toEqual(['number']);
});

it('finds a date that is not there', () => {
  expect(codes('The laboratory is to get six additional machines in April.')).toEqual(['number']);
});
