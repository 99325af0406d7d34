import { type Word, wordsOf } from '../article/words.ts';
import { withoutMoments } from './article-index.ts';
import { type Figure, figuresOf } from './figures/figures.ts';
import { type Moment, momentsOf } from './figures/moments.ts';
import { conceptOf } from './lexicon.ts';

/** A claim, read once for all checks. */
export interface Claim {
  readonly text: string;
  readonly words: readonly Word[];
  readonly figures: readonly Figure[];
  readonly moments: readonly Moment[];
  /** Concepts of its content words outside figures and dates, each once. */
  readonly terms: ReadonlyMap<string, number>;
}

export function readClaim(text: string): Claim {
  const words = wordsOf(text);
  const moments = momentsOf(text);
  const all = withoutMoments(figuresOf(text), moments);
  const figures = all.filter(
    (one) => !all.some((other) => other !== one && other.start <= one.start && one.end <= other.end),
  );
  const told = figures.filter(({ fraction }) => !fraction);
  const plain = words.filter(
    ({ content, start, end }) => content && ![...told, ...moments].some((one) => one.start < end && start < one.end),
  );
  return { text, words, figures, moments, terms: new Map(plain.map(({ stem }) => [conceptOf(stem), 1])) };
}
