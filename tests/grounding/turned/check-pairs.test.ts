import { describe, expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkPairs } from '../../../src/grounding/turned/check-pairs.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'Of the 90 boats eleven were lost, eight of them to ice and three in a collision off Tromsdal.',
    'A map for cyclists is printed, and one for walkers is to follow in autumn.',
    'Clay from Lund is rich in iron but poor in lime.',
    'The mill of Berg published Kern, a flour with nine grains under an open recipe.',
    'The new quay is no cheaper: it rests on 44 piles, the old one on 41.',
    'Owners must hand over keys and tenants must return cards.',
  ]),
);
const codes = (claim: string) => checkPairs(readClaim(claim), index).map(({ code }) => code);

describe('checkPairs', () => {
  it.each([
    'Three boats were lost in a collision off Tromsdal and eight to ice.',
    'The map for walkers is to follow in autumn, while the one for cyclists is printed.',
    'Clay from Lund is poor in lime and rich in iron.',
    'Kern has nine grains and was published under an open recipe.',
    'The old quay rests on 41 piles and the new one on 44.',
    'Tenants must return cards, while owners must hand over keys.',
  ])('accepts "%s"', (claim) => {
    expect(codes(claim)).toEqual([]);
  });

  it.each([
    'Eight boats were lost in a collision off Tromsdal and three to ice.',
    'The map for walkers is printed, and the one for cyclists is to follow in autumn.',
    'Clay from Lund is poor in iron and rich in lime.',
    'The new quay rests on 41 piles and the old one on 44.',
    'Owners must return cards, while tenants must hand over keys.',
  ])('finds "%s"', (claim) => {
    expect(codes(claim)).toEqual(['direction']);
  });
});
