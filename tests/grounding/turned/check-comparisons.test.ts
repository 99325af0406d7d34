import { describe, expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkComparisons } from '../../../src/grounding/turned/check-comparisons.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'Barley grew better above the weir than below, as the millers of Lund had hoped.',
    'All the kilns of Brod that were dated are at least a decade younger than the chapel.',
    'Nurses in Vik wore a bell that rang 40 times a year. That is far fewer alarms than with buzzers, which nobody liked.',
    'The rebuilt press was measured against the stamps. The stamps were still quicker.',
    'It is the largest order that the yard in Moss has taken, ahead of the nine tugs that Fredheim ordered in 2019.',
    'Drying the nets takes slightly longer than before: 6 hours against 5.',
    'Ferries from Nesoy cost twice as much as buses from Nesoy.',
    'Barges of Holm are not much dearer to insure than tugs of Holm.',
  ]),
);
const codes = (claim: string) => checkComparisons(readClaim(claim), index).map(({ code }) => code);

describe('checkComparisons', () => {
  it.each([
    'Barley grew better above the weir than below it.',
    'Barley grew worse below the weir than above it.',
    'The dated kilns of Brod are younger than the chapel.',
    'Bells caused fewer alarms than buzzers.',
    'The stamps were quicker than the rebuilt press.',
    'The order is larger than the nine tugs that Fredheim ordered.',
    'Buses from Nesoy cost half as much as ferries from Nesoy.',
    'Drying the nets has become slower than before.',
    'The kilns of Brod are no older than the chapel.',
    'The chapel is older than ten years.',
    'Barges of Holm are dearer than tugs of Holm to insure.',
  ])('accepts "%s"', (claim) => {
    expect(codes(claim)).toEqual([]);
  });

  it.each([
    'Barley grew better below the weir than above it.',
    'Barley grew worse above the weir than below it.',
    'The dated kilns of Brod are at least a decade older than the chapel.',
    'Buzzers caused fewer alarms than the bell.',
    'The rebuilt press was quicker than the stamps.',
    'The order is smaller than the nine tugs that Fredheim ordered.',
    'Drying the nets has become faster than before.',
    'Buses from Nesoy cost twice as much as ferries from Nesoy.',
  ])('finds "%s"', (claim) => {
    expect(codes(claim)).toEqual(['direction']);
  });
});
