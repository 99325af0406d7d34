import type { JsonSchema } from './draft-json-schema.ts';

/** What a server understands of the chat completions protocol. Compatible servers differ in exactly these. */
export interface OpenAiDialect {
  /** How the form of the answer is asked for; every step asks for less. */
  readonly format: 'json_schema' | 'json_object' | 'text';
  readonly limit: 'max_completion_tokens' | 'max_tokens';
  /** The most tokens an answer may have. */
  readonly maxOutputTokens: number;
}

export const fullDialect = (maxOutputTokens: number): OpenAiDialect => ({
  ...{ format: 'json_schema', limit: 'max_completion_tokens', maxOutputTokens },
});

/** The part of a request's body that depends on the dialect. */
export function dialectFields({ format, limit, maxOutputTokens }: OpenAiDialect, schema: JsonSchema) {
  return {
    ...(limit === 'max_tokens' ? { max_tokens: maxOutputTokens } : { max_completion_tokens: maxOutputTokens }),
    ...(format === 'json_schema' && {
      response_format: {
        type: 'json_schema' as const,
        json_schema: { name: 'summary', strict: true, schema: { ...schema } },
      },
    }),
    ...(format === 'json_object' && { response_format: { type: 'json_object' as const } }),
  };
}

/** How to ask again after a refusal. */
export interface Concession {
  readonly change: Partial<OpenAiDialect>;
  /** Whether it holds for every request to this server; otherwise it is owed to the length of this article. */
  readonly lasting: boolean;
}

/** No summary fits into less, so a server that allows less is not asked again. */
const LEAST_OUTPUT_TOKENS = 512;

const OUTPUT_LIMIT = /max_(?:completion_)?tokens|(?:completion|output) tokens|in the completion/i;
const TOO_LARGE =
  /too (?:large|big|high|many|long)|at most|less than|<=|\d >|exceed|maximum|greater than|between \d+ and|\brange\b/i;
const BOUND =
  /(?:at most|less than or equal to|<=|\d >|between \d+ and|\[\d+,|maximum (?:value )?(?:is|of))\W*(\d[\d,]*)/i;
const SCHEMA = /response_format|json_schema|schema|grammar|\bstrict|structured/i;
const JSON_MODE = /response_format|json_object|json mode|grammar/i;

/**
 * What to do without, or to ask for less of, after a server refused a request for a field that it does not know or a limit
 * that is too large; null when it refused it for another reason. Servers say it in many words, so a word is enough: at
 * worst one request more is refused. There is an end to it, as every concession asks for less.
 */
export function concede(sent: OpenAiDialect, error: unknown): Concession | null {
  if (!isRefusal(error)) return null;
  const text = `${String(error.param ?? '')} ${error.message}`;
  if (OUTPUT_LIMIT.test(text) && TOO_LARGE.test(text)) return smallerLimit(sent.maxOutputTokens, text);
  if (sent.limit === 'max_completion_tokens' && /max_completion_tokens/i.test(text)) {
    return { change: { limit: 'max_tokens' }, lasting: true };
  }
  if (sent.format === 'json_schema' && SCHEMA.test(text)) return { change: { format: 'json_object' }, lasting: true };
  if (sent.format === 'json_object' && JSON_MODE.test(text)) return { change: { format: 'text' }, lasting: true };
  return null;
}

/** The bound that the server names, else half of what was asked for. */
function smallerLimit(asked: number, text: string): Concession | null {
  const bound = Number(BOUND.exec(text)?.[1]?.replaceAll(',', ''));
  const named = bound < asked;
  const maxOutputTokens = named ? bound : Math.floor(asked / 2);
  if (maxOutputTokens < LEAST_OUTPUT_TOKENS) return null;
  // What is left of the context beside this article says nothing of the next one.
  return { change: { maxOutputTokens }, lasting: named || !/context/i.test(text) };
}

function isRefusal(error: unknown): error is Error & { status: number; param?: unknown } {
  return error instanceof Error && 'status' in error && (error.status === 400 || error.status === 422);
}
