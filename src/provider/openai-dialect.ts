import type { JsonSchema } from './draft-json-schema.ts';

/** What a server understands of the chat completions protocol. Compatible servers differ in exactly these. */
export interface OpenAiDialect {
  /** How the form of the answer is asked for; every step asks for less. */
  readonly format: 'json_schema' | 'json_object' | 'text';
  readonly limit: 'max_completion_tokens' | 'max_tokens';
}

export const fullDialect: OpenAiDialect = { format: 'json_schema', limit: 'max_completion_tokens' };

/** The part of a request's body that depends on the dialect. */
export function dialectFields({ format, limit }: OpenAiDialect, schema: JsonSchema, maxOutputTokens: number) {
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

/**
 * What to do without after a server refused a request for a field that it does not know, or null when it refused it for
 * another reason. Servers say it in many words, but all name the field.
 */
export function withoutRefused(sent: OpenAiDialect, error: unknown): Partial<OpenAiDialect> | null {
  if (!isRefusal(error)) return null;
  const text = `${String(error.param ?? '')} ${error.message}`;
  if (sent.limit === 'max_completion_tokens' && /max_completion_tokens/i.test(text)) return { limit: 'max_tokens' };
  if (sent.format === 'json_schema' && /response_format|json_schema|structured[ _]outputs?/i.test(text)) {
    return { format: 'json_object' };
  }
  if (sent.format === 'json_object' && /response_format|json_object|json mode/i.test(text)) return { format: 'text' };
  return null;
}

function isRefusal(error: unknown): error is Error & { status: number; param?: unknown } {
  return error instanceof Error && 'status' in error && (error.status === 400 || error.status === 422);
}
