import { expect, it } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { countTokens } from '../../src/prompt/count-tokens.ts';
import { loadPrompt } from '../../src/prompt/load-prompt.ts';
import { createArticleEstimator, usualOutputs } from '../../src/provider/estimate-article.ts';
import { createUsageEstimator } from '../../src/provider/estimate-usage.ts';
import { loadPrices } from '../../src/provider/prices.ts';
import { requirePrices } from '../../src/provider/require-prices.ts';
import { summariseMessages } from '../../src/provider/summarise-messages.ts';
import { openAiVariables, type ProviderConfig } from '../../src/provider-config.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';
import { incidentArticle } from '../support/incident-article.ts';

const deps = { prompt: loadPrompt(), vocabulary: loadVocabulary(), prices: loadPrices() };
const article: Article = incidentArticle();
const request = { article };
const used = (outputTokens: number) => ({ inputTokens: 1, outputTokens, costUsd: null });
const openai = (model: string): ProviderConfig => ({
  ...{ kind: 'openai', name: 'openai' },
  server: { apiKey: 'k', baseUrl: undefined, model, contextTokens: undefined, variables: openAiVariables(undefined) },
});

it('expects more tokens than the prompt has, and their price', () => {
  const { estimate } = createUsageEstimator({ ...deps, model: 'gpt-4.1-mini' });
  const { messages } = summariseMessages(deps.prompt, request, deps.vocabulary);
  const real = messages.reduce((sum, { content }) => sum + countTokens(content), 0);
  const { inputTokens, outputTokens, costUsd } = estimate(request, {});
  expect(inputTokens).toBeGreaterThan(real);
  expect(inputTokens).toBeLessThan(real * 2.5);
  expect(outputTokens).toBe(1000);
  expect(costUsd).toBeCloseTo((inputTokens * 0.4 + 1000 * 1.6) / 1e6, 9);
  expect(estimate(request, { promptTokens: 77 }).inputTokens).toBe(77);
});

it('learns from eight answers how long others will be, and expects more of models that reason', () => {
  const { estimate, learn } = createUsageEstimator({ ...deps, model: 'gpt-5-mini' });
  const expected = () => estimate(request, {}).outputTokens;
  for (let n = 1; n < 8; n += 1) learn(used(200));
  learn(used(0)); // a server that does not count
  expect(expected()).toBe(4096);
  learn(used(301));
  expect(expected()).toBe(452);
  learn(used(16_000));
  expect(expected()).toBe(16_384);
});

it('has no price for a model that has none', () => {
  expect(createUsageEstimator({ ...deps, model: 'my-own' }).estimate(request, {}).costUsd).toBeNull();
});

it('estimates an article for each provider, likely and at most', () => {
  const options = { ...deps, maxRepairs: 2, contextTokens: undefined };
  const providers = [openai('gpt-4.1-mini'), { kind: 'extractive', name: 'extractive' } as const];
  const [model, offline] = createArticleEstimator({ ...options, providers })(article.text);
  const { messages } = summariseMessages(deps.prompt, request, deps.vocabulary);
  const real = messages.reduce((sum, { content }) => sum + countTokens(content), 0);
  expect(model?.likely).toMatchObject({ calls: 1, outputTokens: 400 });
  expect((model?.likely.inputTokens ?? 0) / real).toBeGreaterThan(0.8);
  expect((model?.likely.inputTokens ?? 0) / real).toBeLessThan(1.3);
  expect(model?.most.calls).toBe(3);
  expect(model?.most.inputTokens).toBeGreaterThan(3 * real);
  expect(offline?.most).toEqual({ calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 });

  const [small] = createArticleEstimator({ ...options, contextTokens: 6000, providers: [openai('own')] })(
    article.text.repeat(40),
  );
  expect(small?.likely.calls).toBeGreaterThan(3);
  expect(small?.likely.costUsd).toBeNull();
});

it('takes from the ledger how long answers usually are, once there are some', () => {
  const row = { uncertain: 0, inputTokens: 0, costUsd: null, unpriced: 0, open: { calls: 0, costUsd: 0 } };
  const costs = [
    { ...row, key: 'seen', calls: 10, settled: 10, outputTokens: 3500 },
    { ...row, key: 'new', calls: 2, settled: 2, outputTokens: 900 },
  ];
  expect(usualOutputs(costs)).toEqual(new Map([['seen', 350]]));
});

it('refuses a budget on what has no price', () => {
  const check = (...models: string[]) => requirePrices(models.map(openai), deps.prices, '--max-cost');
  expect(() => check('gpt-5-mini', 'gpt-4o')).not.toThrow();
  expect(() => requirePrices([{ kind: 'extractive', name: 'extractive' }], deps.prices, '--max-cost')).not.toThrow();
  expect(() => check('gpt-5-mini', 'llama3')).toThrow(
    expect.objectContaining({
      ...{ code: 'bad-config', exitCode: 2, hint: expect.stringContaining('UPSHOT_PRICES') },
      message: '--max-cost is set, but no price is known of llama3, which openai is asked for',
    }),
  );
});
