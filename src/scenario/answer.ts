import { createHash } from 'node:crypto';
import { z } from 'zod';
import { articleSummary } from './article-summary.ts';
import { latencyMs } from './latency.ts';
import type { Rule, Scenario } from './scenario.ts';
import { schemaInstance } from './schema-instance.ts';
import type { WireAnswer, WireRequest, WireUsage } from './wire.ts';

/** What a scenario remembers between requests, and all that `answer` changes. */
export interface ScenarioState {
  readonly scenario: Scenario;
  /** By rule: how many requests its key and text fitted. */
  readonly calls: number[];
}

export function scenarioState(scenario: Scenario): ScenarioState {
  return { scenario, calls: scenario.rules.map(() => 0) };
}

const requestSchema = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.unknown() })).min(1),
  stream: z.literal(false).nullish(),
  response_format: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('text') }),
      z.object({ type: z.literal('json_object') }),
      z.object({
        type: z.literal('json_schema'),
        json_schema: z.object({ schema: z.record(z.string(), z.unknown()) }),
      }),
    ])
    .nullish(),
});
type ChatRequest = z.infer<typeof requestSchema>;

/**
 * What an OpenAI-compatible server would answer in this scenario. The rules are tried in order and the first that
 * matches decides; where none does, the answer is valid and comes at once. It depends on its arguments only; `now`
 * (milliseconds since the Unix epoch) is the date the answer bears.
 */
export function answer(request: WireRequest, state: ScenarioState, now: number): WireAnswer {
  if (request.method !== 'POST' || !/\/chat\/completions$/.test(request.path)) {
    return failure(404, `Unknown address: ${request.method} ${request.path}`);
  }
  const parsed = requestSchema.safeParse(parseJson(request.body));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return failure(400, `Invalid request: ${issue?.path.join('.') || 'body'}: ${issue?.message}`);
  }
  const chat = parsed.data;
  const prompt = promptText(chat);
  const index = matchingRule(request, prompt, state);
  const rule = state.scenario.rules[index];
  const latency = latencyMs(
    rule?.latency,
    `${state.scenario.seed}\n${index}\n${request.body}`,
    state.calls[index] ?? 1,
  );
  const decidedBy = rule === undefined ? 'no-rule' : 'rule';
  return {
    ...respond(rule, request, chat, prompt, now),
    ...{ latencyMs: latency, decidedBy, rule: rule === undefined ? null : index },
  };
}

/** The position of the first rule that matches, -1 for none. Counts the call for every rule it looked at and fitted. */
function matchingRule(request: WireRequest, prompt: string, { scenario, calls }: ScenarioState): number {
  return scenario.rules.findIndex(({ match }, index) => {
    if (match.key !== undefined && match.key !== request.headers['x-upshot-scenario']) return false;
    if (match.contains !== undefined && !prompt.includes(match.contains)) return false;
    const call = (calls[index] ?? 0) + 1;
    calls[index] = call;
    return match.calls === undefined || (call >= match.calls.from && call <= match.calls.to);
  });
}

function respond(
  rule: Rule | undefined,
  request: WireRequest,
  chat: ChatRequest,
  prompt: string,
  now: number,
): WireAnswer {
  const { status = 200, headers = {} } = rule ?? {};
  const literal = rule?.answer && 'literal' in rule.answer ? rule.answer.literal : undefined;
  if (status >= 400) {
    const answered =
      typeof literal === 'string' || literal === undefined ? failure(status, literal) : json(status, literal);
    return { ...answered, headers: { ...answered.headers, ...headers } };
  }
  const wantsSummary = rule?.answer !== undefined && literal === undefined;
  const content =
    literal === undefined
      ? validContent(chat, prompt, wantsSummary)
      : typeof literal === 'string'
        ? literal
        : JSON.stringify(literal);
  const usage = { inputTokens: estimateTokens(prompt), outputTokens: estimateTokens(content) };
  const answered = json(status, completion(content, request, chat, usage, now));
  return { ...answered, headers: { ...answered.headers, ...headers }, usage };
}

/** A valid instance of what was asked for: a summary of the article, of another schema the least value, else plain text. */
function validContent({ response_format: format }: ChatRequest, prompt: string, wantsSummary: boolean): string {
  const schema = format?.type === 'json_schema' ? format.json_schema.schema : undefined;
  const properties = z.record(z.string(), z.unknown()).safeParse(schema?.properties).data ?? {};
  const asksForSummary = 'whyItMatters' in properties && 'bullets' in properties;
  const hasArticle = /<article-[0-9a-f]{16,}>/.test(prompt);
  if (wantsSummary || asksForSummary || (format?.type === 'json_object' && hasArticle)) {
    const tags = z.object({ items: z.object({ enum: z.array(z.string()) }) }).safeParse(properties.tags);
    return JSON.stringify(articleSummary(prompt, tags.data?.items.enum ?? []));
  }
  if (schema) return JSON.stringify(schemaInstance(schema) ?? null);
  return format?.type === 'json_object' ? '{}' : 'This is an answer of the scenario.';
}

function completion(content: string, request: WireRequest, chat: ChatRequest, usage: WireUsage, now: number) {
  const { inputTokens, outputTokens } = usage;
  return {
    id: `chatcmpl-${createHash('sha256').update(request.body).digest('hex').slice(0, 24)}`,
    object: 'chat.completion',
    created: Math.floor(now / 1000),
    model: chat.model,
    choices: [
      { index: 0, message: { role: 'assistant', content, refusal: null }, logprobs: null, finish_reason: 'stop' },
    ],
    usage: { prompt_tokens: inputTokens, completion_tokens: outputTokens, total_tokens: inputTokens + outputTokens },
  };
}

const errorTypes: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
};

function failure(status: number, message = `The scenario answers with status ${status}`): WireAnswer {
  const type = errorTypes[status] ?? (status >= 500 ? 'server_error' : 'invalid_request_error');
  return json(status, { error: { message, type, param: null, code: null } });
}

function json(status: number, body: unknown): WireAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    ...{ latencyMs: 0, frames: [{ text: JSON.stringify(body), afterMs: 0 }], ending: 'whole' },
    ...{ decidedBy: 'request', rule: null, usage: null },
  };
}

function promptText({ messages }: ChatRequest): string {
  const text = (content: unknown) => (typeof content === 'string' ? content : JSON.stringify(content ?? ''));
  return messages.map(({ content }) => text(content)).join('\n\n');
}

/** Four characters a token, which is what English comes to. */
function estimateTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
