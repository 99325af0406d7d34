import { describe, expect, it } from 'vitest';
import { stemOf, wordsOf } from '../../src/article/words.ts';

const stems = (text: string) => wordsOf(text).map(({ stem }) => stem);
const content = (text: string) => wordsOf(text).flatMap(({ content, stem }) => (content ? [stem] : []));

describe('wordsOf', () => {
  it('gives each word with its place', () => {
    const text = 'The cache’s nodes failed.';
    expect(wordsOf(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'The',
      'cache’s',
      'nodes',
      'failed',
    ]);
  });

  it('finds the same word in its forms and both spellings', () => {
    expect(stems('Optimising')).toEqual(stems('optimized'));
    expect(stems('behaviours')).toEqual(stems('behavior'));
    expect(stems('node’s')).toEqual(stems('nodes'));
  });

  it('knows which words carry meaning', () => {
    expect(content('We have also made it the fastest of all')).toEqual([stemOf('fastest')]);
  });

  it('takes numbers, identifiers and other scripts as words', () => {
    expect(stems('p99 of shop_id in Москва')).toEqual(['p99', 'of', 'shop', 'id', 'in', 'москва']);
  });

  it('takes a number of one digit for no content, and longer ones as they are', () => {
    expect(wordsOf('7 of 42').map(({ stem, content }) => [stem, content])).toEqual([
      ['7', false],
      ['of', false],
      ['42', true],
    ]);
  });

  it('leaves a run of letters too long for a word unstemmed', () => {
    const run = 'ing'.repeat(20_000);
    expect(stemOf(run)).toBe(run);
  });
});
