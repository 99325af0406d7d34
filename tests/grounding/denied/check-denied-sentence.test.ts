import { describe, expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkDeniedSentence } from '../../../src/grounding/denied/check-denied-sentence.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'Work on the sea wall of Harle is to begin in June and to cost 8 million crowns.',
    'The chandler of Vik has 412 lamps in his store, and sold ninety last year.',
    'Ms Roe stands by her veto. Fishers left the harbour unmended.',
    'Most boats of the fleet carry a second anchor.',
  ]),
);
const codes = (claim: string) => checkDeniedSentence(readClaim(claim), index).map(({ code }) => code);

describe('checkDeniedSentence', () => {
  it.each([
    'Work on the sea wall of Harle is to begin in June.',
    'Work on the sea wall of Harle does not begin before June.',
    'Roe does not regret her veto.',
    'Fishers did not mend the harbour.',
    'Some boats of the fleet do not carry a second anchor.',
    'Not one lamp was lost.',
  ])('accepts "%s"', (claim) => {
    expect(codes(claim)).toEqual([]);
  });

  it.each([
    'Work on the sea wall of Harle is not due to begin in June.',
    "The chandler of Vik doesn't have 412 lamps in his store.",
  ])('finds "%s"', (claim) => {
    expect(codes(claim)).toEqual(['negation']);
  });
});
