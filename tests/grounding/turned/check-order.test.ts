import { describe, expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkOrder } from '../../../src/grounding/turned/check-order.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'We tuned it for long. Switching from K1 to ZKB brought the pauses down from 600 ms to below 5 ms but cost 28 % of throughput, which would have meant another 60 machines.',
    'Switching from Orla to Tarn took an afternoon.',
  ]),
);
const codes = (claim: string) => checkOrder(readClaim(claim), index).map(({ code }) => code);

it('holds none of two changes of a sentence against the other', () => {
  expect(
    codes('Switching from K1 to ZKB brought the pauses down from 600 ms to below 5 ms but cost 28 % of throughput.'),
  ).toEqual([]);
});

it('finds a change that is turned round', () => {
  expect(codes('Switching from Tarn to Orla took an afternoon.')).toEqual(['direction']);
});

describe('what is more than what', () => {
  const told = indexArticle(
    articleOf([
      'The ferry of Sund is faster than the tram of Holm. The bell of Vik is heavier than the gong of Moss.',
      'The broth of Lund is saltier than the soup of Brod. No drum may feed more than one of the lines of the mill.',
    ]),
  );
  const found = (claim: string) => checkOrder(readClaim(claim), told).map(({ code }) => code);

  it.each([
    'The tram of Holm is slower than the ferry of Sund.',
    'The gong of Moss is lighter than the bell of Vik.',
    'The broth of Lund is saltier than the soup of Brod.',
    'The tram of Holm is quieter than the ferry of Sund.',
  ])('may be said from the other end, and of something else: %s', (claim) => {
    expect(found(claim)).toEqual([]);
  });

  it.each([
    'The tram of Holm is faster than the ferry of Sund.',
    'The bell of Vik is lighter than the gong of Moss.',
    'The soup of Brod is saltier than the broth of Lund.',
    'No drum may feed less than one of the lines of the mill.',
  ])('is turned round: %s', (claim) => {
    expect(found(claim)).toEqual(['direction']);
  });
});

describe('what came before what', () => {
  const told = indexArticle(
    articleOf([
      'Parcels for Sund and Holm go out first; Vik and Moss follow in August.',
      'The mayor of Lund resigned in the wake of the flood at Brod.',
      'The choir of Nes was given new robes in the run-up to the harvest fair.',
    ]),
  );
  const found = (claim: string) => checkOrder(readClaim(claim), told).map(({ code }) => code);

  it.each([
    'Parcels for Vik and Moss go out ahead of those for Sund and Holm.',
    'Vik and Moss get their parcels first, with Sund and Holm following in August.',
    'The mayor of Lund resigned before the flood at Brod.',
    'The choir of Nes was given new robes after the harvest fair.',
  ])('is turned round: %s', (claim) => {
    expect(found(claim)).toEqual(['direction']);
  });

  it.each([
    'Parcels for Sund and Holm go out ahead of those for Vik and Moss.',
    'Vik and Moss get their parcels after Sund and Holm.',
    'After the flood at Brod the mayor of Lund resigned.',
    'The first, Sund, gets its parcels from Moss.',
    'The harvest fair followed the new robes of the choir of Nes.',
  ])('is kept: %s', (claim) => {
    expect(found(claim)).toEqual([]);
  });
});

it('leaves what a claim denies to those who look for denials', () => {
  const told = indexArticle(articleOf(['The miller left after the smith had closed the forge.']));
  const found = (claim: string) => checkOrder(readClaim(claim), told).map(({ code }) => code);
  expect(found('The smith did not close the forge after the miller had left.')).toEqual([]);
  expect(found('The smith closed the forge after the miller had left.')).toEqual(['direction']);
});

it('takes a bound for no comparison', () => {
  const told = indexArticle(
    articleOf(['A salve of tar that costs less than a cup of broth cured the cough of the goats on Tind.']),
  );
  const claim = 'A cough hit one goat in four on broth, versus fewer than one in five on the salve of tar.';
  expect(checkOrder(readClaim(claim), told)).toEqual([]);
});
