import { expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkNumbers } from '../../../src/grounding/figures/check-numbers.ts';
import { articleOf } from '../../support/article-of.ts';

const guild = indexArticle(
  articleOf([
    'The widow Saskia Bruin and her nephew hold 38% of the tannery, the abbey 17%. Weavers with looms of their own make up 46% of the guild, dyers 29%.',
  ]),
);

it.each([
  ['The abbey holds 38% of the tannery.', 1],
  ['The abbey holds 17% of the tannery.', 0],
  ['Saskia Bruin and her nephew hold 38% of the tannery.', 0],
  ['Saskia Bruin and her nephew hold 38% of the tannery, more than twice as much as the abbey.', 0],
  ['Dyers are 46% of the guild.', 1],
  ['Dyers are 29% of the guild.', 0],
])('tells of two figures that share a verb which is whose: %s', (claim, found) => {
  expect(checkNumbers(readClaim(claim), guild).issues).toHaveLength(found);
});
