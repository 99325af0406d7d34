import type { Usage } from '../ledger/ledger.ts';
import type { Prompt } from '../prompt/load-prompt.ts';
import type { Vocabulary } from '../tags/vocabulary.ts';
import { outputTokensOf } from './output-tokens.ts';
import type { Prices } from './prices.ts';
import { promptTokensAtMost } from './prompt-tokens.ts';
import type { Call, DraftRequest } from './provider.ts';
import { summariseMessages } from './summarise-messages.ts';

/** Says what a call will take, before it is made: a little too much rather than too little. */
export interface UsageEstimator {
  estimate(request: DraftRequest, call: Pick<Call, 'promptTokens'>): Usage;
  /** Takes in what an answer took. */
  learn(usage: Pick<Usage, 'outputTokens'>): void;
}

export interface UsageEstimatorOptions {
  readonly model: string;
  readonly prompt: Prompt;
  readonly vocabulary: Vocabulary;
  readonly prices: Prices;
}

/** So many answers say how long others will be, and by how much some will be longer. */
const ENOUGH_ANSWERS = 8;
const MARGIN = 1.5;

/**
 * Input: more tokens than the prompt has. Output: 1,000 tokens, 4,096 for models that reason; once eight answers were seen
 * one and a half times the longest of them, never more than an answer may have. An answer can be longer than that, up to the
 * most that is allowed: then it costs more than was set aside for it.
 */
export function createUsageEstimator(options: UsageEstimatorOptions): UsageEstimator {
  const { model, prompt, vocabulary, prices } = options;
  const { expected, most } = outputTokensOf(model);
  let answers = 0;
  let longest = 0;
  return {
    estimate(request, { promptTokens }) {
      const inputTokens = promptTokens ?? promptTokensAtMost(summariseMessages(prompt, request, vocabulary).messages);
      const outputTokens = Math.min(most, answers < ENOUGH_ANSWERS ? expected : Math.ceil(longest * MARGIN));
      return { inputTokens, outputTokens, costUsd: prices.costOf(model, { inputTokens, outputTokens }) };
    },
    learn({ outputTokens }) {
      if (outputTokens === 0) return; // a server that does not count
      answers += 1;
      longest = Math.max(longest, outputTokens);
    },
  };
}
