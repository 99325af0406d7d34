import * as models from 'gpt-tokenizer/models';

/** How much a model takes at once. */
export interface ContextSize {
  /** Prompt and answer together, in tokens. */
  readonly contextTokens: number;
  /** The prompt alone, where its vendor limits that further. */
  readonly promptTokens: number;
  /** Whether the model's own tokens are those that are counted here: see prompt/count-tokens.ts. */
  readonly ownTokens: boolean;
}

/** What is safe to assume of a model that nobody knows. */
const UNKNOWN_CONTEXT_TOKENS = 8192;

interface ModelRow {
  readonly context_window?: number;
  readonly max_input_tokens?: number;
}
const known = models as unknown as Readonly<Record<string, ModelRow | undefined>>;

/**
 * The context of a model by its name, from the table of OpenAI's models that comes with gpt-tokenizer; a dated snapshot
 * without a row has that of its base model, and an unknown model 8,192 tokens. `override` is what the operator says.
 */
export function contextSizeOf(model: string, override?: number): ContextSize {
  const row = known[model] ?? known[model.replace(/-\d{4}-\d{2}-\d{2}$/, '')];
  const contextTokens = override ?? row?.context_window ?? UNKNOWN_CONTEXT_TOKENS;
  return {
    contextTokens,
    promptTokens:
      override === undefined ? Math.min(contextTokens, row?.max_input_tokens ?? contextTokens) : contextTokens,
    ownTokens: row !== undefined,
  };
}
