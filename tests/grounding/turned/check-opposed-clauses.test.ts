import { describe, expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkOpposedClauses } from '../../../src/grounding/turned/check-opposed-clauses.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'The crown weakened to 11.4 per euro, and the bank of Lom said little. Ms Dahl kept her forecast at 12.1 crowns, arguing that herring would be dear.',
    'Lom has halved its own subsidy to 40,000 euros. Takings of the ferry went up by a tenth, although the number of passengers went down.',
    'The council of Vik said that it would not publish the letters of the harbour master. The mill of Aas cannot grind rye in winter unless the river is high.',
    'The pier does not hold all carts of the fair. The bell tower has a roof of copper, not slate.',
    'The rowers of Nes lost their licence for the outer harbour. Since the spring a lever lets skippers turn the fog horn off.',
    'Before the quay was sold to the ferry company, Holm bought the coal yard from it.',
    '"I would not use these soundings for the river mouth," said the pilot of Aas.',
  ]),
);
const codes = (claim: string) => checkOpposedClauses(readClaim(claim), index).map(({ code }) => code);

describe('clauses of a claim and of the article about the same', () => {
  it.each([
    ['In Lom the crown strengthened to 11.4 per euro.', 'direction'],
    ['Ms Dahl abandoned her forecast of 12.1 crowns.', 'direction'],
    ['Lom has doubled its subsidy for the choir to 40,000 euros.', 'direction'],
    ['The rowers of Nes kept their licence for the outer harbour.', 'direction'],
    ['A lever lets skippers turn the fog horn on.', 'direction'],
    ['The council of Vik intends to publish the letters of the harbour master.', 'negation'],
  ])('are opposed: %s', (claim, code) => {
    expect(codes(claim)).toEqual([code]);
  });

  it.each([
    'The crown slipped to 11.4 per euro.',
    'Lom cut its subsidy by half, to 40,000 euros.',
    'Takings of the ferry went up while the number of passengers went down.',
    'The council of Vik refused to publish the letters of the harbour master.',
    'The mill of Aas grinds rye in winter when the river is high.',
    'The pier holds some of the carts of the fair.',
    'The ferry company sold the coal yard to Holm.',
    'The pilot of Aas warned against using these soundings for the river mouth.',
  ])('are not opposed: %s', (claim) => {
    expect(codes(claim)).toEqual([]);
  });
});
