import { describe, expect, it } from 'vitest';
import { createGrounder } from '../../src/grounding/ground-summary.ts';
import { articleOf } from '../support/article-of.ts';

/** Part of an article, a claim that says the same in another way, and one that is wrong beside it. */
type Told = readonly [what: string, article: string | readonly string[], right: string, wrong: string];

const codesOf = (article: string | readonly string[], claim: string) => {
  const { check } = createGrounder(articleOf(typeof article === 'string' ? [article] : article));
  return check(claim, 'statement')
    .issues.map(({ code }) => code)
    .filter((code) => code !== 'support');
};

const holds = (cases: readonly Told[]) => {
  it.each(cases)('%s', (_, article, right, wrong) => {
    expect(codesOf(article, right)).toEqual([]);
    expect(codesOf(article, wrong)).not.toEqual([]);
  });
};

describe('bounds of a figure', () => {
  holds([
    [
      'no longer than is at most',
      'The arm may hold a crate for no longer than 12 minutes before it asks to rest.',
      'The arm can hold a crate for at most 12 minutes.',
      'The arm can hold a crate for at least 12 minutes.',
    ],
    [
      'no fewer than is at least',
      'No fewer than 40 keepers signed the letter to the port.',
      'At least 40 keepers signed the letter.',
      'Fewer than 40 keepers signed the letter.',
    ],
    [
      'never fell below is at least',
      'At the mill of Aas the cost of a sack never fell below €205.',
      'A sack cost at least €205 at the mill of Aas.',
      'A sack cost less than €205 at the mill of Aas.',
    ],
    [
      'a limit that stands before what it is a limit of',
      'The laboratory measured a strength of 238 for the red dye; anything above 200 belongs to the best class.',
      'The red dye belongs to the best class, which begins above a strength of 200.',
      'The red dye belongs to the best class, which begins above a strength of 240.',
    ],
  ]);
});

describe('time between moments', () => {
  const log = [
    'On 11 February the crane at Nes stood still, from 21:20 until 07:00.',
    '21:05: A new rope is fitted.',
    '21:20: The crane stops.',
    '22:48: The dock rings the office about a barge.',
    '23:30: The office calls the smith.',
    '02:15: The harbour master closes the quay.',
    '05:10: Somebody finds a broken gear.',
    '06:20: A new part is in place.',
    '07:00: The crane lifts again.',
  ];
  holds([
    [
      'two entries of a long log that say most of the claim',
      log,
      'Nearly five hours went by between the stop of the crane and the closing of the quay by the harbour master.',
      'Nearly four hours went by between the stop of the crane and the closing of the quay by the harbour master.',
    ],
    [
      'an entry and the next one',
      log,
      'The smith found a broken gear, and all was well again 70 minutes later.',
      'The smith found a broken gear, and all was well again 80 minutes later.',
    ],
    [
      'an entry and the first one, where the claim speaks of the start',
      log,
      'The harbour master closed the quay five hours and ten minutes after the work began.',
      'The harbour master closed the quay six hours and ten minutes after the work began.',
    ],
    [
      'months of sentences that follow each other',
      [
        'The depot at Lom troubled its owner. The hall was to have opened in March; it opened in July. The roof is of slate, and the owner hopes for three dry weeks.',
      ],
      'The depot at Lom began to work four months later than intended.',
      'The depot at Lom began to work six months later than intended.',
    ],
    [
      'days of the week',
      'A guard now rides on the night bus from Thursday to Sunday.',
      'On four days of the week a guard rides on the night bus.',
      'On six days of the week a guard rides on the night bus.',
    ],
    [
      'weeks as months',
      'In 33 of 38 patients the rash went away within eight weeks.',
      'In most of the patients the rash went away within two months.',
      'In most of the patients the rash went away within three months.',
    ],
    [
      'between two sentences of a long timeline',
      [
        'The queue grew from 11:52. Pryce rang the office at 12:02, and Holloway restarted the pump at 12:10.',
        'The pump failed at 12:16, as the log of 12:17 shows.',
        'It was Pryce who at 12:21 pointed out that his move had never finished. Holloway killed it at 12:24. The error rate fell within some minutes, and by 12:39 it was back to normal.',
      ],
      'Recovery came 15 minutes after Holloway killed the stuck move.',
      'Recovery came 51 minutes after Holloway killed the stuck move.',
    ],
    [
      'both ends of a span, told in different places',
      [
        'By March 2022 the queue stood at 9,700 cases. The audit warned the board about the backlog in July 2021.',
        'By September 2023 the queue was down to 620 cases.',
      ],
      'Between March 2022 and September 2023 the backlog shrank.',
      'Between March 2020 and September 2023 the backlog shrank.',
    ],
  ]);
});

