import { z } from 'zod';
import { commonFields, type Malformed, type ModelCall, malformed, textOf, tokensIn } from './model-call.ts';
import { promptOf } from './prompt.ts';
import { CREATED, type Reply, type WireForm } from './wire-form.ts';

const ROLES = ['developer', 'system', 'user', 'assistant', 'tool', 'function'] as const;

const requestSchema = z.looseObject({
  ...commonFields,
  messages: z.array(z.looseObject({ role: z.enum(ROLES), content: z.unknown().optional() })).min(1),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  n: z.literal(1, 'the scenario gives one choice; leave n out, or make it 1').nullish(),
  response_format: z
    .discriminatedUnion('type', [
      z.looseObject({ type: z.literal('text') }),
      z.looseObject({ type: z.literal('json_object') }),
      z.looseObject({
        type: z.literal('json_schema'),
        json_schema: z.looseObject({ schema: z.looseObject({}).nullish() }),
      }),
    ])
    .nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  max_tokens: z.int().min(1).nullish(),
});

const NO_STREAM = 'Invalid request: stream_options: there are options for a stream, but stream is not true';

/** `POST /v1/chat/completions`, as the OpenAI API and its like have it. */
export const chatCompletions: WireForm = {
  read(body): ModelCall | Malformed {
    const parsed = requestSchema.safeParse(body);
    if (!parsed.success) return malformed(parsed.error);
    const { model, messages, stream, stream_options, response_format: format } = parsed.data;
    if (stream_options && stream !== true) return { param: 'stream_options', message: NO_STREAM };
    const prompt = promptOf(messages.map(({ content }) => textOf(content)));
    return {
      api: 'chat',
      model,
      prompt,
      inputTokens: tokensIn(prompt),
      body: parsed.data,
      format:
        format?.type === 'json_schema'
          ? { type: 'json_schema', schema: format.json_schema.schema }
          : { type: format?.type ?? 'text' },
      stream: stream ?? false,
      includeUsage: stream_options?.include_usage ?? false,
      outputLimit: parsed.data.max_completion_tokens ?? parsed.data.max_tokens ?? null,
    };
  },

  // Put together by hand: the text, which is nearly all of it, is a JSON string already.
  whole({ call, content, id }) {
    const { json, kind, finish } = content;
    const [text, refusal] = kind === 'refusal' ? ['null', json] : [json, 'null'];
    const message = `{"role":"assistant","content":${text},"refusal":${refusal},"annotations":[]}`;
    const choice = `{"index":0,"message":${message},"logprobs":null,"finish_reason":"${finish}"}`;
    const choices = kind === 'none' ? '' : choice;
    const head = `{"id":"chatcmpl-${id}","object":"chat.completion","created":${CREATED},"model":${JSON.stringify(call.model)}`;
    return `${head},"choices":[${choices}],"usage":${usage(call, content)},"service_tier":"default","system_fingerprint":null}`;
  },

  stream({ call, content, id }) {
    const { kind, finish } = content;
    const head = `data: {"id":"chatcmpl-${id}","object":"chat.completion.chunk","created":${CREATED},"model":${JSON.stringify(call.model)},"service_tier":"default","system_fingerprint":null`;
    const noUsage = call.includeUsage ? ',"usage":null' : '';
    const chunk = (delta: string, reason = 'null') =>
      `${head},"choices":[{"index":0,"delta":${delta},"logprobs":null,"finish_reason":${reason}}]${noUsage}}\n\n`;
    const field = kind === 'refusal' ? 'refusal' : 'content';
    const text = kind === 'refusal' ? '"content":null,"refusal":""' : '"content":"","refusal":null';
    const none = kind === 'none';
    return {
      opening: none ? `${head},"choices":[]${noUsage}}\n\n` : chunk(`{"role":"assistant",${text}}`),
      piece: (piece) => chunk(`{"${field}":${JSON.stringify(piece)}}`),
      closing() {
        const last = none ? '' : chunk('{}', `"${finish}"`);
        const counted = call.includeUsage ? `${head},"choices":[],"usage":${usage(call, content)}}\n\n` : '';
        return `${last}${counted}data: [DONE]\n\n`;
      },
    };
  },
};

function usage({ inputTokens }: ModelCall, { tokens }: Reply['content']): string {
  return `{"prompt_tokens":${inputTokens},"completion_tokens":${tokens},"total_tokens":${inputTokens + tokens},"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}`;
}
