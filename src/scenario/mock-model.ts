import type { Clock } from '../clock.ts';
import { answer, type ScenarioState, scenarioState } from './answer.ts';
import type { Scenario } from './scenario.ts';
import { bodyOf, type WireAnswer, type WireRequest } from './wire.ts';

/** A scenario that is being played: what it is asked, what it remembers, and how one steps in. */
export interface MockModel {
  answer(request: WireRequest): WireAnswer;
  stats(): MockStats;
  /** The last exchanges, oldest first. The same calls under the same scenario give the same transcript. */
  transcript(): readonly Exchange[];
  readonly scenario: Scenario;
  /** By rule: how many calls it answered. */
  answeredByRule(): readonly number[];
  /** Begins another scenario, as if newly started; the counts of `stats` go on. */
  play(scenario: Scenario): void;
  /** From now on every call meets this outage, until it is ended. */
  startOutage(outage?: ManualOutage): void;
  endOutage(): void;
  /** Begins the scenario again: counts, transcript, limits and outages as at the start. */
  reset(): void;
}

/** Counts since the start or the last reset. Every call to a model counts, also one that was turned away. */
export interface MockStats {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export interface ManualOutage {
  /** Default 503. */
  readonly status?: number;
  /** Share of the calls that meet it, from 0 to 1. Default 1. */
  readonly share?: number;
}

/** One call and its answer. Nothing in it depends on the machine, the port or the wall clock. */
export interface Exchange {
  /** From 1, in the order of arrival. */
  readonly number: number;
  readonly method: string;
  readonly path: string;
  readonly key: string | null;
  readonly request: string;
  readonly decidedBy: WireAnswer['decidedBy'];
  readonly rule: number | null;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly latencyMs: number;
  readonly response: string;
  readonly ending: WireAnswer['ending'];
}

export interface MockModelOptions {
  readonly clock: Clock;
  /** How many exchanges the transcript keeps. Default 1,000. */
  readonly kept?: number;
}

export function createMockModel(first: Scenario, { clock, kept = 1000 }: MockModelOptions): MockModel {
  let state: ScenarioState = scenarioState(first);
  let exchanges: Exchange[] = [];
  let counts = { calls: 0, inputTokens: 0, outputTokens: 0 };
  let answered: number[] = [];

  function begin(scenario: Scenario) {
    state = scenarioState(scenario);
    exchanges = [];
    answered = [];
  }

  return {
    answer(request) {
      const given = answer(request, state, clock.now());
      counts.calls += 1;
      counts.inputTokens += given.usage?.inputTokens ?? 0;
      counts.outputTokens += given.usage?.outputTokens ?? 0;
      if (given.rule !== null) answered[given.rule] = (answered[given.rule] ?? 0) + 1;
      exchanges.push(exchangeOf(counts.calls, request, given));
      if (exchanges.length > kept) exchanges.shift();
      return given;
    },
    stats: () => ({ ...counts }),
    transcript: () => exchanges,
    get scenario() {
      return state.scenario;
    },
    answeredByRule: () => state.scenario.rules.map((_, index) => answered[index] ?? 0),
    play: begin,
    startOutage: () => {},
    endOutage: () => {},
    reset() {
      counts = { calls: 0, inputTokens: 0, outputTokens: 0 };
      begin(state.scenario);
    },
  };
}

function exchangeOf(number: number, request: WireRequest, given: WireAnswer): Exchange {
  const { method, path, headers, body } = request;
  const { decidedBy, rule, status, latencyMs, ending } = given;
  return {
    ...{ number, method, path, key: headers['x-upshot-scenario'] ?? null, request: body },
    ...{ decidedBy, rule, status, headers: given.headers, latencyMs, response: bodyOf(given), ending },
  };
}
