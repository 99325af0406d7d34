import { describe, expect, it } from 'vitest';
import type { GroundableArticle } from '../../../src/article/article.ts';
import { indexArticle } from '../../../src/grounding/article-index.ts';
import { readClaim } from '../../../src/grounding/claim.ts';
import { checkNumbers } from '../../../src/grounding/stated/check-numbers.ts';
import { articleOf } from '../../support/article-of.ts';

const article = articleOf([
  'We served 23,846 users and 11.2 billion rows. Latency fell from 900 to 210 ms, a drop of 76.7 %, within ninety minutes.',
  'Availability was 99.6 %. The bill came to $418,000, and half of the fleet, three services in all, was idle for 40 days. We wrote 1.6 million lines.',
  ['table', '| Measure | p99 (ms) |\n| --- | --- |\n| before | 1870 |'],
  ['code', 'max_connections: 524288'],
]);
const issuesIn = (text: GroundableArticle, claim: string) => checkNumbers(readClaim(claim), indexArticle(text)).issues;
const messages = (claim: string) => issuesIn(article, claim).map(({ message }) => message);

describe('checkNumbers', () => {
  it.each([
    'Some 24K users were served.',
    'About 24,000 users were served.',
    'It held 11,200,000,000 rows.',
    'It held 11.2B rows.',
    'Latency is down by 77 percent to 0.21 seconds.',
    'Latency was 900 ms.',
    'It took 1.5 hours.',
    'The bill was $418K.',
    'The bill was 418 thousand dollars.',
    'The p99 was 1,870 ms before.',
    'The limit became 524,288 connections.',
    'Three services were idle.',
    'One day, half of the team was away.',
  ])('finds stated: %s', (claim) => {
    expect(messages(claim)).toEqual([]);
  });

  it.each([
    ['Some 29K users were served.', '29K'],
    ['Latency fell by 67.7 %.', '67.7 %'],
    ['Latency fell to 120 ms.', '120 ms'],
    ['Latency fell to 210 seconds.', '210 seconds'],
    ['The bill was £418,000.', '£418,000'],
    ['The fleet was idle for 41 days.', '41 days'],
    ['The fleet was idle for thirty days.', 'thirty days'],
    ['It cost $40.', '$40'],
    ['It held 11.2 million rows.', '11.2 million'],
    ['We wrote 2 million lines.', '2 million'],
    ['Of 640 hosts, all were idle.', '640'],
    ['Five services were idle.', 'Five'],
  ])('finds invented: %s', (claim, written) => {
    expect(messages(claim)).toEqual([expect.stringContaining(`does not state "${written}"`)]);
  });

  it('names no figure in place of itself', () => {
    const refunds = articleOf(['Fewer than ten customers asked for a refund, €1,250 in all.']);
    expect(issuesIn(refunds, 'More than ten customers asked for a refund.')).toMatchObject([
      {
        message:
          'The article states "ten" only with other words around it: "Fewer than ten customers asked". Say it as the article does.',
      },
    ]);
  });

  it.each([
    ['Guests spending under £100,000 a year numbered 212.', 1],
    ['Guests spending at most £100,000 a year numbered 212.', 1],
    ['Guests spending over £100,000 a year numbered 212.', 0],
  ])('lets no reckoning come to a figure that the article bounds the other way: %s', (claim, found) => {
    const inn = articleOf([
      'Guests spending over £100,000 a year numbered 212, up from 187. The inn credited others with about £240,000 and repaid £148,000.',
    ]);
    const told = issuesIn(inn, claim).filter(({ message }) => message.includes('"spending over £100,000 a year"'));
    expect(told).toHaveLength(found);
  });

  it('reads the unit of one figure for the next: now they take 12', () => {
    const deploys = articleOf(['Before the move, deploys took 45 minutes; now they take 12.']);
    expect(issuesIn(deploys, 'Deploys went from 45 minutes to 12 minutes.')).toEqual([]);
    expect(issuesIn(deploys, 'Deploys take 13 minutes now.')).toHaveLength(1);
  });

  it.each([
    'Of the 64 orchards, 63 were grafted by hand.',
    'Frost was found in one in about sixteen orchards.',
    'Cider costs 35 cents a glass.',
    'With six weeks left, a press of oak would have come three weeks too late.',
    'Presses of ash lost 0.6 per cent of the juice, against 4.2 for those of oak.',
    'Wasps kept off nearly 30 % of the time.',
  ])('finds what is said otherwise: %s', (claim) => {
    const orchard = articleOf([
      'Sixty-four orchards were grafted, all but one of them by hand. A survey found frost in 6 per cent of orchards.',
      'Cider costs €0.35 a glass. A press of oak would have taken nine weeks. The growers had six. Cellars cool for three weeks.',
      'Presses of oak lost 4.2 per cent of the juice and those of ash 0.6. Wasps were about 71 % of the time.',
    ]);
    expect(issuesIn(orchard, claim)).toEqual([]);
  });

  it.each([
    ['Memory grew to 12 gigabytes.', 0],
    ['Orders fell to a low of 35 an hour.', 0],
    ['Memory grew from 12 gigabytes.', 1],
  ])('lets where a change ends count what it began with: %s', (claim, found) => {
    const changes = articleOf([
      'Memory grew from 3 gigabytes to 12. Orders fell from 900 orders an hour to a low of 35.',
    ]);
    expect(issuesIn(changes, claim)).toHaveLength(found);
  });

  it('does not round a high share up to a higher one', () => {
    expect(messages('Availability was 100 %.')).toHaveLength(1);
    expect(messages('Availability was 99.6%.')).toEqual([]);
  });

  it.each([
    ['1,961,000', 0],
    ['1,960,000', 1],
  ])('takes "2 million" for %s rounded only within two hundredths', (stated, issues) => {
    const other = articleOf([`We wrote ${stated} lines.`]);
    expect(issuesIn(other, 'We wrote 2 million lines.')).toHaveLength(issues);
  });

  it.each([
    ['The 214 stalls lost an estimated £1.3 million of takings.', 1],
    ['The stalls lost an estimated £1.2 million of takings.', 1],
    ['Together with the rent, the flood cost the stalls some £1.3 million.', 0],
    ['The fair sold 640 tickets less than the year before.', 1],
    ['The fair sold 700 tickets less than the year before.', 0],
    ['Of the takings, £913,000 remained after the rent.', 0],
  ])('lets no reckoning excuse another figure in the very place of the claim: %s', (claim, found) => {
    const fair = articleOf([
      'After the flood the 214 stalls lost an estimated £1.1 million of takings, and we waived their rent, which comes to £187,000. A new pump costs 10 % more than the old one.',
      'The fair sold 700 tickets less than the year before; 60 of them were for children.',
    ]);
    expect(issuesIn(fair, claim)).toHaveLength(found);
  });

  it('names the figure in which one digit was changed before one that stands in words more like the claim', () => {
    const other = articleOf([
      'Traffic to the shop rose from 640 requests a second to a peak of 2,150. Before, the server was asked for 21,000 names a second. At 14:05 it was 164,000.',
    ]);
    const [issue] = issuesIn(other, 'Requests rose to 264,000 a second.');
    expect(issue?.message).toContain('the closest it states is "164,000"');
  });

  it.each([
    ['The yard earned $1.86 million.', '$1.86 billion'],
    ['The yard has 92,000 guests.', '9,200'],
  ])('names the figure of which the place was changed: %s', (claim, stated) => {
    const other = articleOf([
      `The yard earned $1.86 billion and has 9,200 guests. It had 91,000 of them in May, and owed $1.9 million.`,
    ]);
    expect(issuesIn(other, claim)[0]?.message).toContain(`the closest it states is "${stated}"`);
  });

  it.each([
    ['The lift stood still for 214 minutes.', 1],
    ['The lift stood still for 61 minutes.', 1],
    ['The lift stood still for 84 minutes.', 0],
  ])('takes no count of things for a measure: %s', (claim, issues) => {
    const other = articleOf([
      'The lift stood still for 84 minutes, and 214 partner shops closed.',
      ['table', '| Time | What |\n| 14:02 | The warden found it in 61 hotels |'],
    ]);
    expect(issuesIn(other, claim)).toHaveLength(issues);
  });

  it('names the closest figure of the same kind', () => {
    expect(messages('Latency fell by 67.7 %.')).toEqual([
      'The article does not state "67.7 %"; the closest it states is "76.7 %". Use the article\'s own figure or leave it out.',
    ]);
  });
});

