import { type CallContent, drawsFor, purposes } from './chance.ts';
import { type Content, heldTo } from './content.ts';
import { derivedContent } from './derived-content.ts';
import { createFrames, cutIntoPieces, dropped } from './frames.ts';
import { LONGEST_MS, latencyMs } from './latency.ts';
import type { ModelCall } from './model-call.ts';
import type { Rule } from './scenario-schema.ts';
import type { ScenarioState } from './scenario-state.ts';
import type { Frame, WireAnswer } from './wire.ts';
import { jsonAnswer } from './wire-error.ts';
import type { WireForm } from './wire-form.ts';

/** A well-formed call, with what chance depends on. */
export interface Asking {
  readonly call: ModelCall;
  readonly form: WireForm;
  readonly content: CallContent;
  /** From 1: how often the same was asked, this time included. */
  readonly repetition: number;
  /** Of content and repetition: 28 letters and figures. */
  readonly id: string;
  readonly key: string | undefined;
}

/** What the first rule that matches says; without one a valid answer at once. */
export function ruleAnswer(asking: Asking, state: ScenarioState): WireAnswer {
  const { scenario, rules } = state;
  const index = rules.match(asking.key, asking.call.prompt);
  const rule = scenario.rules[index];
  if (rule === undefined) return modelAnswer(asking, state, index, undefined, 0);
  const draw = drawsFor(scenario.seed, asking.content, asking.repetition, purposes.latency);
  const latency = latencyMs(rule.latency, draw, rules.answered[index] ?? 1);
  const error = state.errors[index];
  if (error === undefined) return dropped(modelAnswer(asking, state, index, rule, latency), rule.drop);
  const given = jsonAnswer(rule.status, error);
  const headers = { ...given.headers, ...rule.headers };
  return dropped({ ...given, headers, latencyMs: latency, decidedBy: 'rule', rule: index }, rule.drop);
}

/** The answer of a model that works; `index` of the rule that says so, -1 for none, and `latency` as it was drawn. */
function modelAnswer(
  asking: Asking,
  state: ScenarioState,
  index: number,
  rule: Rule | undefined,
  latency: number,
): WireAnswer {
  const { call, form, content: asked, repetition, id } = asking;
  const { digest } = asked;
  const said = state.written[index] ?? derivedContent(rule?.answer, call, { digest, repetition }, state.derived);
  const content = heldTo(call.outputLimit, said);
  const tokenMs = tokenTimes(asking, state, rule, LONGEST_MS - latency);
  const waitMs = call.stream ? 0 : tokenMs(content.tokens);
  const sent = call.stream
    ? streamed(asking, state, rule, content, tokenMs)
    : { frames: [{ text: form.whole({ call, content, id }), afterMs: 0 }] };
  return {
    status: rule?.status ?? 200,
    headers: {
      'content-type': call.stream ? 'text/event-stream; charset=utf-8' : 'application/json',
      ...rule?.headers,
    },
    ...sent,
    latencyMs: latency + waitMs,
    ending: 'whole',
    decidedBy: rule === undefined ? 'no-rule' : 'rule',
    rule: rule === undefined ? null : index,
    usage: { inputTokens: call.inputTokens, outputTokens: content.tokens },
  };
}

/** So much of a text, in characters, is cut into frames at once; the rest of a longer one as it is sent. */
const CUT_AT_ONCE = 16_384;

function streamed(
  { call, form, content: asked, repetition, id }: Asking,
  { scenario }: ScenarioState,
  rule: Rule | undefined,
  content: Content,
  tokenMs: (tokens: number) => number,
): Pick<WireAnswer, 'frames' | 'rest'> {
  const { opening, piece, closing } = form.stream({ call, content, id });
  const frames = createFrames();
  frames.add(opening);
  const draw = drawsFor(scenario.seed, asked, repetition, purposes.chunk);
  const { text: whole } = content;
  const pieces = cutIntoPieces(whole, rule?.stream?.chunk, draw);
  if (whole.length <= CUT_AT_ONCE) {
    for (const { text, tokens } of pieces) frames.add(piece(text), tokenMs(tokens));
    frames.add(closing());
    return { frames: frames.frames };
  }

  const end = rule?.drop === 'middle' ? whole.length / 2 : Infinity;
  let cut = 0;
  function* until(length: number): Generator<Frame> {
    while (cut < length) {
      const { done, value } = pieces.next();
      if (done === true) return;
      cut += value.text.length;
      yield { text: piece(value.text), afterMs: tokenMs(value.tokens) };
    }
  }
  function* others(): Generator<Frame> {
    yield* until(end);
    if (end === Infinity) yield { text: closing(), afterMs: 0 };
  }
  for (const { text, afterMs } of until(Math.min(end, CUT_AT_ONCE))) frames.add(text, afterMs);
  return { frames: frames.frames, rest: { frames: others(), text: whole } };
}

/** How long the next so many tokens take, in milliseconds; all of them take `most` at most. */
function tokenTimes(
  { content, repetition }: Asking,
  { scenario }: ScenarioState,
  rule: Rule | undefined,
  most: number,
): (tokens: number) => number {
  const perToken = rule?.['per-token'];
  if (perToken === undefined) return () => 0;
  let left = most;
  const taken = (ms: number) => {
    const given = Math.min(ms, left);
    left -= given;
    return given;
  };
  if (perToken.fixed !== undefined) return (tokens) => taken(tokens * (perToken.fixed ?? 0));
  const draw = drawsFor(scenario.seed, content, repetition, purposes.perToken);
  let token = 0;
  return (tokens) => {
    let sum = 0;
    for (let count = 0; count < tokens && sum < left; count += 1) {
      token += 1;
      sum += latencyMs(perToken, draw, token);
    }
    return taken(Math.round(sum * 1000) / 1000);
  };
}
