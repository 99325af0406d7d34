import type { Evaluation, SuiteResult } from './evaluation.ts';
import { formatMeasure, measures } from './measures.ts';

export interface MeasureDifference {
  readonly name: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly verdict: 'better' | 'worse' | 'same';
}

export interface SuiteComparison {
  readonly name: string;
  readonly differences: readonly MeasureDifference[];
  /** The articles that got worse, each with what fell: `lantern: ROUGE-1 46.2 to 43.0`. */
  readonly worse: readonly string[];
}

/** What an article must lose to be named: less is noise. */
const NOTICEABLE: Readonly<Record<string, number>> = { rouge1: 1, rouge2: 1, rougeL: 1, inStyle: 1, figuresKept: 5 };
const NEVER_NAMED = new Set(['durationMs', 'inputTokens', 'outputTokens', 'costUsd']);

/** Two runs side by side, by the suites that both have: the difference of each measure, and the articles that got worse. */
export function compareEvaluations(before: Evaluation, after: Evaluation): SuiteComparison[] {
  return after.suites.flatMap((suite) => {
    const other = before.suites.find(({ name }) => name === suite.name);
    return other ? [{ name: suite.name, differences: differencesOf(other, suite), worse: worseOf(other, suite) }] : [];
  });
}

function differencesOf(before: SuiteResult, after: SuiteResult): MeasureDifference[] {
  return Object.keys(measures).flatMap((name) => {
    const [old, now] = [before.measures[name] ?? null, after.measures[name] ?? null];
    return old === null && now === null ? [] : [{ name, before: old, after: now, verdict: verdictOf(name, old, now) }];
  });
}

function verdictOf(name: string, before: number | null, after: number | null): MeasureDifference['verdict'] {
  const better = measures[name]?.better ?? null;
  if (better === null || before === null || after === null) return 'same';
  if (formatMeasure(name, before) === formatMeasure(name, after)) return 'same';
  return after > before === (better === 'higher') ? 'better' : 'worse';
}

function worseOf(before: SuiteResult, after: SuiteResult): string[] {
  return Object.entries(after.articles).flatMap(([article, now]) => {
    const old = before.articles[article];
    if (!old) return [];
    const lost = Object.keys(measures).flatMap((name) => {
      const [from, to] = [old[name] ?? null, now[name] ?? null];
      if (from === null || to === null || NEVER_NAMED.has(name) || verdictOf(name, from, to) !== 'worse') return [];
      if (Math.abs(to - from) < (NOTICEABLE[name] ?? 0)) return [];
      return [`${measures[name]?.label ?? name} ${formatMeasure(name, from)} to ${formatMeasure(name, to)}`];
    });
    return lost.length === 0 ? [] : [`${article}: ${lost.join(', ')}`];
  });
}
