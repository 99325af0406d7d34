import { expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkExchangedNames } from '../../../src/grounding/names/check-exchanged-names.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'In November a fire at a mill in Aas destroyed the stock of Perrin and cut its deliveries by a third.',
    'Northgate puts its losses at 5.8 million crowns, as the quay of Lom was shut for a month.',
    'At 18:30 the crew switched back to Skar.',
    'The Bergen-based weaver raised its price for a bale of wool to 40 crowns.',
    'She learnt to weave in Zaragoza and worked for the mill of Cementos for 17 years before leaving to found Calcita.',
    'The shares of the Toronto smith rose by a third in March, and a hand in Gdynia wrote of it.',
    'Theo Brandt, who wrote to Northgate and to Halden of Perrin, says that all of them knew.',
  ]),
);
const messages = (claim: string) => checkExchangedNames(readClaim(claim), index).map(({ message }) => message);

it.each([
  ['A fire at a mill in Lom destroyed the stock of Perrin and cut its deliveries by a third.', 'Lom', 'Aas'],
  ['Perrin puts its losses at 5.8 million crowns.', 'Perrin', 'Northgate'],
  ['At 18:30 the crew switched back to Bergen, where the old rope lay.', 'Bergen', 'Skar'],
])('finds "%s"', (claim, own, other) => {
  expect(messages(claim)).toEqual([
    `The article mentions "${own}" elsewhere; here it has "${other}". Put each name with what the article says of it.`,
  ]);
});

it.each([
  'A fire at a mill in Aas destroyed the stock of Perrin.',
  'Northgate puts its losses at 5.8 million crowns.',
  'Theo Brandt raised the price for a bale of wool to 40 crowns.', // the weaver has no name there
  'The shares of Northgate rose by a third in March.',
  'The shares rose by a third in March, of which a hand in Poland wrote.',
  'Brandt worked for the mill of Cementos for 17 years before leaving to found Calcita.',
  'In Lom, Northgate was shut for a month at the quay.',
  'Halden knew, says Theo Brandt, who wrote to him.',
])('accepts "%s"', (claim) => {
  expect(messages(claim)).toEqual([]);
});
