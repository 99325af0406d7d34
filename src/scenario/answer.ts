import { AppError } from '../errors.ts';
import { contentOf, drawsFor, purposes } from './chance.ts';
import { chatCompletions } from './chat-completions.ts';
import { dropped } from './frames.ts';
import { latencyMs } from './latency.ts';
import { modelsAnswer } from './models-answer.ts';
import { outageMet } from './outages.ts';
import { responsesApi } from './responses-api.ts';
import { type Asking, ruleAnswer } from './rule-answer.ts';
import type { ScenarioState } from './scenario-state.ts';
import { pathOf, type WireAnswer, type WireRequest } from './wire.ts';
import { jsonAnswer, wireErrorBody } from './wire-error.ts';
import type { WireForm } from './wire-form.ts';

const forms: readonly (readonly [string, WireForm])[] = [
  ['/chat/completions', chatCompletions],
  ['/responses', responsesApi],
];

/** Whether a request asks a model for something, well-formed or not; the list of models and strange addresses do not. */
export function isModelCall(request: WireRequest): boolean {
  return request.method === 'POST' && formOf(pathOf(request)) !== undefined;
}

/**
 * What an OpenAI-compatible server would answer in this scenario: to a request that is malformed or has a key that no rule
 * knows, to a call in an outage, to one beyond the rate limits, and else what the first rule that matches says; where none
 * does, the answer is valid and comes at once.
 *
 * It depends on its arguments only and changes nothing but `state`. All chance comes from the seed, the content of the call
 * (path, key and body) and how often that content came before, so the order in which different calls arrive does not
 * matter; except that call numbers, lists of latencies and rate limits count what arrives.
 *
 * @param now milliseconds since the Unix epoch: how far outages and rate limits are. No answer bears it.
 */
export function answer(request: WireRequest, state: ScenarioState, now: number): WireAnswer {
  const path = pathOf(request);
  const form = formOf(path);
  const content = contentOf(path, request);
  const isCall = form !== undefined && request.method === 'POST';
  const repetition = isCall ? state.asked.count(content.name) : 0;
  const id = content.digest.slice(0, 22) + repetition.toString(36).padStart(6, '0');
  const ownHeaders = { 'x-request-id': `req_${id}` };
  const from = (given: WireAnswer) => ({ ...given, headers: { ...ownHeaders, ...given.headers } });
  if (!isCall) return from(otherAnswer(request, path, form !== undefined, state));

  const body = parseJson(request.body);
  if (body === undefined) return from(failure(400, NO_JSON));
  const call = form.read(body);
  if ('message' in call) return from(failure(400, call.message, call.param));
  const key = request.headers['x-upshot-scenario'];
  if (key !== undefined && !state.keys.has(key)) return from(failure(404, unknownKey(key, state.keys)));

  state.calls += 1;
  const asking: Asking = { call, form, content, repetition, id, key };
  const given = outageAnswer(asking, state, now) ?? limitAnswer(asking, state, now) ?? scenarioAnswer(asking, state);
  return { ...given, headers: { ...ownHeaders, ...state.rateLimit.headers(now), ...given.headers } };
}

const NO_JSON = 'The JSON body of your request could not be parsed: send the JSON object that the API describes.';

/** To what is no call: the list of models, and what there is not. */
function otherAnswer(
  { method }: WireRequest,
  path: string,
  forCalls: boolean,
  { scenario }: ScenarioState,
): WireAnswer {
  if (forCalls) {
    const refused = failure(405, `Method not allowed: ${method} ${path}`);
    return { ...refused, headers: { ...refused.headers, allow: 'POST' } };
  }
  const models = method === 'GET' || method === 'HEAD' ? modelsAnswer(path, scenario.models) : undefined;
  return models ?? failure(404, `Unknown address: ${method} ${path}`);
}

function formOf(path: string): WireForm | undefined {
  return forms.find(([ending]) => path.endsWith(ending))?.[1];
}

function scenarioAnswer(asking: Asking, state: ScenarioState): WireAnswer {
  try {
    return ruleAnswer(asking, state);
  } catch (error) {
    // What an answer repeats of a request can be read, but not written, when it is nested tens of thousands deep.
    if (error instanceof RangeError) return failure(400, 'Invalid request: it is nested too deeply');
    if (error instanceof AppError) return failure(error.status, `${error.message}. ${error.hint}`, 'response_format');
    throw error;
  }
}

function outageAnswer({ content, repetition }: Asking, state: ScenarioState, now: number): WireAnswer | undefined {
  const { scenario, manualOutage, startedAt, calls } = state;
  if (manualOutage === null && scenario.outages.length === 0) return undefined;
  const call = { content, repetition, number: calls, seconds: (now - startedAt) / 1000 };
  const outage = outageMet(scenario.outages, manualOutage, scenario.seed, call);
  if (outage === undefined) return undefined;
  const turn = (state.answeredByOutage.get(outage) ?? 0) + 1;
  state.answeredByOutage.set(outage, turn);
  const { status = 503, headers, drop } = outage;
  const draw = drawsFor(scenario.seed, content, repetition, purposes.latency);
  const latency = latencyMs(outage.latency, draw, turn);
  const given = jsonAnswer(status, wireErrorBody(status, 'The scenario has an outage'), 'outage');
  return dropped({ ...given, headers: { ...given.headers, ...headers }, latencyMs: latency }, drop);
}

function limitAnswer({ call }: Asking, { rateLimit }: ScenarioState, now: number): WireAnswer | undefined {
  const limited = rateLimit.take(Math.max(call.inputTokens, call.outputLimit ?? 0), now);
  if (limited === null) return undefined;
  const { message, kind, retryAfterMs } = limited;
  const given = jsonAnswer(429, wireErrorBody(429, message, { type: kind, code: 'rate_limit_exceeded' }), 'rate-limit');
  if (retryAfterMs === null) return given;
  const wait = { 'retry-after': String(Math.ceil(retryAfterMs / 1000)), 'retry-after-ms': String(retryAfterMs) };
  return { ...given, headers: { ...given.headers, ...wait } };
}

/** A scenario for load may have more keys than anyone wants to read. */
const MOST_NAMED = 50;

function unknownKey(key: string, known: ReadonlySet<string>): string {
  const names = [...known].slice(0, MOST_NAMED).join(', ');
  const more = known.size > MOST_NAMED ? ` and ${known.size - MOST_NAMED} more` : '';
  const which = known.size === 0 ? 'it has none; leave x-upshot-scenario out' : `its keys are ${names}${more}`;
  return `The scenario has no rule with the key ${JSON.stringify(key.slice(0, 80))}: ${which}`;
}

function failure(status: number, message: string, param: string | null = null): WireAnswer {
  return jsonAnswer(status, wireErrorBody(status, message, { param }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
