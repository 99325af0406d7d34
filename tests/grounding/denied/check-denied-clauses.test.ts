import { describe, expect, it } from 'vitest';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkDeniedClauses } from '../../../src/grounding/denied/check-denied-clauses.ts';
import { articleOf } from '../../support/article-of.ts';

const index = indexArticle(
  articleOf([
    'The ferryman of Sund apologised to the bakers and paid for their flour, but rejected a later timetable.',
    'The drawer of the till opens without a key, and the bell still rings. The new pump refused to start in the frost of January.',
    'Barrels from the old cellar can be sold at the fair. None of the coopers could lift 90 kilograms without a rope.',
    'The chapel moved its service to the harbour, and its choir was not asked. Ms Lunde repaired the lamps of the pier in May.',
    'Most of the goats on Tind did not eat the new hay. The goats on Tind are now fed by hand. The lock of the east gate does not close if the tide is high.',
  ]),
);
const ofThings = indexArticle(
  articleOf([
    'The raft drifted to Olm; the keeper of Voss made no attempt to mend it. When the bishop came, no lantern was lit on the jetty.',
    'There is no doubt weirs are shut. The bakers of Olm know no cook who is paid.',
    'The ferry to Olm sailed in the snow of 1931. No twin berths were numbered.',
    'No cabins were numbered. Ms Lunde painted and numbered the twin cabins for the regatta.',
  ]),
);
const said = (claim: string) => checkDeniedClauses(readClaim(claim), index).map(({ message }) => message);

