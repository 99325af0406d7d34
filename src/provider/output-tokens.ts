/** OpenAI's models that think before they answer, by their names. What they think is charged as output. */
const REASONS = /^(?:gpt-5|o\d)/;

/** How many tokens answers of a model have. */
export interface OutputTokens {
  /** A summary as it usually comes. */
  readonly usual: number;
  /** More than nearly every summary has: what the pace of calls goes by until the answer is there. */
  readonly expected: number;
  /** The most that is allowed, which is what is set aside for a call. Small local models have no room for more than 4,096. */
  readonly most: number;
}

const PLAIN: OutputTokens = { usual: 400, expected: 1000, most: 4096 };
const REASONING: OutputTokens = { usual: 2000, expected: 4096, most: 16_384 };

/** For a model by this name; one that is not known to reason is taken for one that does not. */
export function outputTokensOf(model: string): OutputTokens {
  return REASONS.test(model) ? REASONING : PLAIN;
}
