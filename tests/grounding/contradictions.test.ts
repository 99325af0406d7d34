import { expect, it } from 'vitest';
import { indexArticle } from '../../src/grounding/article-index.ts';
import { readClaim } from '../../src/grounding/claim.ts';
import { contradictionsOf } from '../../src/grounding/contradictions.ts';
import { articleOf } from '../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'The rent of the net loft at Aas did not climb in May. The toll of the sluice never shrank in winter. Letters of the guild are not read aloud.',
  ]),
);
const codes = (claim: string) => contradictionsOf(readClaim(claim), index, false).map(({ code }) => code);

it.each(['The rent of the net loft at Aas rose in May.', 'The toll of the sluice fell in winter.'])(
  'one fault makes one issue: %s',
  (claim) => {
    expect(codes(claim)).toEqual(['direction']);
  },
);

it('what has no opposite is denied', () => {
  expect(codes('Letters of the guild are read aloud.')).toEqual(['negation']);
});
