import { describe, expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkNumbers } from '../../../src/grounding/stated/check-numbers.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    ['table', '| Barge | Guests | Carts |\n| --- | --- | --- |\n| Plover | 180 | 22 |\n| Dunlin | 95 | 41 |'],
    'Both barges run on batteries and charge while they load.',
  ]),
);
const messages = (claim: string) => checkNumbers(readClaim(claim), index).issues.map(({ message }) => message);

describe('two figures of a claim', () => {
  it('are named where the article has them the other way round', () => {
    expect(messages('The Plover carries 22 guests and 180 carts.')).toEqual([
      'The article has "22" and "180" the other way round. Put each figure with what it counts.',
    ]);
  });

  it.each(['The Plover carries 180 guests and 22 carts.', 'The Plover carries 22 carts and 180 guests.'])(
    'may stand in any order: %s',
    (claim) => {
      expect(messages(claim)).toEqual([]);
    },
  );
});