describe('differences, sums and shares', () => {
  holds([
    [
      'more times',
      'Income rose because the choir sang live 34 times rather than nineteen.',
      'The choir sang live 15 more times.',
      'The choir sang live 25 more times.',
    ],
    [
      'over a plan, and a little under a round sum',
      'The exercise took eleven weeks instead of the four we had planned and cost €94,000.',
      'The exercise ran seven weeks over plan and cost just under €95,000.',
      'The exercise ran nine weeks over plan and cost just under €95,000.',
    ],
    [
      'in pence of pounds',
      'A plate was cheaper in the free schools: £3.11 on average, as against £3.58 in the others.',
      'A plate was 47 pence cheaper in the free schools.',
      'A plate was 67 pence cheaper in the free schools.',
    ],
    [
      'within a time',
      'At 05:08 the loader called, and 18 minutes later the belts stood still.',
      'The belts stood still within 20 minutes.',
      'The belts stood still within 10 minutes.',
    ],
    [
      'of speeds',
      'She braked at 29 km/h, 4 km/h under the limit. The tram slid and was doing 37 km/h on impact.',
      'The tram was 8 km/h faster on impact than when she braked.',
      'The tram was 12 km/h faster on impact than when she braked.',
    ],
    [
      'a whole that is told of as one',
      'There were 17 falls among the climbers and 19 among the walkers, none due to the ice.',
      'None of the 36 falls was due to the ice.',
      'None of the 38 falls was due to the ice.',
    ],
    [
      'what is left of what was lost',
      'The club in Sund lost 1,100 of its 2,900 members.',
      'The number of members of the club in Sund sank to 1,800.',
      'The number of members of the club in Sund sank to 1,600.',
    ],
    [
      'the rest of a hundred',
      'The state pays 55%, the county 10%, and the port borrows the rest.',
      'The port borrows 35%.',
      'The port borrows 25%.',
    ],
    [
      'the complement of a share',
      [
        'The fund for women has been 60% of that for men, and will be the same from 2027. His brother holds 40% of the station.',
      ],
      "The women's fund, so far 40% smaller than that for men, will be the same from 2027.",
      "The women's fund, so far 40% of that for men, will be the same from 2027.",
    ],
    [
      'a hazard ratio',
      'Falls went down by 12%. Deaths from any cause fell less (hazard ratio 0.91), which was not significant.',
      'Deaths fell by 9%, which was not significant.',
      'Deaths fell by 19%, which was not significant.',
    ],
    [
      'the share between two ends of a change, where another fall is told in like words',
      [
        'The number of flights of the company between Munich and Milan fell by 6%, to 2,940.',
        'Costs rose by 15%, chiefly because of energy. That left a profit of €50 million, down from €89 million.',
      ],
      "The company's profit fell by 44%.",
      "The company's profit fell by 34%.",
    ],
    [
      'the level before',
      'Arvandus has 210 paying guests, 34 more than a year ago, and employs 95 people.',
      'A year ago Arvandus had 176 paying guests.',
      'A year ago Arvandus had 186 paying guests.',
    ],
    [
      'a figure and the step from it',
      'The X12 did the job in 6 minutes 12 seconds, beating the Lattice by 48 seconds.',
      'The Lattice needed seven minutes for the job, 48 seconds more than the X12.',
      'The Lattice needed nine minutes for the job, 48 seconds more than the X12.',
    ],
    [
      'a step whose unit goes without saying',
      'We had to show that the ledger could live for 48 hours without the well. In the test it lasted 71.',
      'The ledger lived for 71 hours without the well, 23 more than it had to show.',
      'The ledger lived for 71 hours without the well, 33 more than it had to show.',
    ],
  ]);
});

