import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadPrices, priceFileOf } from '../../src/provider/prices.ts';

const folder = mkdtempSync(join(tmpdir(), 'upshot-prices-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(content: string): string {
  const file = join(folder, 'prices.json');
  writeFileSync(file, content);
  return file;
}

const million = { inputTokens: 1_000_000, outputTokens: 1_000_000 };

describe('the built-in prices', () => {
  const prices = loadPrices();

  it.each([
    ['gpt-5-mini', 2.25],
    ['gpt-5-mini-2025-08-07', 2.25],
    ['gpt-4o-2024-08-06', 12.5],
    ['gpt-4o-2024-05-13', 20],
  ])('know %s', (model, dollars) => {
    expect(prices.costOf(model, million)).toBe(dollars);
  });

  it.each(['llama3.1', 'gpt-5-mini-of-ours', 'gpt-5-', ''])('know nothing of %j', (model) => {
    expect(prices.costOf(model, million)).toBeNull();
  });

  it.each([
    ['gpt-4o-0613', 'gpt-4o', 12.5],
    ['gpt-4o@20240806', 'gpt-4o', 12.5],
    ['gpt-4o-2024-05-13', 'gpt-4o', 20],
    ['gpt-5-mini-2025-08-07', 'a deployment of ours', 2.25],
    ['weird-1', 'gpt-5-mini', null],
    ['gpt-5-ultra', 'gpt-5', null],
    ['gpt-5.9', 'gpt-5', null],
    ['o', 'gpt-4o', null],
  ])('know what %s costs when %s was asked', (answeredBy, asked, dollars) => {
    expect(prices.costOf(answeredBy, million, asked)).toBe(dollars);
  });

  it('come with a source and a date each, and each model once', () => {
    for (const { source, date } of prices.rows) expect([source, date]).not.toContain(undefined);
    expect(new Set(prices.rows.map(({ model }) => model)).size).toBe(prices.rows.length);
  });

  it('leave no dust behind the decimal point', () => {
    expect(prices.costOf('gpt-5-nano', { inputTokens: 3, outputTokens: 7 })).toBe(0.000_002_95);
  });
});

describe('a price file', () => {
  it('replaces them', () => {
    const row = {
      model: 'ours',
      inputUsdPerMillion: 1,
      outputUsdPerMillion: 0,
      date: '2025-06-01',
      source: 'contract',
    };
    const prices = loadPrices(fileOf(JSON.stringify({ prices: [row] })));
    expect(prices.costOf('ours', million)).toBe(1);
    expect(prices.costOf('gpt-5', million)).toBeNull();
  });

  it.each([
    ['is no JSON', '{', /prices\.json: .*JSON/],
    [
      'lacks the price of an answer',
      '{"prices": [{"model": "a", "inputUsdPerMillion": 1}]}',
      /prices\/0\/outputUsdPerMillion is missing/,
    ],
    [
      'has a negative price',
      '{"prices": [{"model": "a", "inputUsdPerMillion": -1, "outputUsdPerMillion": 1, "date": "2025-06-01", "source": "x"}]}',
      /inputUsdPerMillion/,
    ],
  ])('that %s is refused with file and place', (_, content, message) => {
    expect(() => loadPrices(fileOf(content))).toThrow(message);
  });

  it('as its own hint shows it is one', () => {
    const prices = loadPrices(fileOf(priceFileOf('ours')));
    expect(prices.costOf('ours', million)).toBe(0);
  });

  it('that is not there is refused', () => {
    expect(() => loadPrices(join(folder, 'none.json'))).toThrow(
      /^The prices cannot be used: .*none\.json: there is no such file$/,
    );
  });
});
