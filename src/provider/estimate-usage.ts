import type { Usage } from '../ledger/ledger.ts';
import type { Prompt } from '../prompt/load-prompt.ts';
import { tokensAtMost } from '../prompt/tokens-at-most.ts';
import { summarySchema } from '../summary/summary.ts';
import { perVocabulary } from '../tags/live-vocabulary.ts';
import type { Vocabulary } from '../tags/vocabulary.ts';
import { draftJsonSchema } from './draft-json-schema.ts';
import { outputTokensOf } from './output-tokens.ts';
import type { Prices } from './prices.ts';
import { promptTokensAtMost } from './prompt-tokens.ts';
import type { Call, DraftRequest } from './provider.ts';
import { summariseMessages } from './summarise-messages.ts';

/** Says what a call will take, before it is made. */
export interface UsageEstimator {
  /**
   * The most that it can be charged for: more tokens than the prompt and the schema of the answer have, the longest answer
   * that the request allows, and their price.
   */
  most(request: DraftRequest, call: Pick<Call, 'promptTokens'>): Usage;
  /** The same when its answer is allowed no more than nearly all need. */
  least(request: DraftRequest, call: Pick<Call, 'promptTokens'>): Usage;
  /** How many tokens it takes together when its answer is no longer than nearly all are. */
  expected(request: DraftRequest, call: Pick<Call, 'promptTokens'>): number;
}

export interface UsageEstimatorOptions {
  readonly model: string;
  readonly prompt: Prompt;
  readonly vocabulary: Vocabulary;
  readonly prices: Prices;
}

export function createUsageEstimator(options: UsageEstimatorOptions): UsageEstimator {
  const { model, prompt, vocabulary, prices } = options;
  const output = outputTokensOf(model);
  const schemaTokens = perVocabulary(vocabulary, schemaTokensAtMost);
  const inputOf = (request: DraftRequest, { promptTokens }: Pick<Call, 'promptTokens'>) =>
    schemaTokens() + (promptTokens ?? promptTokensAtMost(summariseMessages(prompt, request, vocabulary).messages));
  function upTo(outputTokens: number, request: DraftRequest, call: Pick<Call, 'promptTokens'>): Usage {
    const tokens = { inputTokens: inputOf(request, call), outputTokens };
    return { ...tokens, costUsd: prices.costOf(model, tokens) };
  }
  return {
    most: (request, call) => upTo(output.most, request, call),
    least: (request, call) => upTo(output.expected, request, call),
    expected: (request, call) => inputOf(request, call) + output.expected,
  };
}

/** Of the schema of the answer: OpenAI shows it to the model, and charges for it. */
export function schemaTokensAtMost({ tags }: Vocabulary): number {
  return tokensAtMost(JSON.stringify(draftJsonSchema(summarySchema(tags.map(({ id }) => id)))));
}