describe('figures in other forms', () => {
  holds([
    [
      'a few dozen',
      'The change broke 38 shops behind old gates.',
      'The change broke a few dozen shops.',
      'The change broke two dozen shops.',
    ],
    [
      'a series of versions',
      'Fixed in 3.7.5 and 4.1.2. The note of 8 May was withdrawn.',
      'Fixes are out for the 3.x and the 4.x line.',
      'Fixes are out for the 3.x and the 5.x line.',
    ],
    [
      'how old somebody is',
      'In August a woman of 81 was admitted to the ward.',
      'In August an 81-year-old was admitted to the ward.',
      'In August an 18-year-old was admitted to the ward.',
    ],
    [
      'how many times something was seen',
      'The clips of the match made 210 million views last season.',
      'The clips of the match were seen 210 million times last season.',
      'The clips of the match were seen 310 million times last season.',
    ],
    [
      'how often something runs a day',
      'On a normal day the job ran around 300 times. By late February it was running 2,100 times.',
      'By late February the tables were being analysed about 2,100 times a day.',
      'By late February the tables were being analysed about 21,000 times a day.',
    ],
    [
      'a rounded amount beside one that it might round as well',
      [
        'The mill expects the move to save £18 million a year from 2027, after a cost of £26 million.',
        'Of the boats, the old one earned £187 million and the new one £204 million.',
      ],
      'Closing the northern quay should save its owner around £18 million annually.',
      'Closing the northern quay should save its owner around £180 million annually.',
    ],
    [
      'the other end of a change',
      [
        'Before one-off items the profit of the mill climbed to 744 million kroner from 558 million, lifting the margin to 12 percent from 10.6 percent.',
        'Sales of wool grew by 8.6 percent.',
      ],
      'The margin of the mill before one-off items widened to 12 percent in all from 10.6 percent.',
      'The margin of the mill before one-off items widened to 12 percent in all from 8.6 percent.',
    ],
    [
      'a decade of a year',
      'Europe has perhaps 1,900 sleeping cars in running order, against 4,600 in 1995.',
      'The stock of sleeping cars has shrunk by more than half since the mid-1990s.',
      'The stock of sleeping cars has shrunk by more than half since the mid-1980s.',
    ],
    [
      'half as many again',
      'The night train carried 212,000 people in 2025, half as many again as the year before.',
      'In 2025 the night train carried half as many people again as the year before.',
      'In 2025 the night train carried four times as many people as the year before.',
    ],
    [
      'the place of another figure, in a sentence that is nearly copied',
      [
        'The delegates of the guild removed Viktor Halasz as their head on Saturday, by 74 votes to 39.',
        'The guild has 96 members in the north, among them 31 weavers.',
      ],
      'The guild removed Viktor Halasz by 74 votes to 39.',
      'The guild removed Viktor Halasz by 74 votes to 31.',
    ],
    [
      'how many in a thousand',
      'By noon the error rate was back under 0.1%.',
      'By noon the error rate was back below one in a thousand.',
      'By noon the error rate was back at one in a hundred.',
    ],
    [
      'how many infections in six',
      'Run the checking tool, version 1.2 or newer. Version 1.0, which was offered until 15 October, missed about one infection in six.',
      'The first edition of the checking tool failed to spot roughly one infection in six.',
      'The first edition of the checking tool failed to spot roughly six infections in ten.',
    ],
    [
      'a version by its name, where the name stands before another one',
      'Until Magpie 1.3 the two could read the same files. Version 1.4 stores jobs in a new form.',
      'Magpie 1.4 stores jobs in a new form.',
      'Magpie 1.5 stores jobs in a new form.',
    ],
  ]);

  it('reads the unit of a row from its first cell', () => {
    const article = articleOf([
      'Vantor lost a fifth of its fees in spring.',
      [
        'table',
        '| | Now | A year ago |\n| --- | --- | --- |\n| Metered revenue ($m) | 131 | 67 |\n| Gross margin | 67% | 71% |',
      ],
    ]);
    const { check } = createGrounder(article);
    expect(check('Metered revenue grew from $67 million to $131 million.', 'statement').issues).toEqual([]);
    expect(check('Metered revenue grew from $67 million to $131 billion.', 'statement').issues).not.toEqual([]);
  });

  it('takes a half for a time, and the watts of two cells for what lies between them', () => {
    const { check } = createGrounder(
      articleOf([
        [
          'table',
          '| Profit by quay, £m | H1 2025 | H1 2024 |\n| --- | --- | --- |\n| Northern | 204 | 96 |\n| Southern | 187 | 143 |',
        ],
        ['table', '| | Old pump | New pump |\n| --- | --- | --- |\n| Power | 350 W | 225 W |'],
      ]),
    );
    const codes = (claim: string) => check(claim, 'statement').issues.map(({ code }) => code);
    expect(codes('The southern quay made a profit of £187 million in the half, up from £143 million.')).toEqual([]);
    expect(codes('The southern quay made a profit of £204 million in the half, up from £143 million.')).toEqual([
      'number',
    ]);
    expect(codes('The power of the pump comes with a 125-watt cut.')).toEqual([]);
    expect(codes('The power of the pump comes with a 145-watt cut.')).toEqual(['number']);
  });

  it('takes an operating margin for no difference', () => {
    const { check } = createGrounder(
      articleOf([
        [
          'table',
          '| Segment | Revenue | Operating margin |\n| --- | --- | --- |\n| Data | 1,310 | 38% |\n| Industrial | 520 | 27% |',
        ],
      ]),
    );
    expect(check('Industrial had an operating margin of 27 percent.', 'statement').issues).toEqual([]);
    expect(check('Industrial had an operating margin of 38 percent.', 'statement').issues).toMatchObject([
      { code: 'number' },
    ]);
  });

  it('takes the version in the title for what the article is about', () => {
    const { check } = createGrounder(
      articleOf(
        [['heading', 'Tidepool 7.0'], 'It is the largest release since 5.0, and the first under the new licence.'],
        { title: 'Tidepool 7.0' },
      ),
    );
    expect(check('Tidepool 7.0 is the first release under the new licence.', 'statement').issues).toEqual([]);
  });
});

