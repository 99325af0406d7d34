import { describe, expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkImpossibleChanges } from '../../../src/grounding/turned/check-impossible-changes.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'The notice says that the toll rose from 90 to 70 crowns, which nobody believed.',
    'Sales of nets went from 1.2 million to 1.7 million crowns, and those of boats rose from 310 to 480.',
  ]),
);
const messages = (claim: string) => checkImpossibleChanges(readClaim(claim), index).map(({ message }) => message);

describe('checkImpossibleChanges', () => {
  it.each([
    ['Catches rose from 9,000 to 7,000 barrels.', 'From 9,000 to 7,000 barrels is no way to say "rose".'],
    ['Sales of boats fell from 310 to 480.', 'From 310 to 480 is no way to say "fell".'],
    [
      'Sales of nets fell from 1.2 million to 1.7 million crowns.',
      'From 1.2 million to 1.7 million is no way to say "fell".',
    ],
    [
      'The weekly shuffle raised the share of failed catches from 18% to 9%.',
      'From 18% to 9% is no way to say "raised".',
    ],
    [
      'Last year 23 trawlers called at the harbour, up from 61.',
      '"23 trawlers called at the harbour, up from 61" has it the wrong way round.',
    ],
    ['Catches fell sharply from 12% to 15%.', 'From 12% to 15% is no way to say "fell".'],
    ['Profit was 40 million, up from 52 million.', '"40 million, up from 52 million" has it the wrong way round.'],
    ['Catches came up from 141 to 118 barrels.', 'From 141 to 118 barrels is no way to say "up".'],
    ['Mooring is up from 180 seconds to 45.', 'From 180 seconds to 45 is no way to say "up".'],
    [
      'Mooring takes under three hours, up from thirteen.',
      '"three hours, up from thirteen" has it the wrong way round.',
    ],
  ])('finds "%s"', (claim, said) => {
    expect(messages(claim)).toEqual([`${said} Say it the way round that the article does.`]);
  });

  it.each([
    'Catches fell from 9,000 to 7,000 barrels.',
    'Profit was 52 million, up from 40 million.',
    'The loop slowed from 12 to 15 seconds.',
    'The relay carried 1.2 million calls on three 16-core boards, up from 640,000.',
    'Catches rose from 9,000 barrels to 7% of the record.',
    'The skipper moved up from 40 to 12 in the list.',
    'The harbour moved up from 7th to 5th.',
    'Mooring is down from 180 seconds to 45.',
    'Mooring takes three hours, up from two.',
    'The crew worked two hours, up from three boats in May.',
    'Catches rose from 12% in May to 9 barrels.',
    'Catches were up from 12% to 2026.',
    'The price per barrel went up from 90 to 4 crowns a litre in the table.',
    'Catches held from 9,000 to 7,000 barrels.',
    'Catches rose from 9,000 barrels, with 7,000 barrels from Lom, to 12,000 barrels.',
    'The toll rose from 90 to 70 crowns.',
  ])('accepts "%s"', (claim) => {
    expect(messages(claim)).toEqual([]);
  });
});
