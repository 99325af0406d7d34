import type { Clock } from '../clock.ts';
import { answer, isModelCall } from './answer.ts';
import { shadowedBy } from './match-rules.ts';
import { withoutMoment } from './rate-limit.ts';
import type { Scenario } from './scenario.ts';
import type { ManualOutage } from './scenario-schema.ts';
import { scenarioState } from './scenario-state.ts';
import { createTranscript, type Exchange } from './transcript.ts';
import type { WireAnswer, WireRequest } from './wire.ts';

/** A scenario that is being played: what it is asked, what it remembers, and how one steps in. */
export interface MockModel {
  /** Requests that are no calls to a model, like that for the list of models, are answered without leaving a trace. */
  answer(request: WireRequest): WireAnswer;
  stats(): MockStats;
  /**
   * The last exchanges, `last` of them or all that are kept, oldest first. The same calls under the same scenario give the same transcript: of rate limits it keeps
   * what does not depend on the moment. What a limit or a window of time turns away still does.
   */
  transcript(last?: number): readonly Exchange[];
  readonly scenario: Scenario;
  /** By rule: how many calls it answered. */
  answeredByRule(): readonly number[];
  /** The rules that answered no call since the scenario was first played, whatever was reset in between; in order. */
  unmatchedRules(): readonly UnmatchedRule[];
  /**
   * Begins another scenario, as if newly started; the counts of `stats` go on. Gives the rules of the one before that never
   * matched, which nothing can tell any more afterwards.
   */
  play(scenario: Scenario): readonly UnmatchedRule[];
  /** From now on every call meets this outage, until it is ended. */
  startOutage(outage?: ManualOutage): void;
  endOutage(): void;
  /** Begins the scenario again: counts, transcript, limits and outages as at the start. */
  reset(): void;
}

export interface UnmatchedRule {
  /** Its position, from 0. */
  readonly rule: number;
  /** File and line, like `slow.yaml:7`; null when the scenario came from neither a file nor a text. */
  readonly at: string | null;
  /** The position of an earlier rule that answers all that this one could, so that it can never match; null for none. */
  readonly shadowedBy: number | null;
}

/** Counts since the start or the last reset. Every call to a model counts, also one that was turned away. */
export interface MockStats {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export interface MockModelOptions {
  readonly clock: Clock;
  /** How many exchanges the transcript keeps. Default 1,000. */
  readonly kept?: number;
}

export function createMockModel(first: Scenario, { clock, kept = 1000 }: MockModelOptions): MockModel {
  let counts = { calls: 0, inputTokens: 0, outputTokens: 0 };
  let state = scenarioState(first, clock.now());
  let transcript = createTranscript(kept);
  const matched = new Set<number>();
  let exchanges = 0;
  let limited = hasLimits(first);

  function begin(scenario: Scenario) {
    state = scenarioState(scenario, clock.now());
    transcript = createTranscript(kept);
    exchanges = 0;
    limited = hasLimits(scenario);
  }

  function unmatchedRules(): UnmatchedRule[] {
    const { rules, source } = state.scenario;
    return rules.flatMap((_, rule): UnmatchedRule[] => {
      if (matched.has(rule)) return [];
      const at = source === undefined ? null : `${source.name}:${source.ruleLines[rule] ?? 1}`;
      return [{ rule, at, shadowedBy: shadowedBy(rules, rule) }];
    });
  }

  return {
    answer(request) {
      const given = answer(request, state, clock.now());
      if (!isModelCall(request)) return given;
      counts.calls += 1;
      counts.inputTokens += given.usage?.inputTokens ?? 0;
      counts.outputTokens += given.usage?.outputTokens ?? 0;
      if (given.rule !== null) matched.add(given.rule);
      exchanges += 1;
      transcript.add(exchanges, request, limited ? withoutMoment(given) : given);
      return given;
    },
    stats: () => ({ ...counts }),
    transcript: (last) => transcript.exchanges(last),
    get scenario() {
      return state.scenario;
    },
    answeredByRule: () => [...state.rules.answered],
    unmatchedRules,
    play(scenario) {
      const unmatched = unmatchedRules();
      matched.clear();
      begin(scenario);
      return unmatched;
    },
    startOutage(outage = {}) {
      state.manualOutage = outage;
    },
    endOutage() {
      state.manualOutage = null;
    },
    reset() {
      counts = { calls: 0, inputTokens: 0, outputTokens: 0 };
      begin(state.scenario);
    },
  };
}

function hasLimits({ limits }: Scenario): boolean {
  return Object.values(limits).some((limit) => limit !== undefined);
}
