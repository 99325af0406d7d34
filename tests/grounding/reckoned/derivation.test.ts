import { describe, expect, it } from 'vitest';
import type { GroundableArticle } from '../../../src/article/article.ts';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkNumbers } from '../../../src/grounding/stated/check-numbers.ts';
import { articleOf } from '../../support/article-of.ts';

const article = articleOf([
  'The council passed the budget by 31 votes to 19. Tickets cost $12 at the door; pupils pay half as much.',
  'The ferry has 4 decks and each deck carries 60 cars. Repairs took nine weeks instead of the planned five. The trial ran from March to July.',
  'Of 8,000 letters, a quarter were answered late. Hosting costs $2,500 a month. The free plan allows 50 exports per day.',
  'The forecast is between $3.2 billion and $3.6 billion. The buffer holds 65,536 bytes. The fare is 45 cents.',
  'Orlen Bus was cheaper than two other bidders. Load times are 1.9 seconds, down from 6.4.',
  'The new hall cost £7.4 million, £900,000 more than planned. Visitors spend £1.2 million, three times what the council had assumed.',
  'Grants of £21,000 went to 12 choirs. The motion was carried by 212 votes to 90, with 23 abstentions.',
  'The bridge closed on 28 November. It opened again on 9 January. The old pump lifts 40 litres and the new one 136 litres.',
  'Of the fines, €340,000 of €910,000 has been paid. The archive holds 1.4 million letters, 35% of them in Welsh. A seat costs £520, with a discount of 15% for clubs.',
  'The stall may not be sold for 60 days. Of the guests, 44 of 61 were in favour.',
  'The choir fitted 4,400 lamps. In May it took 1,800 of them out. The licence is €30 per desk and month. The valve lets 4,080 stray bytes pass.',
  'Work on the £9.4 million pier begins in June. The county pays £5.6 million, the port £1.3 million and the ferry firm £600,000. The rest falls to the town.',
  'The kiln in Hol has six ovens, one of which is cold. It is to get five additional ovens in May.',
  'Kelm has halved its own gift to €30,000. The hall took 38 working days, 14 more than I had promised. The pump used 13 of the 57 litres.',
  'The scheme paid 5.2 million kroner to homes and 1.3 million for staff. The mill got 700,000 kroner. The crop needs 740 hours of frost, and in Sund it got 510.',
  'Vale is worth €400 million, well below the €720 million of Orrin.',
  'The lamp sells for $95. It would pay for itself below $110. Doors opened at 22:40 and closed at 00:15. Kip ran it in 2:14:52, later put at 2:15:33.',
  'She cut the fee by a fifth because he had called first.',
  'A flood reached 93 homes and 37 sheds. The pond would keep it out of all but eight of the homes. Raising the quay would have cost £15.2 million.',
  'Ada Reyes was paid $16,400 for the first report of the hole in the vault.',
  'Ben Oduya reported the hole later. He was paid $3,100.',
  'The trial was stopped at all 28 clinics, not only the four that serve Hol. Of the money for the fair, the fund gave 47% and the port 35%; friends brought in the rest.',
  'The test was right about lameness in 64% of cases. It is the largest fine, ahead of the 12 million kroner that Sund paid, and comes to 19.3 million.',
  ['table', '| Route | Riders | Stops |\n| --- | --- | --- |\n| Coast line | 740 | 12 |\n| Hill line | 515 | 31 |'],
]);
const count = (claim: string, text: GroundableArticle = article) =>
  checkNumbers(readClaim(claim), indexArticle(text)).issues.length;

