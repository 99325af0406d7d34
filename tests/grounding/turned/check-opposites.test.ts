import { describe, expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkDeniedClauses } from '../../../src/grounding/denied/check-denied-clauses.ts';
import { checkOpposites } from '../../../src/grounding/turned/check-opposites.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'The crown weakened to 11.4 per euro, and the bank of Lom said little. Ms Dahl kept her forecast at 12.1 crowns, arguing that herring would be dear.',
    'Lom has halved its own subsidy to 40,000 euros. Takings of the ferry went up by a tenth, although the number of passengers went down.',
    'The council of Vik said that it would not publish the letters of the harbour master. The mill of Aas cannot grind rye in winter unless the river is high.',
    'The pier does not hold all carts of the fair. The bell tower has a roof of copper, not slate.',
    'The rowers of Nes lost their licence for the outer harbour. Since the spring a lever lets skippers turn the fog horn off.',
    'Before the quay was sold to the ferry company, Holm bought the coal yard from it.',
    '"I would not use these soundings for the river mouth," said the pilot of Aas.',
    'The second boat attached its cable to the buoy, and ferries at the slip of Gjerde stopped accepting bicycles.',
    'Fares to the skerry doubled to 48 crowns in June. Takings at the kiosk fell by a fifth, although what a keeper earned on a Sunday rose.',
    'Mr Roed of the choir voted against a new organ. The siren at Bakke was taken out of service in August, and the smith broke off talks about its horn.',
    'The inner bark of the elm is darker and coarser than the outer. The plea of the miller for a lower toll was dismissed.',
    'Kvalheim Weavers had a good spring. It bought the dye works at Nore for its blue. A collector of bells, Ole Moen, sold his barn to a school.',
    'The old lamp of the quay was turned off. Boats which allowed dogs on deck were listed by the harbour, whether or not they were clean.',
  ]),
);
const codes = (claim: string) =>
  [checkOpposites, checkDeniedClauses].flatMap((check) => check(readClaim(claim), index)).map(({ code }) => code);

it('lets those be told of who do what is not done by itself', () => {
  const told = indexArticle(
    articleOf(['The flaw of the gate only matters where token refresh is enabled, as it is since May.']),
  );
  const claim = (who: string) => `${who} switch off token refresh of the gate are asked for their name again.`;
  expect(checkOpposites(readClaim(claim('Those who')), told)).toEqual([]);
});

it('is surer of two verbs with the same object', () => {
  const told = indexArticle(
    articleOf([
      'Maria Roed, who covers the mill at Aas Partners, kept her rating but cut her price target to 88 crowns from 97.',
      'The mill raised its budget for the year.',
    ]),
  );
  const claim =
    'Aas Partners raised its price target for the mill and kept its rating, seeing the weak outlook as a pause.';
  expect(checkOpposites(readClaim(claim), told)).toHaveLength(1);
});

it.each([
  'The new plough is no worse than the old one, the trial of the guild found.',
  'The miller of Sund has yet to accept the verdict of the guild.',
])('reads what is said with no and yet: %s', (claim) => {
  const told = indexArticle(
    articleOf([
      'The trial of the guild did not find that the new plough is better than the old one.',
      'The miller of Sund has not accepted the verdict of the guild.',
    ]),
  );
  expect(checkOpposites(readClaim(claim), told)).toEqual([]);
});

