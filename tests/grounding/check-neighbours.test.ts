import { expect, it } from 'vitest';
import { indexArticle } from '../../src/grounding/article-index.ts';
import { checkMisnamed } from '../../src/grounding/check-misnamed.ts';
import { checkNeighbours } from '../../src/grounding/check-neighbours.ts';
import { readClaim } from '../../src/grounding/claim.ts';
import { articleOf } from '../support/article-of.ts';

const index = indexArticle(
  articleOf(
    [
      'Two councillors, Maren Ostby and the retired pilot Joachim Feld, wanted a smaller toll. One, Ruta Lindvall, voted to keep the ferry free, her third dissent this year.',
      'The harbour board sent its own diver, Emeka Strom, to look at the pier. Commissioner Ada Wells asked for drawings. Oakes has written to oppose both plans.',
      'The shipyard in Vallhamn painted the hull. Her neighbour Piet Oakes repaired the bells of the ferry.',
      'Tidal gauges were calibrated by Brookvale under a contract of five years. Selwick Marine leased the dredger to the county.',
    ],
    { title: 'A toll for the Harnsund ferry' },
  ),
);
const beside = (claim: string) => checkNeighbours(readClaim(claim), index).map(({ message }) => message);
const misnamed = (claim: string) => checkMisnamed(readClaim(claim), index).map(({ message }) => message);

it.each([
  ['Maren Ostby voted to keep the ferry free, her third dissent this year.', 'Ruta Lindvall'],
  ['The board sent Joachim Feld to look at the pier.', 'Emeka Strom'],
  ['Drawings were wanted by Commissioner Emeka Strom.', 'Ada Wells'],
  ['Emeka Strom has written to oppose every plan.', 'Oakes'],
])('finds a name beside words that stand beside another one: %s', (claim, other) => {
  expect(beside(claim)).toEqual([expect.stringContaining(`of "${other}"`)]);
});

it.each([
  'Ruta Lindvall voted to keep the ferry free.',
  'The board sent Emeka Strom to look at the pier.',
  'Harnsund voted to keep the ferry free.',
  'Norway voted to keep the ferry free.',
  'Commissioner Ada Wells wanted to see drawings.',
  'Joachim Feld and Maren Ostby would have liked a smaller toll.',
])('finds no other name beside the same words: %s', (claim) => {
  expect(beside(claim)).toEqual([]);
});

it('finds a name where the words around fit another one', () => {
  expect(misnamed('Brookvale leased the large dredger to Harnsund county.')).toEqual([
    expect.stringContaining('of "Selwick Marine", not of "Brookvale"'),
  ]);
});

it.each([
  'Selwick Marine leased the large dredger to Harnsund county.',
  'Brookvale calibrated tidal gauges for five years.',
  "Brookvale's gauges and the leased dredger belong to the county.",
])('finds no name that fits better: %s', (claim) => {
  expect(misnamed(claim)).toEqual([]);
});
