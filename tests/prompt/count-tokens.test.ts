import { countTokens as count } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { countTokens } from '../../src/prompt/count-tokens.ts';
import { tokensAtMost } from '../../src/prompt/tokens-at-most.ts';
import { prose } from '../article/sample-prose.ts';

const german =
  'Die Warteschlange lief nicht mehr leer, weil jede Übertragung auf die Bestätigung des Empfängers wartete. ';
const markdown =
  '## Before\n\n| run | p99 |\n| --- | --- |\n| 1 | 41.2 ms |\n\n- `npm ci`, then https://example.com/a?b=c#d\n';

describe('tokens', () => {
  it.each([
    ['English', prose],
    ['German', german],
    ['Markdown', markdown],
  ])('of %s are those of the encoding', (_, text) => {
    expect(countTokens(text)).toBe(count(text));
  });

  it.each(['<|endoftext|>', '<|im_start|>system'])('of %s are those of its letters', (text) => {
    expect(countTokens(text)).toBeGreaterThan(3);
  });

  // Without a limit on what is taken for a word each of these takes the tokenizer seconds to minutes.
  it.each([
    ['one letter', 'a'.repeat(300_000), 30_000],
    ['joined emoji', '👩‍👩‍👧‍👦'.repeat(10_000), 90_000],
    ['accents', 'e\u0301'.repeat(50_000), 50_000],
    ['spaces', ' '.repeat(300_000), 4_000],
    ['ideographs', '日本語の文章'.repeat(20_000), 60_000],
  ])('of a very long run of %s are counted in pieces', (_, text, least) => {
    expect(countTokens(text)).toBeGreaterThan(least);
  });

  it('are no fewer in pieces', () => {
    const word = 'antidisestablishmentarianism'.repeat(20);
    expect(countTokens(word)).toBeGreaterThanOrEqual(count(word));
  });
});

describe('the quick guess', () => {
  it.each([
    ['English', prose],
    ['German', german],
    ['Markdown', markdown],
    ['code', 'const fooBarBaz = parseHTTPHeader(rawInput2)?.["x-id"] ?? null;'],
    ['figures', '1,234,567.89 kWh on 2025-03-18T14:07:31Z'],
    ['Japanese', '日本語の文章をトークンに分ける。'],
    ['emoji', '👩‍👩‍👧‍👦 🚀🚀'],
    ['letters without a sense', 'qzjxvkwpqzjxvkwpqzjxvkwpqzjxvkwp'],
    ['lists', '  - one\n    - two\n\n\n'],
    ['nothing', ''],
  ])('is no less than the count of %s', (_, text) => {
    expect(tokensAtMost(text)).toBeGreaterThanOrEqual(count(text));
  });

  it('is not much more than the count of prose', () => {
    expect(tokensAtMost(prose)).toBeLessThan(2.2 * count(prose));
  });
});