describe('clauses of a claim and of the article about the same', () => {
  it('are named with what denies them', () => {
    const rates = indexArticle(articleOf(["Error rates of the new cache didn't rise in May."]));
    expect(checkOpposites(readClaim('Error rates of the new cache rose in May.'), rates)).toMatchObject([
      { message: expect.stringContaining(`says "rose" where the article says "didn't rise"`) },
    ]);
  });

  it.each([
    ['In Lom the crown strengthened to 11.4 per euro.', 'direction'],
    ['Ms Dahl abandoned her forecast of 12.1 crowns.', 'direction'],
    ['Lom has doubled its subsidy for the choir to 40,000 euros.', 'direction'],
    ['The rowers of Nes kept their licence for the outer harbour.', 'direction'],
    ['Kvalheim sold the dye works at Nore for its blue.', 'direction'],
    ['The collector Ole Moen bought a barn from a school.', 'direction'],
    ['Mr Roed of the choir voted for a new organ.', 'direction'],
    ['In August the siren at Bakke was put into service.', 'direction'],
    ['The smith began talks about the horn of the siren.', 'direction'],
    ['The inner bark of the elm is finer and lighter.', 'direction'],
    ['The plea of the miller for a lower toll was upheld.', 'direction'],
    ['The second boat detached its cable from the buoy.', 'direction'],
    ['Fares to the skerry halved to 48 crowns.', 'direction'],
    ['What a keeper earned on a Sunday fell.', 'direction'],
    ['A lever lets skippers turn the fog horn on.', 'direction'],
    ['The council of Vik intends to publish the letters of the harbour master.', 'negation'],
  ])('are opposed: %s', (claim, code) => {
    expect(codes(claim)).toEqual([code]);
  });

  it.each([
    'The crown slipped to 11.4 per euro.',
    'Lom cut its subsidy by half, to 40,000 euros.',
    'Takings of the ferry went up while the number of passengers went down.',
    'The council of Vik refused to publish the letters of the harbour master.',
    'The mill of Aas grinds rye in winter when the river is high.',
    'The pier holds some of the carts of the fair.',
    'The ferry company sold the coal yard to Holm.',
    'The town sold the dye works at Nore to Kvalheim.',
    'A school bought the barn of Ole Moen.',
    'A new organ was opposed by Mr Roed of the choir.',
    'The siren at Bakke was withdrawn from service in August.',
    'At the slip of Gjerde ferries refuse bicycles.',
    'Boats now refuse dogs on deck.',
    'The harbour listed even dirty boats that allowed dogs.',
    'The new lamp of the quay burns.',
    'The pilot of Aas warned against using these soundings for the river mouth.',
  ])('are not opposed: %s', (claim) => {
    expect(codes(claim)).toEqual([]);
  });
});

it.each([
  'Only four of the seven guilds of Aas kept their stalls open in the storm.',
  'No one was hurt when the crate fell on the quay.',
  'Had he the time, the smith would remove the chimney again.',
])('knows another part, where a no ends, and a noun: %s', (claim) => {
  const told = indexArticle(
    articleOf([
      'Three of the seven guilds of Aas closed their stalls in the storm. In May a crane dropped the crate on the quay.',
      'The smith added the chimney in June. The removal of the chimney, says the smith, would come first.',
    ]),
  );
  expect(checkOpposites(readClaim(claim), told)).toEqual([]);
});

describe('words of one root with un-, in- or dis- before it, and opposites of trades', () => {
  const told = indexArticle(
    articleOf([
      'The ferry of Holm will be permanently moved to the outer pier in March.',
      'The new reader of tickets is incompatible with the old cards of the harbour.',
      'The keeper overestimated the takings of the lighthouse cafe for 2031.',
      'An unauthenticated caller can open the sluice of Bakke from outside.',
      'Harbour dues were centralised by the council of Lom. Storm warnings are sent asynchronously to the boats.',
      'The pier of Nes is unstable in a storm, the tower stable.',
    ]),
  );
  const codesOf = (claim: string) => checkOpposites(readClaim(claim), told).map(({ code }) => code);

  it.each([
    'The ferry of Holm will be temporarily moved to the outer pier in March.',
    'The new reader of tickets is compatible with the old cards of the harbour.',
    'The keeper underestimated the takings of the lighthouse cafe for 2031.',
    'An authenticated caller can open the sluice of Bakke from outside.',
    'Harbour dues were decentralised by the council of Lom.',
    'Storm warnings are sent synchronously to the boats.',
  ])('are turned round: %s', (claim) => {
    expect(codesOf(claim)).toEqual(['direction']);
  });

  it.each([
    'The new reader of tickets is not compatible with the old cards of the harbour.',
    'The tower of Nes is stable in a storm, unlike the pier.',
    'The keeper of the lighthouse cafe overestimated its takings, and underestimated nothing else.',
    'The ferry of Holm, a temporary one, will be permanently moved to the outer pier in March.',
  ])('are kept: %s', (claim) => {
    expect(codesOf(claim)).toEqual([]);
  });
});

it('takes no opposite of a word that the article says as well', () => {
  const told = indexArticle(
    articleOf(['A barge that falls more than an hour behind is no longer dropped from the race of Lund.']),
  );
  const claim = 'A barge that falls more than an hour behind is dropped from the race of Lund.';
  expect(checkOpposites(readClaim(claim), told)).toEqual([]);
});

it('holds what was against nothing that would have been', () => {
  const told = indexArticle(articleOf(['The price of herring at Lund would have fallen if the fleet had sailed.']));
  expect(checkOpposites(readClaim('The price of herring at Lund rose when the fleet sailed.'), told)).toEqual([]);
});
