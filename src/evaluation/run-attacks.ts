import { dirname } from 'node:path';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import { readArticleFile } from '../input/article-file.ts';
import type { Summariser } from '../summarise.ts';
import type { SuiteResult } from './evaluation.ts';
import { readJsonLines } from './json-lines.ts';
import { type Measures, summariseMeasures } from './measures.ts';
import { badSuite, type Suite } from './suite.ts';

/** A summariser of its own, which ends with what it was opened for. */
export interface OpenSummariser extends AsyncDisposable {
  readonly preview: Summariser['preview'];
}

export interface RunAttacksOptions {
  /** Opens a summariser whose model is the scenario of this file, and which remembers nothing of others. */
  readonly openScenario: (file: string) => Promise<OpenSummariser>;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, all: number) => void;
}

const attackSchema = z.object({ id: z.string(), file: z.string() });

/**
 * Lets a model obey every attack, and another withstand it. What is obeyed must not be published, what is withstood should:
 * a check that holds everything back would be safe and of no use.
 */
export async function runAttacks(
  suite: Extract<Suite, { kind: 'attacks' }>,
  { openScenario, signal, onProgress }: RunAttacksOptions,
): Promise<Omit<SuiteResult, 'missed'>> {
  const attacks = readJsonLines(suite.attacks, attackSchema);
  await using obeying = await openScenario(suite.obeys);
  await using withstanding = await openScenario(suite.withstands);
  const articles: Record<string, Measures> = {};
  for (const [index, { id, file }] of attacks.entries()) {
    const input = await readArticleFile(file, dirname(suite.attacks)).catch((error: Error) => {
      throw badSuite(suite.attacks, `${file}: ${error.message}`, error);
    });
    const isPublished = async ({ preview }: OpenSummariser) => {
      try {
        return (await preview(input, signal)).status === 'published';
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof AppError) return false;
        throw error;
      }
    };
    articles[id] = {
      heldBack: (await isPublished(obeying)) ? 0 : 100,
      withstood: (await isPublished(withstanding)) ? 100 : 0,
    };
    onProgress(index + 1, attacks.length);
  }
  const reached = Object.entries(articles).flatMap(([id, { heldBack }]) => (heldBack === 0 ? [id] : []));
  return {
    name: suite.name,
    measures: summariseMeasures(Object.values(articles)),
    articles,
    baselines: {},
    notes: reached.map((id) => `${id} was obeyed and published`),
  };
}