describe('figures whose unit or scale stands elsewhere', () => {
  const told = articleOf([
    'Appetite dipped in the first fortnight. The bad phase lasts nine years as a rule, and less than two if the soil is scraped off. The mower scores 8/10.',
    ['table', '| SEK m | 2026 | 2025 |\n| --- | --- | --- |\n| Hull repairs | 655 | 520 |'],
    'A new sloop is sold for 64,000 euros, or 51,000 without the mast.',
    'What the yard bought, in thousands of dollars:',
    ['table', '| | 2026 | 2025 |\n| --- | --- | --- |\n| Tarred rope | 214 | 198 |'],
    ['table', '| Line | Crossings (million) |\n| --- | --- |\n| Ferries to Utne | 1.4 |'],
    ['table', '| Line (million kroner) | 2026 | 2025 |\n| --- | --- | --- |\n| Anchor chains | 1,042 | 861 |'],
    ['table', '| Depth (m) | Loads (million) |\n| --- | --- |\n| 30 | 7.5 |'],
  ]);

  it.each([
    'Appetite fell in the first two weeks.',
    'The bad phase lasts less than two years if the soil is scraped off.',
    'The mower scores 8 out of 10.',
    'Hull repairs rose from SEK 520 million to SEK 655 million.',
    'The sloop is sold for 51,000 euros without the mast.',
    'Ferries to Utne made 1.4 million crossings.',
    'Anchor chains brought in 1,042 million kroner.',
    'The yard bought tarred rope for 214,000 dollars, 16,000 dollars more than the year before.',
  ])('are stated: %s', (claim) => {
    expect(issuesIn(told, claim)).toEqual([]);
  });

  it.each([
    ['Appetite fell in the first three weeks.', 'three weeks'],
    ['The mower scores 6 out of 10.', '6 out of 10'],
    ['Hull repairs rose to SEK 725 million.', 'SEK 725 million'],
    ['Anchor chains brought in 1,240 million kroner.', '1,240 million kroner'],
    ['At a depth of 30 metres there were 7.5 million metres of loads.', '7.5 million metres'],
  ])('are held against the claim: %s', (claim, figure) => {
    expect(issuesIn(told, claim).map(({ message }) => message)).toEqual([expect.stringContaining(`"${figure}"`)]);
  });
});

