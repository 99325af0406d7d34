import { basename, extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { Article } from '../article/article.ts';
import { parseArticle } from '../article/parse-article.ts';
import { type Measures, summariseMeasures } from './measures.ts';
import type { ReferencePair } from './reference-pairs.ts';
import { rougeOf } from './rouge.ts';
import { textOf } from './score-summary.ts';
import { isBulletInStyle } from './style.ts';
import { badSuite } from './suite.ts';

/** A simple way to summarise that the provider is compared with: the sentences it would show. */
export type Baseline = (article: Article) => readonly string[];

export interface BaselineScore {
  readonly name: string;
  readonly measures: Measures;
}

export interface BaselineScores {
  readonly scores: readonly BaselineScore[];
  /** One line for each baseline that could not be run, and why. */
  readonly notes: readonly string[];
}

const moduleSchema = z.object({
  summarise: z.custom<Baseline>((value) => typeof value === 'function', 'must export a function summarise'),
});

/** Runs every baseline on every article. One whose package is not installed is noted and left out. */
export async function scoreBaselines(
  files: readonly string[],
  pairs: readonly ReferencePair[],
): Promise<BaselineScores> {
  const articles = pairs.map((pair) => ({ pair, article: parseArticle(pair.input) }));
  const scores: BaselineScore[] = [];
  const notes: string[] = [];
  for (const file of files) {
    const name = basename(file, extname(file));
    const summarise = await load(file);
    if (typeof summarise === 'string') {
      notes.push(`${name} is not compared: ${summarise} is not installed`);
      continue;
    }
    const measures = articles.map(({ pair, article }) => score(summarise(article), pair));
    scores.push({ name, measures: summariseMeasures(measures) });
  }
  return { scores, notes };
}

function score(sentences: readonly string[], { summary }: ReferencePair): Measures {
  const inStyle = sentences.filter(isBulletInStyle).length;
  return {
    ...rougeOf(sentences.join('\n'), textOf(summary)),
    inStyle: sentences.length === 0 ? 0 : (inStyle / sentences.length) * 100,
  };
}

/** The baseline of a module, or the name of the package that it lacks. */
async function load(file: string): Promise<Baseline | string> {
  try {
    return moduleSchema.parse(await import(pathToFileURL(file).href)).summarise;
  } catch (error) {
    const [, missing] = /Cannot find package '([^']+)'/.exec(error instanceof Error ? error.message : '') ?? [];
    if (missing !== undefined) return missing;
    throw badSuite(file, 'this baseline cannot be loaded', error);
  }
}
