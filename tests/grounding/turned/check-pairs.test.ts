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
    'Readers with an old card were admitted; all others were sent to the desk.',
    'The guild, which opposed the bridge at first, has come to support it.',
    'Rainfall rose slightly on the coast and went down sharply in the hills.',
    'The gain was small, but it lasted, whereas the effect of the syrup wore off within weeks.',
    'The rule is kept by only three of our five mills; the other two will be rebuilt by June.',
    'The burners had to be replaced in May, after two of the eight cracked during a test.',
    'Lodgers get back half of the rent after ten days and all of it after thirty.',
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
    'All others were sent to the desk, while readers with an old card were admitted.',
    'The guild now supports the bridge, which it opposed at first.',
    'In the hills rainfall fell, and on the coast it rose.',
    'The effect of the syrup wore off within weeks, while the other gain lasted.',
    'Two of five mills break the rule and are to be rebuilt by June.',
    'Two burners cracked, so all eight were replaced in May.',
    'Lodgers get the whole rent back after thirty days and half of it after ten.',
  ])('accepts "%s"', (claim) => {
    expect(codes(claim)).toEqual([]);
  });

  it.each([
    'Eight boats were lost in a collision off Tromsdal and three to ice.',
    'The map for walkers is printed, and the one for cyclists is to follow in autumn.',
    'Clay from Lund is poor in iron and rich in lime.',
    'The new quay rests on 41 piles and the old one on 44.',
    'Owners must return cards, while tenants must hand over keys.',
    'Readers with an old card were sent to the desk, while all others were admitted.',
    'The guild, which backed the bridge at first, now opposes it.',
    'Rainfall fell on the coast and rose in the hills.',
    'Lodgers get the whole rent back after ten days and half of it after thirty.',
  ])('finds "%s"', (claim) => {
    expect(codes(claim)).toEqual(['direction']);
  });
});