describe('names', () => {
  holds([
    [
      'who holds an office after another was dismissed',
      [
        'The Herons finished last and fired coach Dale Pruitt in October.',
        'Not the name, she says, and not the coach: Rekdal signed for three years. Sunniva Rekdal comes from Bergen, as does the keeper Odd Lund.',
      ],
      'Coach Sunniva Rekdal signed for three years.',
      'Coach Odd Lund comes from Bergen.',
    ],
    [
      'a possessive of a title and a last name',
      'The flaw was found by Oluwaseun Adeyemi. Mr Adeyemi will speak in Utrecht.',
      "Mr Adeyemi's talk is in Utrecht.",
      "Mr Oyelaran's talk is in Utrecht.",
    ],
    [
      'a ship set beside what it is',
      [
        'Hebrin, the Greenock firm that carries freight to Ulster, said that profit fell after a gearbox failure took its largest ship out of service for 71 days.',
        'The ship in question, the Queen of Kintyre, broke down on 19 June.',
      ],
      'A gearbox failure took the largest ship, the Queen of Kintyre, out of service for 71 days.',
      'A gearbox failure took the largest ship, the Queen of Ardmore, out of service for 71 days.',
    ],
    [
      'the firm that tells the article',
      [
        'On Tuesday callers of Kestrel Mobile lost the line. A tenth of our masts stood still.',
        'Nor was the Orrin software faulty: the change was on page 61 of the release notes, and we missed it.',
      ],
      'The software was not faulty: the change was on a page of the release notes, and Kestrel missed it.',
      'The software was not faulty: the change was on a page of the release notes, and Brackwell missed it.',
    ],
  ]);
});

