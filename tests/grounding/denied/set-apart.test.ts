import { describe, expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkNegation } from '../../../src/grounding/denied/check-negation.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'The serum of Orlen was not tested on foals, but on mares.',
    'The weir at Lund was not closed by the flood but by a strike of its keepers.',
    'The skipper was not hurt but the engine was lost.',
  ]),
);
const codes = (claim: string) => checkNegation(readClaim(claim), index).map(({ code }) => code);

describe('not the one but the other', () => {
  it.each(['The serum was tested on mares.', 'The weir was closed by a strike of its keepers.'])(
    'backs "%s"',
    (claim) => {
      expect(codes(claim)).toEqual([]);
    },
  );

  it.each([
    'The serum was tested on foals.',
    'The serum was tested on foals and mares.',
    'The weir was closed by the flood.',
    'The skipper was hurt and the engine was lost.',
  ])('denies "%s"', (claim) => {
    expect(codes(claim)).toEqual(['negation']);
  });
});
