import { z } from 'zod';
import type { Usage } from '../ledger/ledger.ts';
import type { Tokens } from './prices.ts';
import { ProviderError, type ProviderErrorCode } from './provider-error.ts';

/** The parts of a chat completion that are used. Compatible servers leave out or null the rest. */
const completionSchema = z.object({
  choices: z.array(
    z.object({
      finish_reason: z.string().nullish(),
      message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
    }),
  ),
});

/** What is charged for, read apart from the answer: a call that came to nothing is charged for too. */
const chargeSchema = z.object({
  model: z.string().min(1).nullish().catch(null),
  usage: z
    .object({ prompt_tokens: z.int().min(0), completion_tokens: z.int().min(0) })
    .nullish()
    .catch(null),
});

export interface Counted {
  readonly tokens: Tokens;
  /** Who answered, when the server says so; often the dated name of the model asked. */
  readonly model: string | null;
}

export interface Completion {
  readonly content: string;
  readonly model: string | null;
  /** Null when the server does not count. */
  readonly usage: Usage | null;
}

/**
 * Takes the answer out of the body of a chat completion. `usageOf` puts a price on what the server counted.
 *
 * @throws {ProviderError} when there is none: refused, stopped at the length limit, empty, or no completion at all. It
 *   carries the usage, or is `uncertain` when the server does not count, since the vendor did the work.
 */
export function readCompletion(body: unknown, provider: string, usageOf: (counted: Counted) => Usage): Completion {
  const { model = null, usage: counted } = chargeSchema.safeParse(body).data ?? {};
  const tokens = counted ? { inputTokens: counted.prompt_tokens, outputTokens: counted.completion_tokens } : null;
  const usage = tokens && usageOf({ tokens, model });
  const fail = (code: ProviderErrorCode, what: string, retryable: boolean, hint?: string) =>
    new ProviderError(`${provider} ${what}`, {
      ...{ code, provider, retryable, uncertain: usage === null },
      ...(usage ? { usage } : {}),
      ...(hint ? { hint } : {}),
    });

  const parsed = completionSchema.safeParse(body);
  if (!parsed.success) {
    const hint = 'Check that OPENAI_BASE_URL is the address of an OpenAI-compatible API (it usually ends in /v1).';
    // A page in place of JSON is a wrong address, which stays wrong; broken JSON may be an accident.
    throw fail('provider-invalid-answer', 'sent an answer that is no chat completion', typeof body === 'object', hint);
  }
  const [choice] = parsed.data.choices;
  if (choice === undefined) throw fail('provider-empty-answer', 'sent an answer without a choice', true);
  const { content, refusal } = choice.message;
  if (refusal) throw fail('provider-refused', `refused to answer: ${oneLine(refusal)}`, false);
  if (choice.finish_reason === 'content_filter') {
    throw fail('provider-refused', 'stopped the answer by its content filter', false);
  }
  if (choice.finish_reason === 'length') {
    const hint = 'Set UPSHOT_MODEL to a model that reasons less, or send a shorter article.';
    throw fail('provider-length-stop', 'ran into the limit on output tokens before the answer was whole', false, hint);
  }
  if (!content?.trim()) throw fail('provider-empty-answer', 'sent an empty answer', true);
  return { content, model, usage };
}

/**
 * The draft in the text of an answer. Models without a JSON mode like to wrap it in a Markdown fence. Text that is not
 * JSON stays text: an invalid draft, for validation to name and the model to write again.
 */
export function parseDraft(content: string): unknown {
  const text = content.trim();
  const inner = /^```(?:json)?\s*\n([\s\S]*?)\n?```$/i.exec(text)?.[1] ?? text;
  try {
    return JSON.parse(inner);
  } catch {
    return content;
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 200);
}
