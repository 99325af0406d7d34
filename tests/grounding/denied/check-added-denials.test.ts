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
    'For 84 minutes the ticket barriers at Lunmark were shut.',
    'The dredger Alke cleared 340 tonnes of gravel from the outer basin, and the pilots returned to the quay at Sandholt.',
    'Anglers from Sandholt and Vessel met the mayor on Friday about the long quay. No angler was paid.',
    'The crane of Tolm failed a load test in March and is inspected by the guild each month. The winch of Tolm is oiled weekly rather than daily, and its chain was greased but has lost a link.',
    'Most visitors who queue at Lunmark barriers on a Sunday pay with a card, and some with coins.',
  ]),
);
const messages = (claim: string) => checkAddedDenials(readClaim(claim), index).map(({ message }) => message);

describe('a claim that says not', () => {
  it.each([
    ['The corpus of the harbour archive is not published under the Apache licence.', 'not published'],
    ['The lock keeper does not repair the northern gate by hand in summer.', 'not repair'],
    ['The corpus of the harbour archive has never been available under the Apache licence.', 'never been available'],
    [
      'Work by the Alke in the outer basin has not cleared its gravel, officials explained in Vienna yesterday.',
      'not cleared',
    ],
    ['The crane of Tolm failed a load test and is not inspected by the guild each month.', 'not inspected'],
    ['The winch of Tolm is not oiled weekly.', 'not oiled'],
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
    [
      'is half told by a passage, and denied by another near one',
      'The mayor has not met the wishes of anglers from Vessel, she admitted yesterday.',
    ],
    [
      'denies something that the passage does not tell',
      'The dredger cleared the outer basin of gravel, and its crew was not thanked by the council.',
    ],
    [
      'has half of its words in a passage, but not what it denies',
      'Most visitors to Lunmark with a card do not return, a study by Hollis suggests.',
    ],
    ['has a figure that is told elsewhere', 'For 84 minutes most visitors in the Lunmark queue could not use a card.'],
    ['is backed by what is lost, of the chain', 'The chain of the winch of Tolm does not have each link.'],
    ['is backed by what is lost, of the chain', 'The chain of the winch of Tolm does not have each link.'],
    ['denies nothing', 'The corpus of the harbour archive is published under the Apache licence.'],
  ])('is let go that %s', (_, claim) => {
    expect(messages(claim)).toEqual([]);
  });
});
