import { describe, expect, it } from 'vitest';
import { parseArticle } from '../../src/article/parse-article.ts';
import { sentencesOf, splitSentences } from '../../src/article/sentences.ts';
import { sentences } from './sample-prose.ts';

const split = (text: string) => splitSentences(text).map(({ start, end }) => text.slice(start, end));

describe('splitSentences', () => {
  it('keeps those of the last texts at hand, but of no long ones and not of many', () => {
    const isKept = (text: string) => {
      const first = splitSentences(text);
      return splitSentences(text) === first;
    };
    expect(isKept('One. Two.')).toBe(true);
    expect(isKept('It is long. '.repeat(2000))).toBe(false);

    const first = splitSentences('One. Two.');
    for (let n = 0; n < 30; n += 1) splitSentences(`${n} ${'is long. '.repeat(2000)}`);
    expect(splitSentences('One. Two.')).not.toBe(first);
    expect(splitSentences('One. Two.')).toEqual(first);
  });

  it('splits plain sentences and trims them', () => {
    expect(split('  It failed. We looked!  Why?\nBecause. ')).toEqual(['It failed.', 'We looked!', 'Why?', 'Because.']);
  });

  it.each([
    'Caches, e.g. Redis and Memcached, were full.',
    'The owner, i.e. Platform, was asleep.',
    'It was Postgres vs. MySQL again.',
    'We moved to v2.0 Beta of the driver.',
    'We upgraded Node.js 20 to Node.js 24 overnight.',
    'The service runs on .NET Core in production.',
    'The U.S. East region was down.',
    'Traffic from the U.S. Midwest doubled.',
    'Dr. Brown and Prof. Green wrote it.',
    'See No. 5 and Fig. 3 of the report.',
    'The paper by J. R. Smith and A. Jones explains it.',
    'Latency rose to 4.5 seconds at 99.9 percent.',
    'It started at 8 a.m. UTC and ended at 9 p.m. Tuesday.',
    'It waited ... Then it waited more.',
    '"Why now?" asked the manager.',
    'He shouted "Stop!" and left.',
    'Smith et al. Proposed it first.',
    'On Jan. 5 the team met St. Mary staff.',
    '1. First we drain the node.',
    'Open example.com?q=A to see it.',
    'It cost approx. Twelve dollars.',
    'Am 3. Mai fiel die Warteschlange aus.',
    'Der 2. große Ausfall kam am 14. Oktober.',
    'On the 3. May release it failed.',
    'Wir nutzen z. B. Kafka und u. a. Redis.',
    'Das war u. a. Kafka zu danken.',
    'Es blieb stehen, d. h. Die Welt wartete.',
    'It runs e. g. Redis.',
  ])('keeps %j whole', (sentence) => {
    expect(split(sentence)).toEqual([sentence]);
    expect(split(`Before it. ${sentence} After it.`)).toEqual(['Before it.', sentence, 'After it.']);
  });

  it.each([
    ['We run Node.js. It is fast.', 2],
    ['We chose plan B. The rest followed.', 2],
    ['It ended at 9 p.m. Engineers went home.', 2],
    ['It is big in the U.S. The rest of the world waits.', 2],
    ['He said "it works." She did not agree.', 2],
    ['It works (mostly.) We shipped it.', 2],
    ['Was it the cache? Was it the disk?', 2],
    ['We answered no. Then we left.', 2],
    ['Wait... We saw it.', 2],
    ['First line\nsecond line', 2],
    ['今日は遅い。明日は速い！本当？はい。', 4],
    ['Es gab Kafka u. a. Danach kam Redis.', 2],
    ['We kept only 3. May we keep them?', 2],
    ['We kept only 3. Nobody asked.', 2],
    ['We chose plan b. It held.', 2],
    ['「遅い。速い。」', 2],
    ['', 0],
    [' \n ', 0],
    ['...', 1],
  ])('finds in %j %i sentences', (text, count) => {
    expect(split(text)).toHaveLength(count);
  });

  it('takes linear time over text made of wrong cuts', () => {
    expect(split('e.g. A. '.repeat(50_000)).length).toBeGreaterThan(0);
  });
});

describe('sentencesOf', () => {
  it('gives sentences of prose blocks only, never across blocks, with offsets into the article', () => {
    const markdown = `# A heading. Or two\n\n${sentences.slice(0, 5).join(' ')}\n\n- item one\n- ${sentences[5]} ${sentences[6]}\n\n> ${sentences[7]}\n\n\`\`\`\nCode. Not prose.\n\`\`\`\n\n| A. B. | c |\n|--|--|\n| d. E. | f |\n`;
    const article = parseArticle({ text: markdown, format: 'markdown' });
    const found = sentencesOf(article);
    expect(found.map(({ start, end, kind }) => `${kind}: ${article.text.slice(start, end)}`)).toEqual([
      ...sentences.slice(0, 5).map((sentence) => `paragraph: ${sentence}`),
      'list-item: item one',
      `list-item: ${sentences[5]}`,
      `list-item: ${sentences[6]}`,
      `quote: ${sentences[7]}`,
    ]);
    for (const { start, end, block } of found) {
      const around = article.blocks[block];
      expect(start).toBeGreaterThanOrEqual(around?.start ?? Number.NaN);
      expect(end).toBeLessThanOrEqual(around?.end ?? Number.NaN);
    }
  });
});
