import { z } from 'zod';
import type { Content } from './content.ts';
import { commonFields, type Malformed, type ModelCall, malformed, textOf, tokensIn } from './model-call.ts';
import { promptOf } from './prompt.ts';
import { CREATED, type Reply, type WireForm } from './wire-form.ts';

const requestSchema = z.looseObject({
  ...commonFields,
  /** A text, or messages and other items of a conversation. */
  input: z.union([z.string(), z.array(z.looseObject({})).min(1)], {
    error: 'input must be a text or a list of at least one item',
  }),
  instructions: z.string().nullish(),
  text: z
    .looseObject({
      format: z
        .discriminatedUnion('type', [
          z.looseObject({ type: z.literal('text') }),
          z.looseObject({ type: z.literal('json_object') }),
          z.looseObject({ type: z.literal('json_schema'), schema: z.looseObject({}) }),
        ])
        .nullish(),
    })
    .nullish(),
  max_output_tokens: z.int().min(1).nullish(),
  background: z.literal(false, 'the scenario answers at once; leave background out').nullish(),
});

/** `POST /v1/responses`, as the OpenAI API has it. Nothing is stored: what an earlier response said is not known. */
export const responsesApi: WireForm = {
  read(body): ModelCall | Malformed {
    const parsed = requestSchema.safeParse(body);
    if (!parsed.success) return malformed(parsed.error);
    const { model, input, instructions, stream, text, max_output_tokens: limit } = parsed.data;
    const texts = typeof input === 'string' ? [input] : input.map((item) => textOf(item.content ?? item.output));
    const prompt = promptOf(instructions ? [instructions, ...texts] : texts);
    const format = text?.format;
    return {
      ...{ api: 'responses', model, prompt, inputTokens: tokensIn(prompt), body: parsed.data },
      format:
        format?.type === 'json_schema'
          ? { type: 'json_schema', schema: format.schema }
          : { type: format?.type ?? 'text' },
      ...{ stream: stream ?? false, includeUsage: true, outputLimit: limit ?? null },
    };
  },

  whole: (reply) => JSON.stringify(finished(reply)),

  stream(reply) {
    const { content, id } = reply;
    let number = 0;
    const event = (type: string, fields: object) => {
      const data = JSON.stringify({ type, ...fields, sequence_number: number });
      number += 1;
      return `event: ${type}\ndata: ${data}\n\n`;
    };
    const begun = event('response.created', { response: response(reply, 'in_progress', []) });
    const running = event('response.in_progress', { response: response(reply, 'in_progress', []) });
    const closed = () => {
      const whole = finished(reply);
      return event(`response.${whole.status}`, { response: whole });
    };
    if (content.kind === 'none') return { opening: begun + running, piece: () => '', closing: closed };

    const isRefusal = content.kind === 'refusal';
    const item = { output_index: 0, item_id: `msg_${id}`, content_index: 0 };
    const kind = isRefusal ? 'response.refusal' : 'response.output_text';
    const logprobs = isRefusal ? {} : { logprobs: [] };
    const empty = { ...message(reply, 'in_progress'), content: [] };
    const added = event('response.output_item.added', { output_index: 0, item: empty });
    const part = event('response.content_part.added', { ...item, part: partOf(content, '') });
    return {
      opening: begun + running + added + part,
      piece: (delta) => event(`${kind}.delta`, { ...item, delta, ...logprobs }),
      closing: () =>
        event(`${kind}.done`, { ...item, [isRefusal ? 'refusal' : 'text']: content.text, ...logprobs }) +
        event('response.content_part.done', { ...item, part: partOf(content, content.text) }) +
        event('response.output_item.done', { output_index: 0, item: message(reply, statusOf(content)) }) +
        closed(),
    };
  },
};

type Status = 'in_progress' | 'completed' | 'incomplete';

function statusOf({ finish }: Content): 'completed' | 'incomplete' {
  return finish === 'length' ? 'incomplete' : 'completed';
}

function finished(reply: Reply) {
  const { content } = reply;
  return response(reply, statusOf(content), content.kind === 'none' ? [] : [message(reply, statusOf(content))]);
}

function message({ content, id }: Reply, status: Status) {
  return {
    ...{ id: `msg_${id}`, type: 'message', status, role: 'assistant' },
    content: [partOf(content, content.text)],
  };
}

function partOf({ kind }: Content, text: string) {
  return kind === 'refusal'
    ? { type: 'refusal', refusal: text }
    : { type: 'output_text', annotations: [], logprobs: [], text };
}

/** What of the request an answer repeats, with what it is when left out. */
const REPEATED = {
  instructions: null,
  max_output_tokens: null,
  max_tool_calls: null,
  metadata: {},
  parallel_tool_calls: true,
  previous_response_id: null,
  prompt_cache_key: null,
  reasoning: { effort: null, summary: null },
  safety_identifier: null,
  store: true,
  temperature: 1,
  tool_choice: 'auto',
  tools: [],
  top_logprobs: 0,
  top_p: 1,
  truncation: 'disabled',
  user: null,
};

function response({ call, content, id }: Reply, status: Status, output: readonly object[]) {
  const { body, inputTokens } = call;
  const repeated = Object.entries(REPEATED).map(([name, usual]) => [name, body[name] ?? usual]);
  const usage = {
    ...{ input_tokens: inputTokens, input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 } },
    ...{ output_tokens: content.tokens, output_tokens_details: { reasoning_tokens: 0 } },
    total_tokens: inputTokens + content.tokens,
  };
  return {
    ...{ id: `resp_${id}`, object: 'response', created_at: CREATED, status, background: false, error: null },
    completed_at: status === 'completed' ? CREATED : null,
    incomplete_details: status === 'incomplete' ? { reason: 'max_output_tokens' } : null,
    ...{ access_programs: null, model: call.model, output, ...Object.fromEntries(repeated) },
    text: { format: { type: 'text' }, verbosity: 'medium', ...(body.text as object | null) },
    ...{ service_tier: 'default', usage: status === 'in_progress' ? null : usage },
  };
}
