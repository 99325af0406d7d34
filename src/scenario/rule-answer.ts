import { type CallContent, drawsFor, purposes } from './chance.ts';
import type { Content } from './content.ts';
import { derivedContent } from './derived-content.ts';
import { createFrames, cutIntoPieces, dropped } from './frames.ts';
import { latencyMs } from './latency.ts';
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
  if (rule === undefined) return modelAnswer(asking, state, -1, undefined);
  const draw = drawsFor(scenario.seed, asking.content, asking.repetition, purposes.latency);
  const latency = latencyMs(rule.latency, draw, rules.answered[index] ?? 1);
  const error = state.errors[index];
  const given = error === undefined ? modelAnswer(asking, state, index, rule) : jsonAnswer(rule.status, error);
  const headers = { ...given.headers, ...rule.headers };
  const said = { ...given, headers, latencyMs: given.latencyMs + latency, decidedBy: 'rule', rule: index } as const;
  return dropped(said, rule.drop);
}

/** The answer of a model that works, without what the rule says of its head and its first byte. */
function modelAnswer(asking: Asking, state: ScenarioState, index: number, rule: Rule | undefined): WireAnswer {
  const { call, form, content: asked, repetition, id } = asking;
  const { digest } = asked;
  const content = state.written[index] ?? derivedContent(rule?.answer, call, { digest, repetition }, state.derived);
  const tokenMs = tokenTimes(asking, state, rule);
  const { frames, waitMs } = call.stream
    ? { frames: streamFrames(asking, state, rule, content, tokenMs), waitMs: 0 }
    : { frames: [{ text: form.whole({ call, content, id }), afterMs: 0 }], waitMs: tokenMs(content.tokens) };
  return {
    status: rule?.status ?? 200,
    headers: { 'content-type': call.stream ? 'text/event-stream; charset=utf-8' : 'application/json' },
    ...{ latencyMs: waitMs, frames, ending: 'whole', decidedBy: 'no-rule', rule: null },
    usage: { inputTokens: call.inputTokens, outputTokens: content.tokens },
  };
}

function streamFrames(
  { call, form, content: asked, repetition, id }: Asking,
  { scenario }: ScenarioState,
  rule: Rule | undefined,
  content: Content,
  tokenMs: (tokens: number) => number,
): Frame[] {
  const { opening, piece, closing } = form.stream({ call, content, id });
  const frames = createFrames();
  frames.add(opening);
  const draw = drawsFor(scenario.seed, asked, repetition, purposes.chunk);
  for (const { text, tokens } of cutIntoPieces(content.text, rule?.stream?.chunk, draw)) {
    frames.add(piece(text), tokenMs(tokens));
  }
  frames.add(closing());
  return frames.frames;
}

/** How long the next so many tokens take, in milliseconds. */
function tokenTimes(
  { content, repetition }: Asking,
  { scenario }: ScenarioState,
  rule: Rule | undefined,
): (tokens: number) => number {
  const perToken = rule?.['per-token'];
  if (perToken === undefined) return () => 0;
  if (perToken.fixed !== undefined) return (tokens) => tokens * (perToken.fixed ?? 0);
  const draw = drawsFor(scenario.seed, content, repetition, purposes.perToken);
  let token = 0;
  return (tokens) => {
    let sum = 0;
    for (let count = 0; count < tokens; count += 1) {
      token += 1;
      sum += latencyMs(perToken, draw, token);
    }
    return Math.round(sum * 1000) / 1000;
  };
}
