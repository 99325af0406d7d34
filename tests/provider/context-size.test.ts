import { describe, expect, it } from 'vitest';
import { contextSizeOf } from '../../src/provider/context-size.ts';

describe('the context of a model', () => {
  it.each([
    ['gpt-5-mini', 400_000, 272_000],
    ['gpt-5-mini-2025-08-07', 400_000, 272_000],
    ['gpt-4.1-mini', 1_047_576, 1_047_576],
    ['gpt-4o-mini-2031-01-01', 128_000, 128_000],
    ['gpt-4-0613', 8192, 8192],
  ])('%s is known', (model, contextTokens, promptTokens) => {
    expect(contextSizeOf(model)).toEqual({ contextTokens, promptTokens, ownTokens: true });
  });

  it.each(['llama3.2', 'gpt-5-mini-pro', 'mock', 'toString', ''])('%j is not, and is taken for small', (model) => {
    expect(contextSizeOf(model)).toEqual({ contextTokens: 8192, promptTokens: 8192, ownTokens: false });
  });

  it('is what the operator says', () => {
    expect(contextSizeOf('llama3.2', 32_000)).toEqual({
      contextTokens: 32_000,
      promptTokens: 32_000,
      ownTokens: false,
    });
    expect(contextSizeOf('gpt-5', 9000)).toEqual({ contextTokens: 9000, promptTokens: 9000, ownTokens: true });
  });
});
