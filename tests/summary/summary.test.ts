import { describe, expect, it } from 'vitest';
import { type Summary, summarySchema } from '../../src/summary/summary.ts';
import { validSummary } from '../support/summaries.ts';

const schema = summarySchema(['general', 'sre', 'distributed-systems']);
const [first, ...rest] = validSummary.bullets;
const withBullet = (bullet: string): Summary => ({ ...validSummary, bullets: [bullet, ...rest] });
const withLine = (whyItMatters: string): Summary => ({ ...validSummary, whyItMatters });
const messages = (value: unknown) => {
  const parsed = schema.safeParse(value);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('/')}: ${message}`);
};

describe('summarySchema', () => {
  it('accepts five and six bullets', () => {
    expect(messages(validSummary)).toEqual([]);
    expect(messages({ ...validSummary, bullets: [...validSummary.bullets, 'A sixth one is fine.'] })).toEqual([]);
  });

  it.each([
    'Spinnaker v2.0 moved 1.5 million records in 3.2 seconds.',
    'The fix shipped in Node.js 24.1, i.e. before the release on Nov. 3.',
    'The report calls it "an avoidable outage."',
    'Dr. Okafor of the U.S. team led the review.',
    'Costs fell by $1.2M (about 18 percent).',
    'The cache is a Map<string, Buffer> and the queue a Vec<u8>.',
    '该团队在四十分钟内恢复了全部服务。',
  ])('takes %j for one sentence', (bullet) => {
    expect(messages(withBullet(bullet))).toEqual([]);
  });

  it.each([
    ['no words in a bullet', withBullet('...'), 'bullets/0: a bullet must have a letter or a digit'],
    ['no words in the line', { whyItMatters: '…' }, 'whyItMatters: whyItMatters must have a letter or a digit'],
    ['no full stop', withBullet('Retries multiplied the load'), 'bullets/0: a bullet must end in a full stop'],
    ['two sentences', withBullet('Retries hurt. Budgets help.'), 'bullets/0: a bullet must be exactly one sentence'],
    ['too long', withBullet(`${'long '.repeat(40)}x.`), 'bullets/0: a bullet must be at most 200 characters'],
    [
      'Markdown emphasis',
      withBullet('Retries **multiplied** the load.'),
      'bullets/0: a bullet must be plain text, without Markdown or HTML',
    ],
    [
      'a Markdown link',
      withBullet('Retries [hurt](http://a.example).'),
      'bullets/0: a bullet must be plain text, without Markdown or HTML',
    ],
    [
      'a bullet sign',
      withBullet('- Retries hurt.'),
      'bullets/0: a bullet must be plain text, without Markdown or HTML',
    ],
    ['HTML', withBullet('Retries <b>hurt</b>.'), 'bullets/0: a bullet must be plain text, without Markdown or HTML'],
    [
      'HTML after a word',
      withBullet('Retries<b>hurt</b>.'),
      'bullets/0: a bullet must be plain text, without Markdown or HTML',
    ],
    ['two lines', withBullet('Retries\nhurt.'), 'bullets/0: a bullet must be one line'],
    [
      'the same bullet twice',
      { ...validSummary, bullets: [first, first, ...rest.slice(1)] },
      'bullets: bullets must all be different',
    ],
    ['four bullets', { ...validSummary, bullets: validSummary.bullets.slice(0, 4) }, 'bullets: bullets must be 5 or 6'],
    [
      'seven bullets',
      { ...validSummary, bullets: [...validSummary.bullets, 'Six.', 'Seven.'] },
      'bullets: bullets must be 5 or 6',
    ],
    [
      'a line of three sentences',
      withLine('One helps. Two help. Three help.'),
      'whyItMatters: whyItMatters must be one or two sentences',
    ],
    [
      'a line too long',
      withLine(`${'word '.repeat(60)}end.`),
      'whyItMatters: whyItMatters must be at most 300 characters',
    ],
    ['an empty line', withLine('  '), 'whyItMatters: whyItMatters must not be empty'],
    [
      'an unknown tag',
      { ...validSummary, tags: ['sre', 'devops'] },
      'tags/1: unknown tag "devops"; the vocabulary is general, sre, distributed-systems',
    ],
    ['no tag', { ...validSummary, tags: [] }, 'tags: tags must be 1 to 3 of the vocabulary'],
    ['one keyword', { ...validSummary, keywords: ['retry'] }, 'keywords: keywords must be 2 to 7'],
  ])('refuses %s', (_, value, message) => {
    expect(messages(value)).toContain(message);
  });
});