describe('what is denied', () => {
  holds([
    [
      'of another verb with the same first word',
      [
        'The lock timeout is now set in the database itself, at three seconds, and cannot be turned off by the migration tool.',
        'We had considered a ban on all daytime migrations but rejected it, since night-time changes are made with fewer people at hand.',
      ],
      'A ban on every migration during the day was turned down because fewer staff are around at night.',
      'The lock timeout can be turned off by the migration tool.',
    ],
    [
      'no longer',
      'A boat that lies for more than an hour is no longer dropped from the list.',
      'A boat that lies for more than an hour used to be dropped from the list.',
      'A boat that lies for more than an hour is dropped from the list.',
    ],
    [
      'of an answer to somebody else',
      "Parents. It wasn't the pupils and it wasn't the teachers' union, which supported us from the start.",
      "The teachers' union supported it from the start.",
      "The teachers' union did not support it from the start.",
    ],
    [
      'of what might have been',
      'The fine would have been £8.9 million had the firm not settled early with the court.',
      'Settling early saved the firm some of its fine.',
      'Settling early cost the firm £98 million.',
    ],
    [
      'of what is set apart',
      'The warranty lasts three years. It covers the skin of the arm, but not damage from washing.',
      'The warranty does not cover damage from washing.',
      'The warranty does not last three years.',
    ],
    [
      'of what is not even said',
      '"We do not say that the pump does not work," said Joanna Wrona.',
      'Joanna Wrona says that the pump works.',
      'Joanna Wrona says that the pump works badly in 40 towns.',
    ],
    [
      'of what is only later',
      'She did not use the hand brake of the tram until the fourth second.',
      'She used the hand brake of the tram in the fourth second.',
      'She did not use the hand brake of the tram until the ninth second.',
    ],
    [
      'of those who are not counted',
      'No money was lost, but 312 payouts were sent twice, of which we have since recovered 297.',
      'Fifteen of the payouts that were sent twice have not been recovered.',
      'The payouts that were sent twice have not been recovered.',
    ],
  ]);
});

describe('directions', () => {
  holds([
    [
      'of what was hoped for',
      'Sales went up by 1.2% with the quicker pages. We had hoped for more.',
      'Quicker pages brought a gain in sales that was smaller than hoped for.',
      'With quicker pages sales went down by 1.2%.',
    ],
    [
      'as easy as is neither easier nor harder',
      'It was harder to fill late shifts than early ones before the bus; now there is no difference.',
      'Late shifts are now as easy to fill as early ones.',
      'It was easier to fill late shifts than early ones before the bus.',
    ],
    [
      'of what has other figures',
      [
        'Over a year the daily shuffle took the share of broken builds from 18% to 9%.',
        'Nobody knows why. The order of the tests is drawn at noon.',
        'Shuffling was not liked: in the first week it raised the share of broken builds to 33%.',
      ],
      'Shuffling cut the share of broken builds from 18% to 9%.',
      'In the first week shuffling cut the share of broken builds to 33%.',
    ],
    [
      'of what was only expected',
      '"We expected the pill to win," said Annika Roed. Over two years the thermostat was ahead.',
      'The pill lost.',
      'Annika Roed expected the pill to lose.',
    ],
  ]);

  it('compares no price of one with the price of all, and no seconds with weeks', () => {
    const article = [
      'The pouches were offered at $29 a pupil. The lockers came to $61,000 once, and the pouches would be bought each year.',
      'The gate answers in 0.3 seconds. Writing the gate took six weeks.',
    ];
    expect(codesOf(article, 'The pouches cost more than the lockers.')).toEqual([]);
    expect(codesOf(article, 'The gate answers took longer than writing the gate.')).toEqual([]);
    const roofs = [
      'Under white roofs flats were 3.4 degrees cooler on average. Engineers had foreseen half of that.',
      'Flats under black roofs reach 26 degrees on average.',
    ];
    expect(codesOf(roofs, 'White roofs cooled flats more than the black roofs did.')).toEqual([]);
  });

  it('takes what stands between `twice as often` and `as` for the first that is compared', () => {
    const article = [
      'Few gave up the weekly drug: 9 per cent stopped it, compared with 16 per cent for the old one.',
      'A marker of strain rose in 5.9 per cent of those on the pills and in 2.2 per cent of those on drops.',
    ];
    expect(codesOf(article, 'Strain was seen more than twice as often with the new drug as with the old one.')).toEqual(
      [],
    );
  });

  it('takes what stands behind `when` for no second step', () => {
    const article =
      'In February the maker Rollwerk offered €120 million for the whole firm, then withdrew when its own orders fell.';
    expect(codesOf(article, 'Rollwerk withdrew its offer after its own orders had fallen.')).toEqual([]);
  });
});

