import { expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkRoles } from '../../../src/grounding/names/check-roles.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf(
    [
      'Brannagh restarted the mail relay at noon and cleared its queue. Okafor, of Tidemark Labs, wrote the report afterwards.',
      'The relay had been bought from Seawright in spring. Wintergate praised the report.',
      'A plug-in copied the keys of clerks for sixteen days until the firm Brackwell noticed. Dusk Gull was removed at once.',
      'Brodzki mended the crane in the yard and oiled its chain. Nobody was told. It was a Sunday. Rasmus paid.',
      'Okonjo hired 40 cooks to bake 300 loaves for the fair.',
      'The moot of Ravensey met.',
      'The dye works belong to Fennick, the Halland company that makes sails. Fennick will sell its 12 blue vats to weavers in spring.',
      'Testers at three yards in Norway and Denmark tried a buoy that listens to whales day and night. The Sonnet is made by Havlyd.',
    ],
    { title: 'A day without mail at Pellingham' },
  ),
);
const messages = (claim: string) => checkRoles(readClaim(claim), index).map(({ message }) => message);

it('takes no name for another that only says whose, nor whoever tells the article', () => {
  const told = indexArticle(
    articleOf([
      'By Petra Halvorsen, keeper of the Skarv light',
      "The guild of Iceland's lamplighters has let its oldest mast for a rent of 90 crowns. Torvald runs Lampa, the guild.",
      'In 1998 I carried the last barrel of oil up the Brattholm stair with both hands.',
    ]),
  );
  const found = (claim: string) => checkRoles(readClaim(claim), told);
  expect(found('Lampa has let its oldest mast for a rent of 90 crowns.')).toEqual([]);
  expect(found('Petra Halvorsen carried the last barrel of oil up the stair with both hands.')).toEqual([]);
  expect(found('Torvald carried the last barrel of oil up the stair with both hands.')).toHaveLength(1);
});

it('finds a name in the place of another one', () => {
  expect(messages('Okonedo and Seawright restarted the mail relay at noon and cleared its queue.')).toEqual([
    expect.stringContaining('it has "Brannagh"'),
  ]);
});

it('finds it where the sentence says half of the claim in other words', () => {
  expect(messages('Rasmus restarted the mail relay after emptying all lines.')).toEqual([
    expect.stringContaining('it has "Brannagh"'),
  ]);
});

it.each([
  'Brannagh restarted the mail relay at noon and cleared its queue.',
  'Pellingham restarted the mail relay at noon and cleared its queue.',
  'Seawright sold a relay.',
  'Rasmus paid when the crane in the yard was mended and its chain oiled.',
  'In Ravensey, 40 cooks were hired to bake 300 loaves for the fair.',
  'The plug-in Dusk Gull copied the keys of clerks for sixteen days.',
  'The Halland company will sell its 12 blue vats to weavers in spring.',
  'The Sonnet is a buoy that listens to whales day and night.',
])('finds nothing wrong with: %s', (claim) => {
  expect(messages(claim)).toEqual([]);
});
