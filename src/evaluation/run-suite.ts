import type { SuiteResult } from './evaluation.ts';
import { formatMeasure, measures as known, type Measures } from './measures.ts';
import { type RunAttacksOptions, runAttacks } from './run-attacks.ts';
import { runClaims } from './run-claims.ts';
import { runOrders } from './run-orders.ts';
import { type RunSummariesOptions, runSummaries } from './run-summaries.ts';
import { loadSuite, type Suite } from './suite.ts';

export type RunSuiteOptions = RunSummariesOptions & RunAttacksOptions;

/**
 * Runs one suite and holds it against its thresholds.
 *
 * @throws {AppError} when the suite file, or what it names, is wrong. An article that gets no summary is no error.
 */
export async function runSuite(file: string, options: RunSuiteOptions): Promise<SuiteResult> {
  const suite = loadSuite(file);
  const result = await run(suite, options);
  return { ...result, missed: missedBy(result.measures, suite.thresholds) };
}

function run(suite: Suite, options: RunSuiteOptions): Promise<Omit<SuiteResult, 'missed'>> {
  if (suite.kind === 'claims') return runClaims(suite);
  if (suite.kind === 'orders') return runOrders(suite);
  return suite.kind === 'attacks' ? runAttacks(suite, options) : runSummaries(suite, options);
}

function missedBy(found: Measures, thresholds: Suite['thresholds']): string[] {
  return Object.entries(thresholds).flatMap(([name, { least, most }]) => {
    const value = found[name] ?? null;
    const label = known[name]?.label ?? name;
    if (value === null) return [`${label} was not measured`];
    const shown = formatMeasure(name, value);
    if (least !== undefined && value < least) return [`${label} is ${shown}, at least ${least} is asked for`];
    return most !== undefined && value > most ? [`${label} is ${shown}, at most ${most} is asked for`] : [];
  });
}
