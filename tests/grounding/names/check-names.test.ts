import { describe, expect, it } from 'vitest';
import { nameChecker } from '../../../src/grounding/names/check-names.ts';
import { articleOf } from '../../support/article-of.ts';

const article = articleOf(
  [
    'Ingrid Palmqvist of Nordlys moved the Horizontal Pod Autoscalers from Frankfurt to a German site. Marit Oyelaran wrote the patch.',
    'HAProxy and checkout-api ran on PostgreSQL, as the United States office asked. The autoscaling of rollbacks is idempotent.',
  ],
  { source: 'Fernbrook Engineering', author: 'Tobiah Renwick-Osei', title: 'Half of Tern' },
);
const { check } = nameChecker(article);

describe('nameChecker', () => {
  it.each([
    'Palmqvist moved it.',
    "Nordlys's site is in Germany.",
    'The HPAs moved, as the US office had asked.',
    'HA Proxy ran on Postgres.',
    'Fernbrook reports that Renwick-Osei wrote of Tern.',
    'Checkout API runs.',
    'PostgreSQL/non-HAProxy pods moved.',
    'Idempotent rollbacks and unpinned agents helped.',
    'Failover, webhooks and microservices were standardised. Replatforming came later.',
    'On Tuesday in March, the CEO spoke English over the Internet.',
    'She said "Kafka is fine".',
  ])('finds named: %s', (claim) => {
    expect(check(claim)).toEqual([]);
  });

  it('lets a first name between a title and the last name go', () => {
    expect(nameChecker(articleOf(['Said Judge Sunniva Aaltvedt of Lom.'])).check('It was for Judge Aaltvedt.')).toEqual(
      [],
    );
  });

  it.each([
    ['Aland Ferry Trust of Åre', 'The Åland Ferry Trust has an office in Are.'],
    ['ÅLAND FERRY TRUST', 'The Aland Ferry Trust left Straße.'],
    ['Strasse and STRASSE', 'A street called Straße was closed.'],
  ])('finds named with or without accents: %s', (claim, text) => {
    expect(nameChecker(articleOf([text])).check(`It was the ${claim}.`)).toEqual([]);
  });

  it.each([
    ['Kafka consumers moved.', 'Kafka'],
    ['The site moved to Munich.', 'Munich'],
    ['The French site moved.', 'French'],
    ['Astrid Palmqvist moved it.', 'Astrid'],
    ['Ingrid Oyelaran wrote the patch.', 'Ingrid Oyelaran'],
    ['It ran on mysql.', 'mysql'],
    ['The VPA moved.', 'VPA'],
    ['It was replaced with the package qwertil.', 'qwertil'],
    ['Amazon moved it.', 'Amazon'],
    ['GitLab ran on it.', 'GitLab'],
    ['As Bertrand Quillfeather said, it moved.', 'Bertrand Quillfeather'],
  ])('finds not named: %s', (claim, name) => {
    expect(check(claim)).toEqual([{ code: 'name', message: expect.stringContaining(`"${name}"`) }]);
  });

  describe('in German, which writes every noun with a capital', () => {
    const { check: checkGerman } = nameChecker(
      articleOf([
        'Unser Nachtlauf rechnet für 3.200 Bäckereien. Die Bäcker standen vor leeren Listen, und die Datenbank lief auf MySQL.',
      ]),
    );

    it.each([
      'Der Nachtlauf rechnet für die Bäckereien.',
      'Die Abfrage stand still, und das Unternehmen wusste von nichts.',
      'Das Team hat den Umbau auf MySQL gemacht.',
    ])('takes no noun for a name: %s', (claim) => {
      expect(checkGerman(claim)).toEqual([]);
    });

    it.each([
      ['Das Unternehmen Quarkbein GmbH half beim Umbau.', 'Quarkbein'],
      ['Die Datenbank lief auf PostgreSQL.', 'PostgreSQL'],
      ['Der Lauf wurde mit kafka und dem Rechner gemacht.', 'kafka'],
    ])('finds not named: %s', (claim, name) => {
      expect(checkGerman(claim)).toEqual([{ code: 'name', message: expect.stringContaining(`"${name}"`) }]);
    });
  });

  it('tells two missing names apart that have one between them which is not', () => {
    const named = check('Kafka, Ingrid Quillfeather and Jo Amazon moved.').map(({ message }) => message.split('"')[1]);
    expect(named).toEqual(['Kafka', 'Quillfeather', 'Jo Amazon']);
  });
});

