import { describe, expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { contradictionsOf } from '../../../src/grounding/contradictions.ts';
import { checkNegation } from '../../../src/grounding/denied/check-negation.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'No ticket was lost, although two ferries had to sell on paper for an hour.',
    'No rider lost a parcel, though 40 of them had to ring again.',
    'The depot restarted at noon, and no crate was dropped while the crane stood.',
    'No keeper noticed the change of lamps on Sunday.',
    'There is no fence in front of the kennel. No gate of the mill was shut in winter.',
  ]),
);
const codes = (claim: string) => checkNegation(readClaim(claim), index).map(({ code }) => code);

describe('what a claim only imagines', () => {
  const story = indexArticle(
    articleOf([
      'The trust had warned in October that it would have to close the Monday market of Little Eskil unless the county renewed its grant. The county did so in December, and the gate was painted.',
    ]),
  );

  it.each([
    "Without the county's grant, the Monday market of Little Eskil would have been closed.",
    'The Monday market of Little Eskil would have been closed without the county and its grant.',
  ])('is not denied: %s', (claim) => {
    expect(checkNegation(readClaim(claim), story)).toEqual([]);
  });

  it('is denied where it says what was', () => {
    expect(checkNegation(readClaim('The gate was not painted.'), story)).toHaveLength(1);
  });
});

describe('what `no` denies of a subject', () => {
  it.each([
    'Two ferries sold tickets on paper for an hour.',
    'Forty riders had to ring again.',
    'Crates kept moving while the crane stood.',
    'Keepers were paid more on Sunday for the change of lamps.',
  ])('says nothing of another verb: %s', (claim) => {
    expect(codes(claim)).toEqual([]);
  });

  it.each([
    'Tickets were lost on two ferries.',
    'Forty riders lost a parcel.',
    'Crates were dropped while the crane stood.',
    'Keepers noticed the change of lamps on Sunday.',
    'A fence stands in front of the kennel.',
    'A gate of the mill was shut in winter.',
  ])('speaks against the same one: %s', (claim) => {
    expect(codes(claim)).toEqual(['negation']);
  });
});

it('names the passage that says otherwise, and in it what denies the word', () => {
  const [issue] = checkNegation(readClaim('Keepers noticed the change of lamps on Sunday.'), index);
  expect(issue?.message).toContain('says "Keepers" where the article says "No keeper".');
  expect(index.textOf(index.passages[issue?.passage ?? -1] ?? { start: 0, end: 0 })).toBe(
    'No keeper noticed the change of lamps on Sunday.',
  );
});

it.each([
  ['The storm changed the course of the ferry.', 'changed', 'changed nothing'],
  ['Divers at Holm paid the toll of the harbour.', 'paid', 'kept the divers of Holm from paying'],
  ['No lamp of the pier was lit in the strike.', 'No lamp', 'lamps'],
  ['The mail boat pays the toll of Sund like barges and tugs.', 'mail boat', 'The mail boat does not'],
  ['The heating of the school at Lie runs on oil.', 'oil', 'not oil'],
])('says in a few words where %s differs', (claim, claimed, stated) => {
  const told = indexArticle(
    articleOf([
      'The storm changed nothing in the course of the ferry. A fog kept the divers of Holm from paying the toll of the harbour.',
      'The lamps of the pier were lit in the strike. The heating of the school at Lie runs on wood chips, not oil.',
      'Barges and tugs pay the toll of Sund in full. The mail boat does not, because it sails at night.',
    ]),
  );
  const [issue] = checkNegation(readClaim(claim), told);
  expect(issue?.message).toBe(
    `The claim says "${claimed}" where the article says "${stated}". Say it as the article does.`,
  );
});

