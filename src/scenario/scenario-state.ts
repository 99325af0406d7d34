import { type Content, contentOfText } from './content.ts';
import type { DerivedMemory } from './derived-content.ts';
import { createRuleMatcher, type RuleMatcher } from './match-rules.ts';
import { createRateLimit, type RateLimit } from './rate-limit.ts';
import { createRepetitions, type Repetitions } from './repetitions.ts';
import type { Scenario } from './scenario.ts';
import type { ManualOutage, Outage, Rule } from './scenario-schema.ts';
import { wireErrorBody } from './wire-error.ts';

/** What a scenario remembers between requests, and all that `answer` changes. */
export interface ScenarioState {
  readonly scenario: Scenario;
  /** When the scenario began, in milliseconds since the Unix epoch. */
  readonly startedAt: number;
  /** Those that a rule looks for. */
  readonly keys: ReadonlySet<string>;
  readonly rules: RuleMatcher;
  /** By rule: what it answers when that is known before, from 400 on as the body of an error. */
  readonly written: readonly (Content | undefined)[];
  readonly errors: readonly (string | undefined)[];
  readonly rateLimit: RateLimit;
  readonly derived: DerivedMemory;
  /** By the content of a call: how often it came. */
  readonly asked: Repetitions;
  /** Well-formed calls so far. */
  calls: number;
  manualOutage: ManualOutage | null;
  /** By outage: how many calls it answered. */
  readonly answeredByOutage: Map<ManualOutage | Outage, number>;
}

/** A scenario at its beginning. */
export function scenarioState(scenario: Scenario, startedAt: number): ScenarioState {
  const { rules, limits } = scenario;
  return {
    ...{ scenario, startedAt, calls: 0, manualOutage: null },
    keys: new Set(rules.flatMap(({ match: { key } }) => (key === undefined ? [] : [key]))),
    rules: createRuleMatcher(rules),
    written: rules.map((rule) => (rule.status < 400 ? writtenContent(rule) : undefined)),
    errors: rules.map((rule) => (rule.status < 400 ? undefined : errorBody(rule))),
    rateLimit: createRateLimit(limits, startedAt),
    ...{ derived: new Map(), asked: createRepetitions(), answeredByOutage: new Map() },
  };
}

function writtenContent({ answer }: Rule): Content | undefined {
  if (answer === undefined || !('literal' in answer)) return undefined;
  return contentOfText(typeof answer.literal === 'string' ? answer.literal : JSON.stringify(answer.literal));
}

function errorBody({ status, answer }: Rule): string {
  const literal = answer && 'literal' in answer ? answer.literal : undefined;
  return typeof literal === 'string' || literal === undefined
    ? wireErrorBody(status, literal)
    : JSON.stringify(literal);
}