describe('figures that are reckoned', () => {
  it.each([
    ['difference', 'The council passed the budget with a majority of 12 votes.'],
    ['part', 'Pupils pay $6 for tickets.'],
    ['product', 'Together, the decks of the ferry carry 240 cars.'],
    ['difference to what was planned', 'Repairs took four weeks longer than planned.'],
    ['months that both count', 'The five-month trial ran until July.'],
    ['part of a number', 'Some 2,000 letters were answered late.'],
    ['rate over a longer time', 'Hosting costs $30,000 a year.'],
    ['midpoint', 'The midpoint of the forecast is $3.4 billion.'],
    ['binary units', 'The buffer holds 64 KB.'],
    ['cents', 'The fare is $0.45.'],
    ['others and the one itself', 'Orlen Bus was the cheapest of three bidders.'],
    ['column of a table', 'The Coast line has 225 more riders than the Hill line.'],
    ['level that was planned', 'The plan was to build the new hall for £6.5 million.'],
    ['level that a multiple is of', 'The council had assumed that visitors spend £400,000.'],
    ['part of an even share', 'Each of the choirs got £1,750.'],
    ['total of three', 'In total, 325 votes were cast on the motion.'],
    ['share of a total of three', 'The motion was carried by 65% of the votes.'],
    ['days over the turn of the year', 'The bridge stayed closed for 42 days.'],
    ['multiple', 'The new pump lifts 3.4 times as much as the old one.'],
    ['rest of two in one sentence', 'Debtors still owe €570,000.'],
    ['share of what stands beside it', 'Some 490,000 letters are in Welsh.'],
    ['price after a discount', 'Clubs pay £442 for a seat.'],
    ['rest of two sentences', 'Some 2,600 lamps remain.'],
    ['months that are days', 'Nobody may sell the stall for two months.'],
    ['share said outright', 'More than 70% liked the play.'],
    ['rate per two things', 'A desk costs €360 a year.'],
    ['unit of what it comes from', 'Load times went from 6.4 seconds to 1.9.'],
    ['rest that falls to one', 'The town itself has to find £1.9 million.'],
    ['distance below', 'The lamp costs $15 below what it would pay for itself at.'],
    ['time over midnight', 'Doors were open for more than an hour and a half.'],
    ['time to the second', 'The new time of Kip was 41 seconds later.'],
    ['part before a reason', 'An early call earned him a reduction of 20%.'],
    ['part of a whole', 'The pond would have kept a flood out of 85 of the 93 homes.'],
    ['difference to what stands far off', 'Raising the quay would have cost £5.8 million more than the pier.'],
    ['sum for two', 'The two who reported the hole were paid $19,500 between them.'],
    ['those that are not meant', 'The trial was stopped even at 24 clinics that do not serve Hol.'],
    ['rest of shares', 'Friends brought in the remaining 18% of the money for the fair.'],
    ['share that is not', 'More than a third of the cases of lameness were not seen by the test.'],
    ['what is there and what is added', 'The kiln in Hol should have eleven ovens instead of six.'],
    ['level that was halved', 'Kelm, which used to give €60,000, gives €30,000.'],
    ['time that was promised', 'The hall took longer than the 24 days that had been promised.'],
    ['part of what has a unit', 'The pump used 13 litres and had 44 litres left.'],
    ['sum over two sentences', 'The scheme, including the mill, cost 7.2 million kroner.'],
    ['what is missing', 'Sund fell 230 hours short of the frost that the crop needs.'],
    ['share by which it is more', 'Orrin was valued at €720 million, four fifths more than Vale.'],
    ['amount before a word that is a unit elsewhere', 'Hosting costs $2,500 month after month.'],
  ])('%s', (_, claim) => {
    expect(count(claim)).toBe(0);
  });

  it.each([
    ['difference', 'The council passed the budget with a majority of 14 votes.'],
    ['product', 'Together, the decks of the ferry carry 260 cars.'],
    ['rate', 'Hosting costs $50,000 a year.'],
    ['cost, which is that of the plan', 'The new hall cost £6.5 million.'],
    ['rest of two in one sentence', 'Debtors still owe €590,000.'],
    ['share of what stands beside it', 'Some 430,000 letters are in Welsh.'],
    ['price after a discount', 'Clubs pay £424 for a seat.'],
    ['unit behind a word between', 'The valve lets 4,080 kilobytes pass.'],
    ['even share', 'Each of the choirs got £1,570.'],
    ['total of three', 'In total, 335 votes were cast on the motion.'],
    ['days over the turn of the year', 'The bridge stayed closed for 47 days.'],
    ['rest that falls to one', 'The town itself has to find £2.6 million.'],
    ['count of what is added', 'The kiln in Hol should have seventeen ovens instead of six.'],
    ['level that was halved', 'Kelm, which used to give €80,000, gives €30,000.'],
    ['part of what has a unit', 'The pump used 31 litres.'],
    ['sum over two sentences', 'The scheme, including the mill, cost 8.3 million kroner.'],
    ['difference to what is needed', 'Sund fell 320 hours short of the frost that the crop needs.'],
    ['rate over another time', 'The free plan allows 50 exports per hour.'],
    ['row of a table', 'The Hill line has 740 riders.'],
    ['old value', 'Load times are 6.4 seconds.'],
    ['distance below', 'The lamp costs $25 below what it would pay for itself at.'],
    ['time over midnight', 'Doors were open for three hours.'],
    ['time to the second', 'The new time of Kip was 61 seconds later.'],
    ['part of a whole', 'The pond would have kept a flood out of 81 of the 93 homes.'],
    ['difference to what stands far off', 'Raising the quay would have cost £4.9 million more than the pier.'],
    ['sum for two', 'The two who reported the hole were paid $26,300 between them.'],
    ['those that are not meant', 'The trial was stopped even at 26 clinics that do not serve Hol.'],
    ['rest of shares', 'Friends brought in the remaining 28% of the money for the fair.'],
    ['column of a table', 'The Coast line has 325 more riders than the Hill line.'],
  ])('wrong %s', (_, claim) => {
    expect(count(claim)).toBeGreaterThan(0);
  });
});

