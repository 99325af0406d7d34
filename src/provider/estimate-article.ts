import type { Article } from '../article/article.ts';
import type { Ledger, Usage } from '../ledger/ledger.ts';
import type { Prompt } from '../prompt/load-prompt.ts';
import { tokensAtMost } from '../prompt/tokens-at-most.ts';
import type { ProviderConfig } from '../provider-config.ts';
import type { Vocabulary } from '../tags/vocabulary.ts';
import { mostPromptTokens } from './context-provider.ts';
import { contextSizeOf } from './context-size.ts';
import { schemaTokensAtMost } from './estimate-usage.ts';
import { modelOf } from './model-of.ts';
import { outputTokensOf } from './output-tokens.ts';
import type { Prices } from './prices.ts';
import { promptTokensAtMost } from './prompt-tokens.ts';
import { summariseMessages } from './summarise-messages.ts';

/** What the summary of one article takes when one provider is asked for it. */
export interface ArticleEstimate {
  readonly provider: string;
  readonly model: string;
  /** When every answer is as long as usual and needs no repair. */
  readonly likely: Estimate;
  /** When every answer is as long as it may be, and is sent back as often as is allowed. Failed calls aside. */
  readonly most: Estimate;
}

export interface Estimate extends Usage {
  readonly calls: number;
}

export interface ArticleEstimatorOptions {
  /** Those of the configuration. The first is asked; the others only where it fails. */
  readonly providers: readonly ProviderConfig[];
  readonly prices: Prices;
  readonly prompt: Prompt;
  readonly vocabulary: Vocabulary;
  readonly maxRepairs: number;
  /** As in the configuration, for models that have none of their own. */
  readonly contextTokens?: number | undefined;
  /** How long answers of a model were so far, in tokens; see usualOutputs. */
  readonly usualOutput?: ReadonlyMap<string, number>;
}

/** Of English, tokens-at-most.ts counts about so many times as many tokens as there are. */
const OVERCOUNT = 1.8;
/** How many tokens a rejected draft, and what was wrong with it, adds to the prompt that asks for another. */
const REPAIR_TOKENS = 2000;
/** Parts of an article are so much smaller than the room for them. */
const PART = 0.95;
/** With fewer answers than that, how long they were says little. */
const ENOUGH_ANSWERS = 8;

/**
 * Estimates articles by the texts that a model is sent of them, without splitting them, one estimate for each provider. The
 * offline provider takes no call and costs nothing.
 */
export function createArticleEstimator(options: ArticleEstimatorOptions): (text: string) => ArticleEstimate[] {
  const estimators = options.providers.map((provider) => estimatorOf(provider, options));
  return (text) => {
    const tokens = tokensAtMost(text);
    return estimators.map((estimate) => estimate(tokens));
  };
}

/** How long the last answers of each model were, on average, from the ledger. */
export async function usualOutputs(
  providers: readonly ProviderConfig[],
  ledger: Pick<Ledger, 'lastOutputs'>,
): Promise<ReadonlyMap<string, number>> {
  const usual = new Map<string, number>();
  for (const provider of providers) {
    const model = modelOf(provider);
    const outputs = await ledger.lastOutputs({ provider: provider.name, model });
    if (outputs.length < ENOUGH_ANSWERS) continue;
    usual.set(model, outputs.reduce((sum, tokens) => sum + tokens, 0) / outputs.length);
  }
  return usual;
}

function estimatorOf(given: ProviderConfig, options: ArticleEstimatorOptions): (tokens: number) => ArticleEstimate {
  const { prices, prompt, vocabulary, maxRepairs, usualOutput } = options;
  const provider = given.name;
  const model = modelOf(given);
  if (given.kind === 'extractive') return () => ({ provider, model, likely: nothing, most: nothing });
  const override = (given.kind === 'openai' ? given.server.contextTokens : undefined) ?? options.contextTokens;
  const frame = promptTokensAtMost(summariseMessages(prompt, { article: emptyArticle }, vocabulary).messages);
  const around = frame + schemaTokensAtMost(vocabulary);
  const room = Math.max(1, mostPromptTokens(contextSizeOf(model, override)) - frame);
  const { usual, expected, most } = outputTokensOf(model);
  const answer = usualOutput?.get(model) ?? usual;

  function priced(calls: number, input: number, output: number): Estimate {
    const tokens = { inputTokens: Math.ceil(input), outputTokens: Math.ceil(output) };
    return { calls, ...tokens, costUsd: prices.costOf(model, tokens) };
  }

  /** Calls for an article of so many tokens: for a long one its parts, and the draft from all of them. */
  const callsFor = (tokens: number) => (tokens <= room ? 1 : Math.ceil(tokens / (room * PART)) + 1);

  return (tokens) => {
    const likely = Math.ceil(tokens / OVERCOUNT);
    const calls = callsFor(likely);
    const mostCalls = callsFor(tokens);
    const rounds = 1 + maxRepairs;
    return {
      ...{ provider, model },
      likely: priced(calls, (calls * around) / OVERCOUNT + likely + (calls - 1) * answer, calls * answer),
      most: priced(
        mostCalls * rounds,
        (mostCalls * around + tokens + (mostCalls - 1) * expected) * rounds + mostCalls * maxRepairs * REPAIR_TOKENS,
        mostCalls * rounds * most,
      ),
    };
  };
}

const nothing: Estimate = { calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 };

const emptyArticle: Article = {
  ...{ text: '', blocks: [], format: 'text', title: '', url: null, source: null, author: null, publishedAt: null },
  ...{ tags: [], fingerprint: '', words: 0 },
};
