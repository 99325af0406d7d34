import { describe, expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkTransfers } from '../../../src/grounding/turned/check-transfers.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'Debts shrank after the sale of the lime kiln at Tofte to the builder Rustad for 4 million crowns.',
    'The judge ordered Solvik Mutual to pay 70,000 crowns to Ms Eide, whose boathouse had burned down.',
    'The museum of Sula lent its anchor to the school of Giske in May. The bakers bought their rye from the mill at Hol.',
    'The rowing club gave the parish its old boat in exchange for a shed. The looms were sold to a weaver in Ulvik.',
    'It paid the carters twice. In June the parish was given a bell by the smith.',
  ]),
);
const codes = (claim: string) => checkTransfers(readClaim(claim), index).map(({ code }) => code);

describe('who gives and who takes', () => {
  it.each([
    'Tofte bought the lime kiln from the builder Rustad for 4 million crowns.',
    'Ms Eide has to pay Solvik Mutual 70,000 crowns.',
    'The school of Giske lent the anchor to the museum of Sula.',
    'The mill at Hol bought rye from the bakers.',
    'The looms were bought from a weaver in Ulvik.',
    'The smith was given a bell by the parish in June.',
  ])('are turned round: %s', (claim) => {
    expect(codes(claim)).toEqual(['direction']);
  });

  it.each([
    'The builder Rustad bought the lime kiln at Tofte for 4 million crowns.',
    'Ms Eide receives 70,000 crowns from Solvik Mutual.',
    'The school of Giske borrowed the anchor from the museum of Sula.',
    'The mill at Hol sold rye to the bakers.',
    'A weaver in Ulvik bought the looms.',
    'The smith gave the parish a bell in June.',
    'The rowing club did not sell its boat to the parish.',
    'The parish got a boat from the rowing club for a shed.',
  ])('are as the article has them: %s', (claim) => {
    expect(codes(claim)).toEqual([]);
  });
});
