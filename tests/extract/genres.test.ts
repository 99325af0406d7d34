import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseArticle } from '../../src/article/parse-article.ts';
import { extractSummary } from '../../src/extract/extract-summary.ts';
import { groundSummary } from '../../src/grounding/ground-summary.ts';
import { summarySchema } from '../../src/summary/summary.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';

const vocabulary = loadVocabulary();
const schema = summarySchema(vocabulary.tags.map(({ id }) => id));

/** What an editor would choose from these articles, and what is only their scenery. */
const genres = [
  {
    file: 'friday-talks.md',
    genre: 'culture',
    line: 'Knowledge that a company needs must be shared in hours that it pays for, otherwise those who have to go home early are shut out of the decisions as well.',
    told: [/22 had children to fetch/, /moved the talks to Wednesday/],
    scenery: /birds|projector|a beer/,
  },
  {
    file: 'door-readers.txt',
    genre: 'security',
    line: 'A key that cannot be revoked means that one stolen laptop is enough to take every device of your customers from you, with no way to get them back.',
    told: [/^One key had signed every update for 90,000 readers/, /check the new key/, /none was lost/],
    scenery: /soap|biscuits|makes the readers/,
  },
  {
    file: 'stale-prices.md',
    genre: 'incident',
    line: 'For nine hours 11,300 customers paid summer prices, and we lost €84,000 that we could not ask them for.',
    told: [/purge requests found nothing/, /buys one plant a minute/, /restarted the cache/],
    scenery: /a plant\.$|06:52|07:05/,
  },
  {
    file: 'robot-arms.txt',
    genre: 'press release',
    line: 'The company will use the money to open a factory in Gdansk, where it wants to build 2,000 arms a year from 2026, and to hire 120 people.',
    told: [
      /^Halden Robotics, .* has raised \$48 million in a Series B round/,
      /costs 19,000 euros/,
      /loss of 3\.8 million/,
    ],
    scenery: /TRONDHEIM|founded in 2019|thrilled|Media contact/,
  },
  {
    file: 'bats-and-towers.html',
    genre: 'news',
    line: 'Bats that hunt far from their caves fly home along lines between cell towers, according to a study published on Wednesday in the Journal of Animal Orientation.',
    told: [/^Of 412 flights home, 290 followed/, /circled for up to 40 minutes/],
    scenery: /Postojna|receivers|min read/,
  },
  {
    file: 'infra-weekly.md',
    genre: 'newsletter',
    line: 'Kestrel DB 9 removes multi-row transactions, which 6 % of its customers used. The company says that they took 40 % of its support time.',
    told: [/Brightcloud charges at least/, /compiler for a small language/],
    scenery: /[Ww]elcome|Tern Labs|Northgate|Pagerly|free for 30 days/,
  },
  {
    file: 'slow-reports.md',
    genre: 'performance',
    line: 'The median report fell from 9 minutes to 38 seconds, which lets harbour masters close their books on the same afternoon instead of the next working day.',
    told: [/one in eight timed out/, /merge keeps 64 runs open/],
    scenery: /on the wall|fond of/,
  },
] as const;

describe.each(genres)('a short article of the kind $genre', ({ file, line, told, scenery }) => {
  const article = parseArticle({ text: readFileSync(new URL(`articles/${file}`, import.meta.url), 'utf8') });
  const summary = extractSummary(article, vocabulary);

  it('has its consequence as the line', () => {
    expect(summary.whyItMatters).toBe(line);
  });

  it('has problem, change and result among its bullets, and no scenery', () => {
    for (const pattern of told) expect(summary.bullets).toContainEqual(expect.stringMatching(pattern));
    expect(summary.bullets).not.toContainEqual(expect.stringMatching(scenery));
  });

  it('has a summary that is valid and supported', () => {
    expect(schema.parse(summary)).toEqual(summary);
    expect(groundSummary(article, summary).filter(({ supported }) => !supported)).toEqual([]);
  });
});
