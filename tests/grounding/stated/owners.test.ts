import { describe, expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkNumbers } from '../../../src/grounding/stated/check-numbers.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'The report blames works on the quay for 38% of all hours of delay, faults of cranes for 24%, and fog for 13%.',
    'Of the costs of the pier the harbour agency paid 31 million kroner, the coal company Nordvik 12 million, and the guild the rest.',
    'Hand-tied nets are used by 12% of the ropers, machine-tied nets by 5%.',
    'Some 3,900 of the exposed lamps are in Norway, 2,700 in the Faroe Islands and 610 in Iceland.',
    'The Plover carries 380 crates on three decks; the slower Dunlin 1,250.',
    'Of the 46 lighthouses that replied, eleven keepers, seven of them in the northern district, resigned before winter.',
    'The new chart was drawn by 74 contributors, 29 of them novices.',
    'The inn put up 48 guests, with its 30 rooms full to the roof.',
    'Halyard 4 needs 23 minutes to hoist the sail, and the older winch 40.',
    'The fan of the tug reached 41 decibels in the engine room; the ferry stayed at 36.',
    'Mending went fastest in Aas, where 84% of the nets are whole, and slowest in Moss, where just 46% are.',
  ]),
);
const messagesOf = (claim: string) => checkNumbers(readClaim(claim), index).issues.map(({ message }) => message);

describe('a figure of another part of the same sentence than the one whose words a claim has', () => {
  it.each([
    ['Faults of cranes caused 38% of the hours of delay.', '24%'],
    ['The harbour agency paid 12 million kroner of the costs.', '31 million kroner'],
    ['Machine-tied nets are used by 12% of the ropers.', '5%'],
    ['Some 2,700 of the exposed lamps are in Norway.', '3,900'],
    ['The slower Dunlin takes 380 crates.', '1,250'],
    ['Aas was the fastest at mending, with 46% of the nets whole.', '84%'],
  ])('is found: %s', (claim, own) => {
    expect(messagesOf(claim)).toEqual([expect.stringContaining(`"${own}"`)]);
  });

  it.each([
    'The coal company Nordvik paid 12 million kroner of the costs.',
    'Works on the quay caused 38% of the hours of delay.',
    'Faults of cranes caused less delay than works on the quay, which took 38% of all hours.',
    'In the Faroe Islands, 2,700 lamps are exposed, fewer than in Norway.',
    'The Plover carries 380 crates, less than a third of what the Dunlin holds.',
    'Twenty-nine people contributed to the maps of the inn for the first time.', // a part of the whole
    'In rooms full to the roof, the inn put up 48 visitors.', // 30 counts no visitors
    'Halyard 4 hoists the sail faster than the older winch.',
    'The fan of the tug reached 41 decibels, compared with 36 for the ferry.',
    'Moss was the slowest at mending, with 46% of the nets whole.',
  ])('is not seen in what may be right: %s', (claim) => {
    expect(messagesOf(claim)).toEqual([]);
  });
});
