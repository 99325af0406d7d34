import type { GroundableArticle, Range } from '../article/article.ts';
import { type Word, wordsOf } from '../article/words.ts';
import { type Figure, figuresOf } from './figures/figures.ts';
import { withUnits } from './figures/implied-units.ts';
import { type Moment, momentsOf } from './figures/moments.ts';
import { readText, type Whole } from './languages/read-text.ts';
import { languageOf } from './languages/told-language.ts';
import { conceptOf } from './lexicon.ts';
import { type Passage, passagesOf } from './passages.ts';
import { firstFrom } from './within.ts';

/** An article made ready for any number of claims. Made once, linear in the article. */
export interface ArticleIndex {
  /** As the checks read it (see languages/); so are all places below. */
  readonly article: GroundableArticle;
  /** The language that it is written in, and the marks of its numbers. */
  readonly written: Whole;
  readonly passages: readonly Passage[];
  /** Every word in order. */
  readonly words: readonly Word[];
  /** Quantities in order; dates and times of day are none. */
  readonly figures: readonly Figure[];
  readonly moments: readonly Moment[];
  /** Passages, ascending, that hold a concept or, as `#` with value and unit, a figure. */
  holdersOf(term: string): readonly number[];
  /** How much a term tells apart: the usual inverse document frequency; one of no passage weighs like one of a single. */
  weightOf(term: string): number;
  /** Position of the passage that holds an offset, or of the last one before it. */
  passageAt(offset: number): number;
  /** Positions in `words` of the first word at or after an offset. */
  wordAt(offset: number): number;
  /** The passages that hold most of weighted terms, best first; earlier ones first among equals. */
  rank(
    terms: ReadonlyMap<string, number>,
    most: number,
  ): readonly { readonly passage: number; readonly score: number }[];
  textOf(range: Range): string;
  /** The text of the passage at a position, empty where there is none. */
  textAt(passage: number): string;
  /** A range of the article as it is written, and what stands there. */
  quoteOf(range: Range): Range & { readonly quote: string };
}

export function indexArticle(own: GroundableArticle): ArticleIndex {
  const { text, ownRange, placeOf, ...written } = readText(own.text, languageOf(own.text));
  const blocks = own.blocks.map((block) => ({ ...block, start: placeOf(block.start), end: placeOf(block.end) }));
  const article: GroundableArticle = written.language === 'en' ? own : { ...own, text, blocks };
  const passages = passagesOf(article);
  const words = wordsOf(text);
  const moments = momentsOf(text);
  const figures = withoutMoments(withUnits(figuresOf(text), passages, text), moments);
  const holders = new Map<string, number[]>();
  const note = (term: string, passage: number) => {
    const list = holders.get(term);
    if (!list) holders.set(term, [passage]);
    else if (list.at(-1) !== passage) list.push(passage);
  };
  eachInPassages(passages, words, (word, passage) => word.content && note(conceptOf(word.stem), passage));
  eachInPassages(passages, figures, (figure, passage) => note(figureTerm(figure), passage));
  const none: readonly number[] = [];
  const holdersOf = (term: string) => holders.get(term) ?? none;
  const weightOf = (term: string) => Math.log(1 + (passages.length + 1) / (holders.get(term)?.length ?? 1));

  return {
    ...{ article, written, passages, words, figures, moments, holdersOf, weightOf },
    passageAt: (offset) => Math.max(0, firstFrom(passages, offset + 1) - 1),
    wordAt: (offset) => firstFrom(words, offset),
    textOf: ({ start, end }) => text.slice(start, end),
    textAt: (passage) => text.slice(passages[passage]?.start ?? 0, passages[passage]?.end ?? 0),
    quoteOf(range) {
      const { start, end } = ownRange(range);
      return { start, end, quote: own.text.slice(start, end) };
    },
    rank(terms, most) {
      const scores = new Map<number, number>();
      for (const [term, weight] of terms) {
        const gain = weight * weightOf(term);
        for (const passage of holdersOf(term)) scores.set(passage, (scores.get(passage) ?? 0) + gain);
      }
      return Array.from(scores, ([passage, score]) => ({ passage, score }))
        .sort((a, b) => (Math.abs(a.score - b.score) > 1e-9 ? b.score - a.score : a.passage - b.passage))
        .slice(0, most);
    },
  };
}

/** The term under which a figure is indexed. */
export function figureTerm({ value, unit }: Figure): string {
  return `#${value}${unit ?? ''}`;
}

/** What `figuresOf` read within dates: `6` and `2025` of `6 March 2025`. Both lists are in order. */
export function withoutMoments(figures: readonly Figure[], moments: readonly Moment[]): Figure[] {
  let next = 0;
  return figures.filter(({ start, end }) => {
    while ((moments[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next += 1;
    return (moments[next]?.start ?? Number.POSITIVE_INFINITY) >= end;
  });
}

function eachInPassages<Part extends { readonly start: number }>(
  passages: readonly Passage[],
  parts: readonly Part[],
  use: (part: Part, passage: number) => unknown,
): void {
  let passage = 0;
  for (const part of parts) {
    while ((passages[passage]?.end ?? Number.POSITIVE_INFINITY) <= part.start) passage += 1;
    if ((passages[passage]?.start ?? Number.POSITIVE_INFINITY) <= part.start) use(part, passage);
  }
}