describe('what one clause denies and another of the same says', () => {
  it.each([
    ['The ferryman of Sund did not apologise to the bakers, but paid for their flour.', 'not apologise', 'apologised'],
    ['The drawer of the till cannot be opened without a key.', 'cannot be opened', 'opens'],
    ['Despite the frost of January the new pump started.', 'started', 'refused to start'],
    ['Visitors of the fair are not allowed to sell barrels from the old cellar.', 'not allowed to sell', 'sold'],
    ['The goats on Tind are not now fed by hand.', 'not now fed', 'fed'],
    ['Coopers could lift 90 kilograms without a rope.', 'lift', 'None of the coopers could lift'],
    ['The choir of the chapel was asked before the service moved to the harbour.', 'asked', 'not asked'],
    ['Ms Lunde never repaired the lamps of the pier.', 'never repaired', 'repaired'],
  ])('is found: %s', (claim, claimed, stated) => {
    const message = `The claim says "${claimed}" where the article says "${stated}". Say it as the article does.`;
    expect(said(claim)).toEqual([message]);
  });

  it.each([
    ['A gate opened by hand, and only one never opened by itself.', 'what the claim says no to as well'],
    ['The gate of the mill opened by hand in May.', 'what another sentence says outright'],
    ['Painters will not lock the loft, since that loft is damp.', 'what would only be better'],
  ])('is not found: %s, as it is %s', (claim) => {
    const told = indexArticle(
      articleOf([
        'The gate of the mill opened by hand in May. One gate of the mill never opened by hand before May.',
        'Locking the loft would be safer but needs a second key for painters.',
      ]),
    );
    expect(checkDeniedClauses(readClaim(claim), told)).toEqual([]);
  });

  it.each([
    ['The keeper of Voss tried to mend the raft, which had drifted to Olm.', 'mend', 'no attempt to mend'],
    ['The lanterns of the jetty were lit for the bishop.', 'lit', 'no lantern was lit'],
    ['The harbour master of Brannmoor wanted twin berths to be numbered.', 'numbered', 'No twin berths were numbered'],
  ])('is found of what is denied of a thing, or not tried: %s', (claim, claimed, stated) => {
    const message = `The claim says "${claimed}" where the article says "${stated}". Say it as the article does.`;
    expect(checkDeniedClauses(readClaim(claim), ofThings).map((one) => one.message)).toEqual([message]);
  });

  it.each([
    ['Weirs at Olm are shut.', 'what is beyond doubt'],
    ['The bakers and the cook of Olm are paid.', 'what is said of no other one'],
    ['Twin cabins were painted and numbered by Ms Lunde for the regatta.', 'what another sentence says'],
  ])('is not found: %s, %s', (claim) => {
    expect(checkDeniedClauses(readClaim(claim), ofThings)).toEqual([]);
  });

  it.each([
    ['Only rye and barley were ground at the mill.', 0],
    ['Rye was ground at the mill.', 0],
    ['The mill ground grains other than rye and barley.', 1],
    ['The mill ground wheat.', 1],
  ])('is not found of what a denial leaves out: %s', (claim, found) => {
    const told = indexArticle(
      articleOf(['The mill has not ground grains other than rye and barley. It has two wheels.']),
    );
    expect(checkDeniedClauses(readClaim(claim), told)).toHaveLength(found);
  });

  it('is not found where a figure of the clause is told elsewhere', () => {
    const told = indexArticle(
      articleOf([
        'Kilns at Sund ran for 58 nights in the winter of 1911. Last winter, trials apart, they did not run at all.',
      ]),
    );
    const kilns = 'The kilns at Sund, which had run for 58 nights, were lit only for trials.';
    expect(checkDeniedClauses(readClaim(kilns), told)).toEqual([]);
    expect(checkDeniedClauses(readClaim(kilns.replace('58', 'some')), told)).toHaveLength(1);
  });

  it.each([
    'The choir was not asked before the service moved to the harbour.',
    'The new pump failed to start in the frost of January.',
    'The bell of the till has not fallen silent.',
    'The lamps of the pier were repaired in May.',
    'Some of the goats on Tind ate the new hay.',
    'In calm weather the lock of the east gate closes.',
    'The old pump started in the frost of January.',
  ])('is not found: %s', (claim) => {
    expect(said(claim)).toEqual([]);
  });

  it.each([
    ['The weir of Sund no longer closes in frost.', 'what once was so'],
    ['The boats of Vik do not leave the quay at night.', 'what is so of few'],
    ['The mail boat stops at the quay of Aas in winter.', 'what another one does'],
    ['The cooper of Brod was not paid for the barrels.', 'what a nearer clause denies as well'],
  ])('is not found: %s, as it is held against %s', (claim) => {
    const told = indexArticle(
      articleOf([
        'The weir of Sund closed in frost. Few boats of Vik leave the quay at night. The ferry does not stop at the quay of Aas in winter.',
        'The cooper of Brod was not paid for the barrels; for mending barrels the cooper was paid in May.',
      ]),
    );
    expect(checkDeniedClauses(readClaim(claim), told)).toEqual([]);
  });

  it('is found of what is said to be no longer so, where it still is', () => {
    const told = indexArticle(articleOf(['The weir of Sund still closes in frost.']));
    expect(checkDeniedClauses(readClaim('The weir of Sund no longer closes in frost.'), told)).toHaveLength(1);
  });

  const denied = indexArticle(
    articleOf([
      'In none of the barns have we found traces of the fox. Nor did the steward count the geese of Holm.',
      'We know of no case in which the lantern oil of Sund was watered down.',
      'I would have bought the green boat anyway.',
      'The harbour of Olm trusted the new seal and that of Brod did not: it had been sent to Olm alone.',
      'This explains why it took us so long.',
      'The trial of the beacon ran in fog. It did not, however, save skippers within that winter, and it cost a crown.',
      'The bailiffs did not find the ledger. They did find that four men had keys.',
    ]),
  );
  const heldAgainst = (claim: string) => checkDeniedClauses(readClaim(claim), denied).map(({ code }) => code);

  it.each([
    ['We found traces of the fox in the barns.', 'what `in none` denies'],
    ['The steward counted the geese of Holm.', 'what `nor did` denies'],
    ['The lantern oil of Sund was watered down.', 'what there is no case of'],
    ['I would not have bought the green boat.', 'what would have been'],
    ['The lantern of Aas saved skippers within that winter.', 'what is told of `it`'],
  ])('is found: %s, against %s', (claim) => {
    expect(heldAgainst(claim)).toEqual(['negation']);
  });

  it.each([
    ['Traces of the fox have not been found in the barns.', 'what `in none` denies'],
    ['There is no case in which the lantern oil of Sund was watered down.', 'the same'],
    ['No trace was found that it had been burnt.', 'the verb alone'],
    ['I did not buy the green boat.', 'what would only have been'],
    [
      'A late letter left the harbour of Brod unable to trust the new seal.',
      'what is denied of them with no verb of its own',
    ],
    ['Half of the dances were dropped, as no one could explain their purpose.', 'what shares nothing but the verb'],
  ])('is not found: %s, against %s', (claim) => {
    expect(heldAgainst(claim)).toEqual([]);
  });
});
