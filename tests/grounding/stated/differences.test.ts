import { describe, expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkNumbers } from '../../../src/grounding/stated/check-numbers.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    "The guild's share of the herring trade slipped to 13.6% from 15.1%.",
    'The herring fleet spent 812 nights at sea in spring and 866 nights at sea in autumn, a ratio of 0.94.',
    'A barrel of herring weighs 140 kilograms; one of cod weighs 162 kilograms, or 31 kilograms more than one of eels.',
  ]),
);
const messagesOf = (claim: string) => checkNumbers(readClaim(claim), index).issues.map(({ message }) => message);

describe('a difference that is none of the two levels of the sentence that a claim speaks of', () => {
  it.each([
    ["The guild's share of the herring trade slipped by 2.5 percentage points.", '13.6%'],
    ['The herring fleet spent 34 nights fewer at sea in spring than in autumn.', '812'],
  ])('is found: %s', (claim, own) => {
    expect(messagesOf(claim)).toEqual([expect.stringContaining(`"${own}"`)]);
  });

  it.each([
    "The guild's share of the herring trade slipped by 1.5 percentage points.",
    'The herring fleet spent 54 nights fewer at sea in spring than in autumn.',
    'A barrel of cod weighs 31 kilograms more than one of eels.',
    'A barrel of cod weighs 22 kilograms more than one of herring.',
  ])('is not seen in what may be right: %s', (claim) => {
    expect(messagesOf(claim)).toEqual([]);
  });
});