it('reckons with cents and whole dollars, and rounds nine days up to two weeks', () => {
  const own = articleOf([
    'A share of the mill earned $1.14, compared with 97 cents a year before. The wheel was built in nine days.',
  ]);
  expect(count('A share of the mill earned 17 cents more than a year before.', own)).toBe(0);
  expect(count('A share of the mill earned 27 cents more than a year before.', own)).toBe(1);
  expect(count('The wheel of the mill was built in under two weeks.', own)).toBe(0);
  expect(count('The wheel of the mill was built in under three weeks.', own)).toBe(1);
});

it('takes a time limit for no difference', () => {
  const own = articleOf(['Banks must pass on any change within 45 days.', 'The offer to savers ran for 73 days.']);
  expect(count('Banks must pass on the cut within 28 days.', own)).toBe(1);
});

it('holds a part against the part that the article has of the same whole', () => {
  const own = articleOf(['The operator said that two of five pumps have been switched on again and run as before.']);
  expect(count('Four of the five pumps have been switched on again.', own)).toBe(1);
  expect(count('Two of the five pumps have been switched on again.', own)).toBe(0);
  expect(count('Three of the five pumps have not been switched on again.', own)).toBe(0);
});

it('holds a cell against that of the year that the claim names', () => {
  const own = articleOf([
    'Pipes in the city burst less often than they used to.',
    ['table', '| Year | Bursts |\n| --- | --- |\n| 2022 | 96 |\n| 2024 | 61 |\n| 2025 | 40 |'],
  ]);
  expect(count('Bursts in the city dropped to 61 in 2025.', own)).toBe(1);
  expect(count('Bursts in the city dropped to 40 in 2025, from 96 in 2022.', own)).toBe(0);
});

it('holds a version against those of the same name', () => {
  const own = articleOf(['Larder 7.0 is out. It is faster than 6.5 was and drops Quill 2.0, which it replaces.']);
  expect(count('Larder 2.0 is out.', own)).toBe(1);
  expect(count('Larder 7.0 is faster than Larder 6.5.', own)).toBe(0);
});

describe('figures whose sense lies in a word or two', () => {
  const own = articleOf([
    'Winding the tower clock takes 50 minutes, an hour less than before. Winders get £13.40 an hour, 65p less than the sexton.',
    'Rehanging the bells costs €390,000, of which the sale of the old frame should bring back €70,000. The chapter turned down €8.2 million from the brewery and took €5.7 million.',
    'The crypt should stand at minus 4 degrees; the dial said plus 9. The choir has lost one of its three organists.',
    'The tower is open until nine at night. In all 2,310 parishioners were for the bells and 1,980 against, a majority of 330.',
    'The beadle wrote to the bishop. A reply is due within three weeks.',
    'The canons of the old foundation must answer any letter of complaint within 40 hours. Ours answers after 15.',
  ]);

  it.each([
    'Winding the tower clock used to take 1 hour and 50 minutes.',
    'The sexton is paid £14.05 an hour.',
    'Rehanging the bells costs €320,000 net.',
    'The chapter forwent €2.5 million by not taking the money of the brewery.',
    'The crypt stood at plus 9 degrees.',
    'The choir has two organists, one fewer than before.',
    'The tower is open until 9 p.m.',
    'Parishioners were for the bells by 2,310 to 1,980.',
    'The beadle expects a reply within three weeks.',
  ])('%s', (claim) => {
    expect(count(claim, own)).toBe(0);
  });

  it.each([
    'Winding the tower clock used to take 4 hours and 50 minutes.',
    'The sexton is paid £15.40 an hour.',
    'Rehanging the bells costs €290,000 net.',
    'The crypt stood at plus 7 degrees.',
    'The beadle expects a reply within nine months.',
  ])('wrong: %s', (claim) => {
    expect(count(claim, own)).toBe(1);
  });
});

describe('levels, sums and spans of a harbour', () => {
  const harbour = articleOf([
    'The fund held 35% of the ferries and has now bought another 22%. Its share of the docks rose by 12 points to 61%.',
    'The loan carries 5.25%, 1.5 points less than a bank would ask. Output of rope halved to 600 tonnes.',
    'The first prize is €5,000, the second €3,000 and the third €1,000.',
    'The strike began on 3 March and ended on 30 April. The boat left Osmark at 14:05 and put in at 16:50.',
  ]);

  it.each([
    ['The fund now holds 57% of the ferries.', 0],
    ['The fund now holds 67% of the ferries.', 1],
    ['Its share of the docks had been 49%.', 0],
    ['Its share of the docks had been 44%.', 1],
    ['A bank would ask 6.75%.', 0],
    ['A bank would ask 7.75%.', 1],
    ['Output of rope had been 1,200 tonnes.', 0],
    ['Output of rope had been 1,700 tonnes.', 1],
    ['The prizes come to €9,000.', 0],
    ['The prizes come to €12,000.', 1],
    ['The strike lasted eight weeks.', 0],
    ['The strike lasted twelve weeks.', 1],
    ['The journey took two hours and 45 minutes.', 0],
    ['The journey took four hours and 45 minutes.', 1],
  ])('%s', (claim, found) => {
    expect(count(claim, harbour)).toBe(found);
  });
});

