import { describe, expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkComparedFigures } from '../../../src/grounding/turned/check-compared-figures.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'The guild of weavers had opened with a demand of 9%; the first offer of the mill, in May, was 3%.',
    'Fossum, which has 41 bakeries, will pay 12 million euros in June for the 17 of Lunde.',
    'On the test of the harbour the crane Ulv lifted 64 tonnes, compared with 80 for the crane Rein.',
    'Tarn sells lamps from €20. It takes 40 minutes to charge one, against 25 with the lamp Brun.',
    'Ore from Gruve travels 90 kilometres instead of the 300 from Holt.',
  ]),
);
const codes = (claim: string) => checkComparedFigures(readClaim(claim), index).map(({ code }) => code);

describe('checkComparedFigures', () => {
  it.each([
    'The opening demand of the weavers was higher than the first offer of the mill.',
    'Fossum has more bakeries than Lunde.',
    'The crane Rein lifted more tonnes than the crane Ulv.',
    'Ore from Gruve travels farther than that from Holt.',
    'The first offer of the mill was lower than hoped.',
    'The crane Ulv is cheaper than the crane Rein.',
    'The crane Ulv lifted 16 tonnes more than the crane Rein.',
  ])('accepts "%s"', (claim) => {
    expect(codes(claim)).toEqual([]);
  });

  it.each([
    'The opening demand of the weavers was lower than the first offer of the mill.',
    'Lunde has more bakeries than Fossum.',
    'The crane Ulv lifted a larger weight than the crane Rein.',
  ])('finds "%s"', (claim) => {
    expect(codes(claim)).toEqual(['direction']);
  });
});
