import { answer } from '../../src/scenario/answer.ts';
import { scenarioSchema } from '../../src/scenario/scenario-schema.ts';
import { scenarioState } from '../../src/scenario/scenario-state.ts';
import { bodyOf, type WireAnswer, type WireRequest } from '../../src/scenario/wire.ts';

type Headers = Readonly<Record<string, string>>;

/** A request for a chat completion, with what `body` adds or replaces. */
export function ask(content: string, body: object = {}, headers: Headers = {}): WireRequest {
  const messages = [{ role: 'user', content }];
  return post('/v1/chat/completions', { model: 'any', messages, ...body }, headers);
}

/** The same for the other API. */
export function askResponses(input: unknown, body: object = {}, headers: Headers = {}): WireRequest {
  return post('/v1/responses', { model: 'any', input, ...body }, headers);
}

export function withKey(key: string): Headers {
  return { 'x-upshot-scenario': key };
}

function post(path: string, body: object, headers: Headers): WireRequest {
  return { method: 'POST', path, headers, body: JSON.stringify(body) };
}

/** An answer with its whole body beside it. */
export type Said = WireAnswer & { readonly body: string };

/** Plays a scenario, as its file would write it, that begins at 0; `seconds` is when a request comes. */
export function play(scenario: object): (request: WireRequest, seconds?: number) => Said {
  const state = scenarioState(scenarioSchema.parse(scenario), 0);
  return (request, seconds = 0) => {
    const given = answer(request, state, seconds * 1000);
    return { ...given, body: bodyOf(given) };
  };
}

/** The text of a chat completion that came whole. */
export function contentOf({ body }: Said): string {
  return JSON.parse(body).choices[0].message.content;
}