describe('the same case, told without its name', () => {
  const advisory = articleOf(
    ['Upgrade to 3.7.5 or 4.1.2. Both reject any ticket that has the compact flag and more than one segment.'],
    { title: 'A flaw in Tapgate' },
  );

  it.each([
    ['direction', 'Versions 3.7.5 and 4.1.2 accept any ticket that has the compact flag and more than one segment.'],
    [undefined, 'Versions 3.7.5 and 4.1.2 reject any ticket that has the compact flag and more than one segment.'],
    [undefined, 'Version 2.9.1 accepts any ticket that has the compact flag and more than one segment.'],
  ])('is that of the versions in the sentence before: %s %s', (code, claim) => {
    const codes = createGrounder(advisory)
      .check(claim, 'statement')
      .issues.map((issue) => issue.code);
    expect(codes.filter((one) => one === 'direction')).toEqual(code === undefined ? [] : [code]);
  });

  it('is the one that the title names', () => {
    const { check } = createGrounder(
      articleOf([['heading', 'Lodestone 11'], 'Password authentication with MD5 has been removed.'], {
        title: 'Lodestone 11',
      }),
    );
    expect(check('Version 11 adds password authentication with MD5.', 'statement').issues).toMatchObject([
      { code: 'direction' },
    ]);
  });

  it('is the one with the same count', () => {
    const text =
      'Strain, a marker of the knee, rose by half in 38 of the patients on the pill and in 14 of those on drops.';
    expect(codesOf(text, 'Strain fell by half in 38 patients on the pill and in 14 on drops.')).toEqual(['direction']);
  });
});

describe('the other way round', () => {
  it.each([
    ['The headphone socket is back after complaints.', 'The headphone socket has been removed after complaints.'],
    ['The safe mode kept the radio on at all times.', 'The safe mode switched off the radio for a time.'],
    ['She had argued for selling the boats.', 'She had argued against selling the boats.'],
    ['The chamber has reversed the judgment of Aas.', 'The chamber upheld the judgment of Aas.'],
    [
      'On the scale the exercise group improved by 24 points. The trial lasted for 3 months. Half of them came for two years.',
      'On the scale the exercise group worsened by 24 points over two years.',
    ],
    [
      'The rules told keepers to strike out doubtful marks.',
      'The rules told keepers not to strike out doubtful marks.',
    ],
    [
      'The blood bank, which runs on a separate link, was not affected.',
      'The blood bank, which runs on a separate link, was affected by the outage.',
    ],
    [
      'It did not, however, save lives within the period studied by the ward.',
      'It saved lives within the period studied by the ward.',
    ],
    ['The pump of Nes did not run again in spring.', 'The pump of Nes ran again in spring.'],
    [
      'Corvane had not lost a single design at either customer.',
      'Corvane has lost designs at customers with too much stock.',
    ],
    ['Her rating has gone down every year since May.', 'Her rating has climbed every year since May.'],
    ['The release fixed a fault of the brake.', 'The release introduced a fault of the brake.'],
    ['Session resumption will be off by default again.', 'Session resumption will be enabled by default.'],
    [
      'Selling caps brought in €480,000, more than double the previous year of the team.',
      'Sales of caps by the team dropped to half of the previous year.',
    ],
    [
      'First she wants to double the delay for the top boards.',
      'She would like to halve the delay for the top boards.',
    ],
    ['Serving everyone was cheaper per plate, because kitchens were full.', 'Serving everyone was dearer per plate.'],
    ['The flag let a build pass although steps had failed.', 'The flag did not let a build pass.'],
    ['Vadosa replaced the broken probes free of charge.', 'Vadosa refused to replace the broken probes.'],
  ])('%s', (article, claim) => {
    expect(codesOf(article, article.split('. ')[0] ?? '')).toEqual([]);
    expect(codesOf(article, claim)).not.toEqual([]);
  });
});