describe('what is no denial of the same', () => {
  const told = indexArticle(
    articleOf([
      'The quarry has 52 barges, of which 31 have been painted. The kiln was not found damp, as no jar holds water in June.',
      'A pilot struck a sandbank at Sund; nobody on the launch was hurt. The guard wakes a dog that no longer hears the whistle.',
      'A skiff is 900 crowns, or 700 without the sail, which can be rented. The mill moved its gate at the time, but not the weir.',
    ]),
  );
  it.each([
    ['21 of the barges have not been painted.', 'a part, counted'],
    ['The kiln has nine jars of paint and was not damp.', '`no` with a verb of its own'],
    ['A pilot hit a sandbank at Sund without anyone being hurt.', 'a word of two meanings'],
    ['The dog of the guard hears the whistle.', 'which one it is of any'],
    ['Buyers of a skiff pay 700 crowns and rent the sail.', 'what is to be had another way'],
    ['The mill shifted its gate and left the weir where it was.', 'the same in other words'],
  ])('%s (%s)', (claim) => {
    expect(checkNegation(readClaim(claim), told)).toEqual([]);
  });
});

it('finds a thing put beside those of which something is so, where the article sets it apart', () => {
  const told = indexArticle(
    articleOf(['Barges and tugs pay the toll of Sund in full. The mail boat does not, because it sails at night.']),
  );
  const claim = 'Like barges and tugs, the mail boat pays the toll of Sund.';
  expect(checkNegation(readClaim(claim), told).map(({ code }) => code)).toEqual(['negation']);
});

describe('of a share and the rest', () => {
  const told = indexArticle(
    articleOf(['Seven in ten bakers of Lund paid the toll last year. A third of the ferries were late.']),
  );
  const found = (claim: string) => contradictionsOf(readClaim(claim), told, false);

  it.each([
    'Three in ten bakers of Lund did not pay the toll last year.',
    '30% of the bakers of Lund did not pay the toll last year.',
    'Three bakers in ten of Lund failed to pay the toll.',
    'Two thirds of the ferries were not late.',
  ])('one is denied what the other is affirmed: %s', (claim) => {
    expect(found(claim)).toEqual([]);
  });

  it.each(['Seven in ten bakers of Lund did not pay the toll last year.', 'A third of the ferries were not late.'])(
    'neither is both: %s',
    (claim) => {
      expect(found(claim)).not.toEqual([]);
    },
  );
});

it.each([
  ['No bread of the bakery was wasted at the fair.', []],
  ['No bread of the bakery was sold at the fair.', ['negation']],
])('holds %s against what the article says of the same verb', (claim, expected) => {
  const told = indexArticle(articleOf(['Staff sold bread of the bakery at the fair.']));
  expect(checkNegation(readClaim(claim), told).map(({ code }) => code)).toEqual(expected);
});

it('takes no word that only says which for a statement: "before patched versions came out"', () => {
  const told = indexArticle(
    articleOf(['Looms 4.2 to 4.4 must move on, since those branches are out of support and will not be patched.']),
  );
  const claim = 'Thieves used the hole in looms 4.2 to 4.4 for weeks before patched branches came out.';
  expect(checkNegation(readClaim(claim), told)).toEqual([]);
});

it('holds nothing against a word that the claim both affirms and denies', () => {
  const told = indexArticle(
    articleOf([
      'Loom 7 is out after eleven months of work and contributions to the release from 184 weavers, 67 of them new.',
    ]),
  );
  const claim = 'A third of those who contributed to the release of loom 7 had never contributed to a release.';
  expect(checkNegation(readClaim(claim), told)).toEqual([]);
});

it.each(['Stored grain of the mill was damaged.', '33% of the bakers of Lund did not pay the toll last year.'])(
  'finds what opens a claim, and a share that is no rest: %s',
  (claim) => {
    const told = indexArticle(
      articleOf(['No stored grain of the mill was damaged. Seven in ten bakers of Lund paid the toll last year.']),
    );
    expect(contradictionsOf(readClaim(claim), told, false)).toHaveLength(1);
  },
);

it('holds a denial against nothing that happened in another time, which the article gives', () => {
  const told = indexArticle(
    articleOf([
      'No crates were lost on the ferry to the island.',
      'In June the ferry was mended for a week.',
      'A storm came in May.',
      'The bridge was shut for 40 days in the strike.',
    ]),
  );
  expect(checkNegation(readClaim('Crates were lost on the ferry to the island within 40 days.'), told)).toEqual([]);
  expect(checkNegation(readClaim('Crates were lost on the ferry to the island.'), told)).toHaveLength(1);
});