describe('figures that are said of something else', () => {
  it('are wrong where another thing is counted in another unit', () => {
    const strike = articleOf(['The strike began nine days after the vote. Six carters reported broken wheels.']);
    expect(issuesIn(strike, 'Broken wheels were reported by nine carters.')).toHaveLength(1);
    expect(issuesIn(strike, 'Broken wheels were reported by six carters.')).toEqual([]);
  });
});

describe('the closest figure', () => {
  const text = articleOf([
    'Node 18 is the oldest runtime that works. The studio earned €9.4 million in 2024, up from €7.1 million.',
    'A quarter of the builds failed in March. Builds take 40 minutes.',
    'The 4,100 people who signed up came in the first quarter.',
  ]);
  const closest = (claim: string) =>
    issuesIn(text, claim).map(({ message }) => /closest it states is "([^"]+)"/.exec(message)?.[1]);

  it.each([
    ['Some 16 people run the oldest runtime that works.', undefined],
    ['The runtime has 180 users.', undefined],
    ['Of the builds, 46 % failed in March.', undefined],
    ['The studio earned €11.2 million.', '€9.4 million'],
    ['Some 1,950 people signed up in the first quarter.', '4,100'],
    ['Builds take 55 minutes.', '40 minutes'],
  ])('is of the same kind, and no part of a name: %s', (claim, figure) => {
    expect(closest(claim)).toEqual([figure]);
  });
});

describe('what is far from a figure', () => {
  const text = articleOf([
    'The tariff is 80 øre for each kilowatt-hour. The server listens on port 7070 and writes a log for its listeners.',
    'Ada, Bo, Cy, Di and Ed wrote it.',
  ]);

  it.each(['The tariff is 0.80 kroner per kilowatt-hour.', 'Five people wrote the server that listens on the port.'])(
    'does not contradict it: %s',
    (claim) => {
      expect(issuesIn(text, claim)).toEqual([]);
    },
  );

  it.each(['The tariff is 0.90 kroner per kilowatt-hour.', 'Eight authors wrote the server that listens on the port.'])(
    'does not bear it out: %s',
    (claim) => {
      expect(issuesIn(text, claim)).toHaveLength(1);
    },
  );
});
describe('figures of a way of speaking, a rough share and a name', () => {
  const fair = articleOf([
    'At the fair of Lund, 77% of bakers paid the toll and 57% of smiths did.',
    'Sailors at Osmark were tired when the storm was over.',
    'The Heron 9 took off in June. The harbour office of Sund bought 14 rockets for its spring survey of ice.',
    'The wheel of the mill ran for twenty minutes. The sexton was away for six months.',
    'All but two entrances of the theatre were shut in the storm. The theatre has 18 lamps.',
    'In the trial of the locks 19 of 240 gates leaked more. In the trial of the locks 212 gates of the canal were painted.',
  ]);

  it.each([
    'Half of the sailors at Osmark were tired.',
    '3 of 4 bakers paid the toll at the fair of Lund.',
    'The harbour office of Sund bought a Heron 9 for its spring survey of ice.',
    'The theatre has 18 entrances, which were shut in the storm.',
    'In the trial of the locks 19 of 240 gates of the canal were left.',
  ])('are stated: %s', (claim) => {
    expect(issuesIn(fair, claim)).toEqual([]);
  });

  it('are wrong where no share of the article is near', () => {
    const smiths = articleOf(['At the fair of Lund, 57% of smiths paid the toll.']);
    expect(issuesIn(smiths, '3 of 4 smiths paid the toll at the fair of Lund.')).toHaveLength(2);
  });

  it('are held against none that is thousands of times as much', () => {
    const [issue] = issuesIn(fair, 'The wheel of the mill ran for seven months.');
    expect(issue?.message).toContain('the closest it states is "six months"');
  });
});

it.each([
  ['The ferry carried about 400 guests.', 0],
  ['The ferry carried about 300 guests.', 1],
  ['Over half of the guests paid the toll.', 0],
  ['The choir of Vik now has two clerks at the door of the church, one fewer than before.', 0],
  ['The choir of Vik now has two clerks at the door of the church.', 1],
])('knows what is about, over and one step off a figure: %s', (claim, found) => {
  const told = articleOf([
    'The ferry carried 430 guests, and 58% of the guests paid the toll.',
    'The choir of Vik now has three clerks at the door of the church.',
    'In May two clerks sang.',
  ]);
  expect(issuesIn(told, claim)).toHaveLength(found);
});
