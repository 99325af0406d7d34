import { describe, expect, it } from 'vitest';
import { claimsOf, withoutAdvice } from '../../src/http/pages/claims.ts';
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
    expect(passage()).toEqual({ before: '', quote, after: '', row: null, percent, section: null });
  });

  it.each([
    [200, 'One two three four. ', ' Five six seven eight.'],
    [11, '… four. ', ' Five six …'],
    [21, 'One two three four. ', ' Five six seven …'],
    [0, '', ''],
  ])('shows %i characters of its own paragraph around it, in whole words', (around, before, after) => {
    expect(passage(around)).toMatchObject({ before, quote, after });
  });

  it('does without the text of the article', () => {
    expect(passage(200, null)).toEqual({ before: '', quote, after: '', row: null, percent: null, section: null });
  });
});

it('tells readers what is wrong, and whoever mends it what to do', () => {
  const told = (message: string) =>
    withoutAdvice({ text: '', passages: [], issues: [{ label: 'x', message }] }).issues[0]?.message;
  expect(told('The article does not state "9 %". Use the article\'s own figure or leave it out.')).toBe(
    'The article does not state "9 %".',
  );
  expect(told('The article does not contain the words "Now. Use it.".')).toBe(
    'The article does not contain the words "Now. Use it.".',
  );
});

describe('a passage in a table', () => {
  const table = '| Region | Errors |\n| Oslo | 0.2 % |\n| Lisbon | 1.9 % |';
  const passages = (article: string, quotes: readonly string[]) => {
    const spans = quotes.map((quote) => ({
      start: article.indexOf(quote),
      end: article.indexOf(quote) + quote.length,
      quote,
    }));
    const evidence = [{ claim: 'bullets/0', supported: true, spans, issues: [] }];
    return claimsOf(exampleEntry({ evidence }), article).bullets[0]?.passages ?? [];
  };
  const head = ['Region', 'Errors'];

  it.each(['', 'It began well.\n\n', `${'Long. '.repeat(5000)}\n\n`])('stands below the first row of it', (before) => {
    const [passage, ...others] = passages(`${before}${table}\n\nIt ended.`, [
      '| Lisbon | 1.9 % |',
      '| Region | Errors |',
    ]);
    expect(passage?.row).toEqual({ first: head, cells: ['Lisbon', '1.9 %'] });
    expect(others).toEqual([]);
  });

  it('is shown as it stands where that is the first row, or has other columns', () => {
    expect(passages(table, ['| Region | Errors |'])).toMatchObject([{ quote: '| Region | Errors |', row: null }]);
    expect(passages(`| Region |\n${table}`, ['| Oslo | 0.2 % |'])).toMatchObject([{ row: null }]);
  });

  it('is shown as it stands where the table begins too far above', () => {
    const long = `| Region | Errors |\n${'| Oslo | 0.2 % |\n'.repeat(2000)}| Lisbon | 1.9 % |`;
    expect(passages(long, ['| Lisbon | 1.9 % |'])).toMatchObject([{ row: null }]);
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
