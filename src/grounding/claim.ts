import type { Range } from '../article/article.ts';
import { type Word, wordsOf } from '../article/words.ts';
import { withoutMoments } from './article-index.ts';
import { type Figure, figuresOf } from './figures/figures.ts';
import { withDifferenceUnits } from './figures/implied-units.ts';
import { type Moment, momentsOf } from './figures/moments.ts';
import type { Language } from './languages/languages.ts';
import { readText, type Whole } from './languages/read-text.ts';
import { languageOf } from './languages/told-language.ts';
import { conceptOf } from './lexicon.ts';

/** A claim, read once for all checks. */
export interface Claim {
  /** As the checks read it (see languages/). */
  readonly text: string;
  readonly language: Language;
  readonly words: readonly Word[];
  readonly figures: readonly Figure[];
  readonly moments: readonly Moment[];
  /** Concepts of its content words outside figures and dates, each once. */
  readonly terms: ReadonlyMap<string, number>;
  /** What is written in a range of it. */
  quoteOf(range: Range): string;
}

/** @param article whose language and marks the claim has unless it tells otherwise. */
export function readClaim(written: string, article?: Whole): Claim {
  const { text, language, ownRange } = readText(written, languageOf(written, article?.language), article);
  const words = wordsOf(text);
  const moments = momentsOf(text);
  const all = withDifferenceUnits(withoutMoments(figuresOf(text), moments), text);
  const figures = all.filter(
    (one) => !all.some((other) => other !== one && other.start <= one.start && one.end <= other.end),
  );
  const told = figures.filter(({ fraction }) => !fraction);
  const plain = words.filter(
    ({ content, start, end }) => content && ![...told, ...moments].some((one) => one.start < end && start < one.end),
  );
  return {
    ...{ text, language, words, figures, moments },
    terms: new Map(plain.map(({ stem }) => [conceptOf(stem), 1])),
    quoteOf(range) {
      const { start, end } = ownRange(range);
      return written.slice(start, end);
    },
  };
}
