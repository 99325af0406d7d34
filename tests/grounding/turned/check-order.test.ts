import { expect, it } from 'vitest';
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
