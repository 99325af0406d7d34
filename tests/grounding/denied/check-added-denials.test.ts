import { describe, expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkAddedDenials } from '../../../src/grounding/denied/check-added-denials.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'The corpus of the harbour archive is published under the Apache licence. Of the nineteen pilots on the list, six have been asked.',
    'The lock keeper mends the northern gate by hand in summer. Spare rivets for it are cast in the foundry at Brannmoor, but the drawings stay in the archive.',
    'The ferry failed to call at Brannmoor in the first week of the strike. It is not insured against ice.',
  ]),
);
const messages = (claim: string) => checkAddedDenials(readClaim(claim), index).map(({ message }) => message);

describe('a claim that says not', () => {
  it.each([
    ['The corpus of the harbour archive is not published under the Apache licence.', 'not published'],
    ['The lock keeper does not repair the northern gate by hand in summer.', 'not repair'],
    ['The corpus of the harbour archive has never been available under the Apache licence.', 'never been available'],
  ])('where the passage that says the rest denies nothing: %s', (claim, denied) => {
    expect(messages(claim)).toEqual([
      `The claim says "${denied}", and the passage that says the rest of it denies nothing. Say it as the article does.`,
    ]);
  });

  it.each([
    ['is backed by a passage that denies it', 'The ferry is not insured against ice.'],
    [
      'is backed by a passage that says no in another way',
      'The ferry did not call at Brannmoor in the first week of the strike.',
    ],
    ['says it of some', 'Of the nineteen pilots on the list, thirteen of them have not been asked.'],
    ['is backed by a passage that may mean no', 'Spare rivets are cast at Brannmoor, where drawings are not kept.'],
    [
      'says much that no passage says',
      'The archive did not pay the town for the drawings of the old ferry last winter.',
    ],
    ['denies nothing', 'The corpus of the harbour archive is published under the Apache licence.'],
  ])('is let go that %s', (_, claim) => {
    expect(messages(claim)).toEqual([]);
  });
});
