import { expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkAntecedents } from '../../../src/grounding/names/check-antecedents.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'It was Ann Oakes, a dyer hired from Moss, who saw it. She plotted the yield of the vats against the damp in the loft.',
    'Judge Rosa Teague, writing for the bench, was unmoved. A licence that is read on a wet jetty, she wrote, is less a bargain than a toll.',
    'Bo Lund held that a quay is a road. The bench of Sund threw that out. Mette Dahl gave the reasons. She said that a ferry is no road in winter either.',
    'Per Aas mended the crane. Ole Brandt watched. He oiled the crane with the fat of a seal that winter.',
    'Kari Nygaard keeps the hives of Holm. I gave her a smoker, and she fed the bees of Holm on sugar beets.',
    'Nils Berg came to Vik. Zubel signed. He turned down the offer of the Faroese yards.',
    'Inga Moen left Sund. The tar of the old drums was emptied into the brook.',
    'Tora Falk asked Liv Strand. She blew the bugle of the tower at dawn.',
    ...['mends', 'paints', 'sells', 'sails', 'tars'].map((does) => `Eva Lie ${does} skiffs.`),
  ]),
);
const messages = (claim: string) => checkAntecedents(readClaim(claim), index).map(({ message }) => message);

it.each([
  ['Bo Lund plotted the yield of the vats against the damp in the loft.', 'Ann Oakes'],
  ['Last year Ole Brandt, who watches the weirs, plotted the yield of the vats against the damp.', 'Ann Oakes'],
  ['Judge Nils Berg called the licence that is read on a wet jetty a toll.', 'Rosa Teague'],
  ['Bo Lund said that a ferry is no road in winter.', 'Mette Dahl'],
])('finds of whom a claim tells what the article tells of she or he: %s', (claim, other) => {
  const message = expect.stringMatching(`of ${other}\\. Put each name`);
  expect(messages(claim)).toEqual([message]);
});

it.each([
  ['Ann Oakes plotted the yield of the vats against the damp in the loft.', 'she did'],
  ['Bo Lund said that Mette Dahl thinks that a ferry is no road in winter.', 'both are named'],
  ['Per Aas oiled the crane with the fat of a seal that winter.', 'he may be meant, being named right before'],
  ['The loft of Bo Lund has the damp that the yield of the vats was plotted against.', 'nothing is said of him'],
  ['Zubel turned down the offer of the Faroese yards.', 'the sentence before names him'],
  ['Bo Lund emptied the tar of the old drums into the brook.', 'the article tells it of nobody'],
  ['Bo Lund keeps drums, goats and a parrot in the loft.', 'the article says little of it'],
  ['Eva Lie blew the bugle of the tower at dawn.', 'the article is about her'],
  ['Ole Brandt fed the bees of Holm on sugar beets.', 'somebody tells it of herself'],
])('lets be: %s, as %s', (claim) => {
  expect(messages(claim)).toEqual([]);
});