describe('a duration beside a long timeline', () => {
  const rows = ['13:40', '14:02', '14:11', '14:16', '14:24', '14:39', '14:55', '15:13'];
  const log = articleOf([
    'On Thursday the lift stood still for most guests between 14:07 and 15:31. The lift stood still for 84 minutes.',
    ['table', `| Time | What |\n${rows.map((time) => `| ${time} | The lift stood still again |`).join('\n')}`],
    'The alarm rang at 14:08, and the warden was there at 14:23.',
  ]);
  const issuesOf = (claim: string) => checkNumbers(readClaim(claim), indexArticle(log)).issues;

  it.each(['The lift stood still for 84 minutes.', 'The warden was there 15 minutes after the alarm rang.'])(
    'is the time between two that stand in one passage: %s',
    (claim) => {
      expect(issuesOf(claim)).toEqual([]);
    },
  );

  it('is the time between the two entries that are most like the claim', () => {
    const entries = rows.map(
      (time, at) => `${time}: the ${['bell', 'gate', 'horn', 'lamp', 'mast', 'oven', 'pump', 'rope'][at]} failed.`,
    );
    const index = indexArticle(articleOf(entries.map((entry) => ['list-item', entry] as const)));
    const issues = (claim: string) => checkNumbers(readClaim(claim), index).issues;
    expect(issues('The pump failed 64 minutes after the gate, at 15:13.')).toHaveLength(1);
    expect(issues('It took 53 minutes from the failure of the gate to that of the pump.')).toEqual([]);
    expect(issues('It took 39 minutes from the failure of the gate to that of the pump.')).toHaveLength(1);
  });

  it.each([80, 81, 86, 71])('is not the time between any two rows: %i minutes', (minutes) => {
    expect(issuesOf(`The lift stood still for ${minutes} minutes.`)).toMatchObject([
      { message: expect.stringContaining('84 minutes') },
    ]);
  });
});

it('reckons points from two shares, and a share from a count of a whole', () => {
  const own = articleOf([
    'With the new ledger the clerks of Aas closed 62% of cases, and without it 46%. Of the guests, 44 of 61 were in favour.',
  ]);
  expect(count('The new ledger added 16 points to the cases that clerks of Aas closed.', own)).toBe(0);
  expect(count('Guests liked it: some 72.5% of them.', own)).toBe(0);
  expect(count('Guests liked it: some 76% of them.', own)).toBe(1);
});

it('takes no small part for what makes a figure right that is a little more', () => {
  const own = articleOf(['The mill at Aas paid £4,000 to the bakers and £25 to the smith.']);
  expect(count('The mill at Aas had £4,025 for bread.', own)).toBe(1);
});

it.each(['Owls lay 20 eggs in the wood.', 'The mill paid €9 for bread.'])(
  'takes what figures of a digit come to for chance: %s',
  (claim) => {
    const own = articleOf([
      'Sund sends 45 barges and 25 carts. The mill paid €4 for rye and €5 for oats.',
      'The wood is deep, the wind is cold, and owls nest in the mast.',
      'The miller asked for a lamp.',
    ]);
    expect(count(claim, own)).toBe(1);
  },
);

it('takes the months between two of which the later is told first', () => {
  const told = articleOf(['The reed organ went to the guild in May. Its builders had hoped for February.']);
  expect(count('A reed was late, so the organ went to the guild three months later than hoped.', told)).toBe(0);
  expect(count('A reed was late, so the organ went to the guild five months later than hoped.', told)).toBe(1);
});

describe('a version between two', () => {
  const told = articleOf([
    'Support for the 3.4 to 3.7 branches of Lantern ended in May. Its score rose from 6.2 to 6.8 that year.',
  ]);

  it.each([
    ['Users of Lantern 3.5 get no fix, as support for it ended in May.', 0],
    ['Users of Lantern 3.8 get no fix, as support for it ended in May.', 1],
    ['Users of Lantern 3.25 get no fix, as support for it ended in May.', 1],
    ['Lantern got a score of 6.5 that year.', 1],
  ])('is one of those that an article names from first to last: %s', (claim, issues) => {
    expect(count(claim, told)).toBe(issues);
  });
});
