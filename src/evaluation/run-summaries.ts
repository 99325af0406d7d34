import pLimit from 'p-limit';
import { type AppError, asAppError } from '../errors.ts';
import { ProviderError } from '../provider/provider-error.ts';
import type { Summariser } from '../summarise.ts';
import { scoreBaselines } from './baselines.ts';
import type { SuiteResult } from './evaluation.ts';
import { type Measures, summariseMeasures } from './measures.ts';
import { type ReferencePair, readReferencePairs } from './reference-pairs.ts';
import { scoreSummary } from './score-summary.ts';
import type { Suite } from './suite.ts';

export interface RunSummariesOptions {
  readonly preview: Summariser['preview'];
  readonly signal: AbortSignal;
  readonly withBaselines: boolean;
  readonly onProgress: (done: number, all: number) => void;
}

const AT_ONCE = 4;

/**
 * Has every article of the suite summarised, stores nothing, and measures each summary against its reference.
 *
 * @throws {ProviderError} the first one, when no article got a summary because of such errors: nothing was measured then.
 */
export async function runSummaries(
  suite: Extract<Suite, { kind: 'summaries' }>,
  options: RunSummariesOptions,
): Promise<Omit<SuiteResult, 'missed'>> {
  const { signal, withBaselines, onProgress } = options;
  const pairs = await readReferencePairs(suite.references, suite.articles);
  const failures: { readonly name: string; readonly error: AppError }[] = [];
  let done = 0;
  const scored = await pLimit(AT_ONCE).map(pairs, async (pair) => {
    const measured = await measure(pair);
    done += 1;
    onProgress(done, pairs.length);
    return [pair.name, measured] as const;
  });
  signal.throwIfAborted();
  const [failed] = failures;
  if (failures.length === pairs.length && failed && failures.every(({ error }) => error instanceof ProviderError))
    throw failed.error;
  const { scores, notes } = await scoreBaselines(withBaselines ? suite.baselines : [], pairs);
  const articles = Object.fromEntries(scored);
  return {
    name: suite.name,
    measures: summariseMeasures(Object.values(articles)),
    articles,
    baselines: Object.fromEntries(scores.map(({ name, measures }) => [name, measures])),
    notes: [...failures.map(({ name, error }) => `${name}: ${error.message}`).sort(), ...notes],
  };

  /** An article without a summary counts as one that says nothing. */
  async function measure(pair: ReferencePair): Promise<Measures> {
    signal.throwIfAborted();
    try {
      return scoreSummary(await options.preview(pair.input, signal), pair);
    } catch (error) {
      signal.throwIfAborted();
      failures.push({ name: pair.name, error: asAppError(error) });
      return { valid: 0, published: 0, rouge1: 0, rouge2: 0, rougeL: 0 };
    }
  }
}
