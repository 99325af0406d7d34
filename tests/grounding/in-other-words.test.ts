import { describe, expect, it } from 'vitest';
import { createGrounder } from '../../src/grounding/ground-summary.ts';
import { articleOf } from '../support/article-of.ts';

const grounder = createGrounder(
  articleOf(
    [
      'Harrowgate Ferries cancelled 212 sailings in March. It refunded tickets worth €118,000 and paid €42,000 in penalties to the harbour.',
      'Two of its seven ferries were in the yard. At 22:04 the control room ordered every gate opened by hand, and passengers travelled free of charge.',
      'The older ferry makes 71 decibels at the quay, the new one 52 decibels. Crews hold 14 weeks of spare parts rather than the usual eight.',
      'The board has not decided yet whether to order a third ferry. It was offered a loan twice and did not take it. The director Ines Falk said that a decision is due in May.',
      'It spent twelve weeks in court. The loan of £3 million, which the traders consider less than half of what is needed, was paid out on 12 May. Two days later it had been spent. Captains cannot claim that old boats never sink. The harbour sent 45 of its 120 workers home, on half pay; none was dismissed.',
      'A dock built in 1872 was widened in 1875. The work slipped by seven weeks. According to Quaywatch, a research group, 61,000 people in the country depend on ferries. The Dutch crews were not affected.',
    ],
    { title: 'A hard month at Harrowgate' },
  ),
);
const codes = (claim: string) => grounder.check(claim, 'statement').issues.map(({ code }) => code);

it.each([
  'Guests lacking a badge walked through the north gate.',
  'At least some captains read the tide table before they leave.',
  'The lamp on the pier no longer burned all night in winter.',
  'No worker was dismissed.',
  'The quay was safe during the year, compared with several accidents the year before.',
  'Boats tied to a buoy were spared, and the storm broke only what stood on the pier.',
])('holds nothing against what is said of others, in part, of earlier, or of something else: %s', (claim) => {
  const { check } = createGrounder(
    articleOf([
      'Guests who had a badge walked through the south gate within two minutes. Most captains read the tide table before they leave the harbour.',
      'There were no accidents at the quay during the year. The storm broke what stood on the pier, but never a boat that was tied to a buoy.',
      'The lamp on the pier burned all night in winter. The harbour sent 45 workers home on half pay.',
    ]),
  );
  expect(check(claim, 'statement').issues.map(({ code }) => code)).toEqual([]);
});

describe('claims in other words than the article', () => {
  it.each([
    'March cost Harrowgate Ferries around €160,000 in tickets and penalties.',
    'Two ferries were in the yard.',
    'Passengers travelled free of charge from shortly after 22:00.',
    'The new ferry is 19 decibels quieter than the older ferry.',
    'Crews hold six weeks more of spare parts than usual.',
    'The board has yet to decide whether to order a third ferry.',
    'The dock was widened three years after it was built.',
    'The work slipped by almost two months.',
    'The dock, an 1872 structure, was widened later.',
    'No worker was dismissed.',
    'The loan had been spent on 14 May.',
    'The traders want more than £6 million.',
    'The board will not order a third ferry before May.',
    'Some 61,000 Dutch people depend on ferries.',
  ])('holds nothing against: %s', (claim) => {
    expect(codes(claim)).toEqual([]);
  });

  it.each([
    ['number', 'Harrowgate Ferries cancelled 221 sailings in March.'],
    ['number', 'It paid €24,000 in penalties to the harbour.'],
    ['number', 'Passengers travelled free of charge from shortly after 23:00.'],
    ['number', 'Passengers travelled free of charge from shortly before 22:00.'],
    ['number', 'The work slipped by nine weeks.'],
    ['number', 'The loan had been spent on 16 May.'],
    ['number', 'The traders want more than £9 million.'],
    ['negation', 'The Dutch crews were affected.'],
  ])('finds a wrong %s in: %s', (code, claim) => {
    expect(codes(claim)).toContain(code);
  });
});

describe('what goes without saying', () => {
  const { check } = createGrounder(
    articleOf([
      'The fine of €18 million is the largest so far, ahead of the 11 million that the ferry line paid. The keel will last fifteen years, perhaps twenty.',
      'Without the short shift, the harbour says, some cranes would have no driver. Lamps of Cypriot make were found in the wreck with Vallonese jars.',
    ]),
  );

  it.each([
    'The fine exceeds the 11 million euros paid by a ferry line.',
    'The keel will last 15 to 20 years.',
    'The short shift is what gives some cranes a driver, the harbour says.',
    'The lamps came from Cyprus and the jars from Vallonia.',
  ])('holds nothing against: %s', (claim) => {
    expect(check(claim, 'statement').issues).toEqual([]);
  });

  it.each([
    ['The fine exceeds the 11 million pounds paid by a ferry line.', 'number'],
    ['The fine exceeds the 11 euros paid by a ferry line.', 'number'],
    ['The lamps came from Cypress Hill.', 'name'],
  ])('is no excuse for: %s', (claim, code) => {
    expect(check(claim, 'statement').issues.map((issue) => issue.code)).toContain(code);
  });
});