it.each(['A night costs 24 cents per kWh.', 'It saves a kWh each night.'])('takes no unit for a name: %s', (claim) => {
  expect(nameChecker(articleOf(['A kilowatt-hour costs 24 cents.'])).check(claim)).toEqual([]);
});

describe('a name of several words', () => {
  const other = articleOf([
    'The Merrow Harbour Trust asked the University of Orlen for help. The service can go back. The Havlyd saw the Orvane.',
  ]);
  const found = (claim: string) => nameChecker(other).check(claim).length > 0;

  it.each(['The University of Merrow helped.', 'The Orlen Harbour Trust asked.'])('is found changed: %s', (claim) => {
    expect(found(claim)).toBe(true);
  });

  it.each(['Summit Corp asked.', 'Acme, Inc. helped.', 'Target GmbH paid.'])(
    'is a company by its form: %s',
    (claim) => {
      expect(found(claim)).toBe(true);
    },
  );

  it.each(['Summit talks helped.', 'Merrow Inc asked.', 'The LLC helped.', 'Each GmbH paid on Friday, Inc said.'])(
    'is none, or is there: %s',
    (claim) => {
      expect(found(claim)).toBe(false);
    },
  );

  it('is found as it is, and the other way round', () => {
    expect(found('Merrow Harbour Trust asked Orlen University for help.')).toBe(false);
    expect(found('The Orvane is for sale.')).toBe(false);
  });

  it.each(['In June Merrow asked for help.', 'On Tuesday Merrow asked for help.', 'On 3 June Merrow asked for help.'])(
    'begins behind a date: %s',
    (claim) => {
      const dated = articleOf(['On July 4 Merrow asked for help. On Thursday Merrow got it. In July Merrow left.']);
      expect(nameChecker(dated).check(claim)).toEqual([]);
    },
  );

  it('may be that of a month', () => {
    const captained = articleOf(['The captain was Dana Havlyd.']);
    expect(nameChecker(captained).check('The captain was June Havlyd.')).toHaveLength(1);
  });

  it('needs its capital where it is a common word as well', () => {
    expect(found('The service is written in Go.')).toBe(true);
  });
});

it('takes a country and its people for named where a town of it is', () => {
  const dublin = nameChecker(articleOf(['The pods run in Dublin.']));
  expect(dublin.check('The Irish site runs pods.')).toEqual([]);
  expect(dublin.check('The French site runs pods.')).toHaveLength(1);
});

it('takes the people of a place for named with it, and nobody whose name only begins as one', () => {
  const { check } = nameChecker(articleOf(['Then the Mill at Vallonia was sold to Paul in Kelmarsh.']));
  expect(
    ['They say that a Vallonese bought it.', 'They say that a Kelmarsher bought it.'].flatMap((claim) => check(claim)),
  ).toEqual([]);
  expect(
    ['They say that Miller bought it.', 'They say that Pauline bought it.'].map((claim) => check(claim).length),
  ).toEqual([1, 1]);
});

describe('the people of a place', () => {
  const other = articleOf(['A maker in Taichung, a clinic in Accra and a team in Tasmania joined. Costs rose.']);

  it.each([
    'A Taiwanese maker joined.',
    'The Ghanaian clinic joined.',
    'Australian scientists joined.',
    'As costs rose, all of them joined.',
  ])('are known by its cities and regions: %s', (claim) => {
    expect(nameChecker(other).check(claim)).toEqual([]);
  });

  it.each(['A Korean maker joined.', 'The Kenyan clinic joined.'])('are not those of others: %s', (claim) => {
    expect(nameChecker(other).check(claim)).toHaveLength(1);
  });
});
