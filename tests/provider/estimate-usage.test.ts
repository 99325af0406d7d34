import { expect, it } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { countTokens } from '../../src/prompt/count-tokens.ts';
import { loadPrompt } from '../../src/prompt/load-prompt.ts';
import { createArticleEstimator, usualOutputs } from '../../src/provider/estimate-article.ts';
import { createUsageEstimator } from '../../src/provider/estimate-usage.ts';
import { createOpenAiProvider } from '../../src/provider/openai-provider.ts';
import { loadPrices } from '../../src/provider/prices.ts';
import { requirePrices } from '../../src/provider/require-prices.ts';
import { summariseMessages } from '../../src/provider/summarise-messages.ts';
import { openAiVariables, type ProviderConfig } from '../../src/provider-config.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';
import { incidentArticle } from '../support/incident-article.ts';
import { openAiOptions, patientCall } from '../support/openai-options.ts';

const deps = { prompt: loadPrompt(), vocabulary: loadVocabulary(), prices: loadPrices() };
const article: Article = incidentArticle();
const request = { article };
const openai = (model: string): ProviderConfig => ({
  ...{ kind: 'openai', name: 'openai' },
  server: { apiKey: 'k', baseUrl: undefined, model, contextTokens: undefined, variables: openAiVariables(undefined) },
});

it('sets aside the longest answer that is allowed, and more tokens than the prompt and the schema have', () => {
  const { most } = createUsageEstimator({ ...deps, model: 'gpt-4.1-mini' });
  const { messages } = summariseMessages(deps.prompt, request, deps.vocabulary);
  const real = messages.reduce((sum, { content }) => sum + countTokens(content), 0);
  const { inputTokens, outputTokens, costUsd } = most(request, {});
  expect(inputTokens).toBeGreaterThan(real);
  expect(inputTokens).toBeLessThan(real * 2.5);
  expect(outputTokens).toBe(4096);
  expect(costUsd).toBeCloseTo((inputTokens * 0.4 + 4096 * 1.6) / 1e6, 9);
  const schemaTokens = most(request, { promptTokens: 77 }).inputTokens - 77;
  expect(schemaTokens).toBeGreaterThan(100);
  expect(most(request, { promptTokens: 80 }).inputTokens).toBe(schemaTokens + 80);
});

it('sets aside as much as a request to a model that reasons allows, and paces it by less', async () => {
  const { most, least, expected } = createUsageEstimator({ ...deps, model: 'gpt-5-mini' });
  let allowed: unknown;
  const fetch: typeof globalThis.fetch = async (_, init) => {
    allowed = JSON.parse(String(init?.body)).max_completion_tokens;
    return new Response('{}', { status: 500 });
  };
  const provider = createOpenAiProvider({ ...openAiOptions(), fetch });
  await expect(provider.draft(request, patientCall())).rejects.toThrow();
  expect(most(request, {}).outputTokens).toBe(allowed);
  expect(least(request, {})).toMatchObject({ inputTokens: most(request, {}).inputTokens, outputTokens: 4096 });
  expect(expected(request, {})).toBe(most(request, {}).inputTokens + 4096);
});

it('has no price for a model that has none', () => {
  expect(createUsageEstimator({ ...deps, model: 'my-own' }).most(request, {}).costUsd).toBeNull();
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
  expect(model?.most).toMatchObject({ calls: 3, outputTokens: 3 * 4096 });
  expect(model?.most.inputTokens).toBeGreaterThan(3 * real);
  const { most } = createUsageEstimator({ ...deps, model: 'gpt-4.1-mini' });
  const [once] = createArticleEstimator({ ...options, maxRepairs: 0, providers })(article.text);
  expect(once?.most.inputTokens).toBeGreaterThanOrEqual(most(request, {}).inputTokens); // what is set aside for a call
  expect(offline?.most).toEqual({ calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 });

  const [small] = createArticleEstimator({ ...options, contextTokens: 6000, providers: [openai('own')] })(
    article.text.repeat(40),
  );
  expect(small?.likely.calls).toBeGreaterThan(3);
  expect(small?.likely.costUsd).toBeNull();
});

it('takes from the ledger how long answers usually are, once there are some', async () => {
  const outputs: Record<string, number[]> = {
    seen: Array.from({ length: 8 }, (_, n) => 300 + n * 10),
    new: [900, 900],
  };
  const ledger = { lastOutputs: async ({ model }: { model: string }) => outputs[model] ?? [] };
  expect(await usualOutputs([openai('seen'), openai('new')], ledger)).toEqual(new Map([['seen', 335]]));
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
