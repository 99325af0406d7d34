import { describe, expect, it } from 'vitest';
import { claimsOf } from '../../src/http/pages/claims.ts';
import { sectionOf } from '../../src/http/pages/section-of.ts';
import { exampleEntry } from '../support/example-entry.ts';

const text = 'Zero.\n\nOne two three four. The quote is here. Five six seven eight.\n\nNine.';
const quote = 'The quote is here.';
const start = text.indexOf(quote);
const entry = exampleEntry({
  evidence: [{ claim: 'bullets/1', supported: true, spans: [{ start, end: start + quote.length, quote }], issues: [] }],
});
const passage = (around?: number, of: string | null = text) => claimsOf(entry, of, around).bullets[1]?.passages[0];

describe('claimsOf', () => {
  it('puts the evidence with the claim that it is for, and leaves the others without', () => {
    const { line, bullets } = claimsOf(entry, text);
    expect(line).toEqual({ text: entry.summary.whyItMatters, passages: [], issues: [] });
    expect(bullets.map(({ passages }) => passages.length)).toEqual([0, 1, 0, 0, 0]);
    expect(bullets.map((bullet) => bullet.text)).toEqual(entry.summary.bullets);
  });

  it('says how far into the article a passage stands', () => {
    const percent = Math.floor((start / text.length) * 100);
    expect(passage()).toEqual({ before: '', quote, after: '', percent, section: null });
  });

  it.each([
    [200, 'One two three four. ', ' Five six seven eight.'],
    [11, '… four. ', ' Five six …'],
    [0, '', ''],
  ])('shows %i characters of its own paragraph around it, in whole words', (around, before, after) => {
    expect(passage(around)).toMatchObject({ before, quote, after });
  });

  it('does without the text of the article', () => {
    expect(passage(200, null)).toEqual({ before: '', quote, after: '', percent: null, section: null });
  });
});

it('says of a passage in which section it stands, but not of a heading', () => {
  const article =
    'Title of it\n\nIt began well.\n\nStaying up\n\nIt runs, as does all else.\n\nMoving out\n\nIt ended.';
  const section = (of: string) => sectionOf(article, article.indexOf(of));
  expect(['It began', 'It runs', 'all else', 'It ended'].map(section)).toEqual([
    null,
    'Staying up',
    'Staying up',
    'Moving out',
  ]);
  expect(['Title', 'Moving out', 'out'].map(section)).toEqual([null, null, null]);
});
