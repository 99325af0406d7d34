import type { GroundableArticle, Range } from '../article/article.ts';
import { splitSentences } from '../article/sentences.ts';
import { wordsOf } from '../article/words.ts';
import { type Figure, figuresOf } from './figures.ts';

/** An article made ready for any number of claims. */
export interface AlignmentIndex {
  /** The passages, best first, that together say most of what the claim says, and how much of it they say. */
  align(claim: string): Alignment;
}

export interface Alignment {
  /** At most three passages; each one adds something that those before it do not say. */
  readonly passages: readonly Range[];
  /** Share of the claim's weight that the passages cover, 0 to 1. A claim without content words is covered: 1. */
  readonly coverage: number;
  /** Words of the claim, as written, that stand nowhere in the article. */
  readonly missing: readonly string[];
}

const MOST_PASSAGES = 3;
const LEAST_GAIN = 0.12; // a further passage must add this share of the claim
const NAME_WEIGHT = 1.6; // a name that the article lacks tells more against a claim than a word, which may be a synonym

/**
 * Indexes the article by the stems of its content words and by its figures. Passages are sentences of prose, headings,
 * rows of tables and lines of code, so that claims about those can be grounded too. Linear in the article.
 */
export function indexArticle(article: GroundableArticle, figures: readonly Figure[]): AlignmentIndex {
  const passages = passagesOf(article);
  const holders = new Map<string, number[]>();
  let nextFigure = 0;
  for (const [index, { start, end }] of passages.entries()) {
    while ((figures[nextFigure]?.start ?? end) < start) nextFigure += 1;
    const first = nextFigure;
    while ((figures[nextFigure]?.start ?? end) < end) nextFigure += 1;
    const own = figures.slice(first, nextFigure).map((figure) => shift(figure, -start));
    for (const { key } of uniqueTerms(termsOf(article.text.slice(start, end), own))) {
      const list = holders.get(key);
      if (list) list.push(index);
      else holders.set(key, [index]);
    }
  }
  // The usual inverse document frequency; a term of no passage weighs like one of a single passage.
  const weight = (key: string) => Math.log(1 + (passages.length + 1) / (holders.get(key)?.length ?? 1));
  const weightInClaim = ({ key, name }: Term) => weight(key) * (name && !holders.has(key) ? NAME_WEIGHT : 1);

  return {
    align(claim) {
      const terms = uniqueTerms(termsOf(claim, figuresOf(claim)));
      const total = terms.reduce((sum, term) => sum + weightInClaim(term), 0);
      const missing = terms.filter(({ key, written }) => !holders.has(key) && !key.startsWith('#') && written !== '');
      const remaining = new Set(terms.map(({ key }) => key).filter((key) => holders.has(key)));
      const chosen: Range[] = [];
      let covered = 0;
      while (chosen.length < MOST_PASSAGES && remaining.size > 0) {
        const best = bestPassage(remaining, holders, weight, passages);
        if (!best || (chosen.length > 0 && best.gain < LEAST_GAIN * total)) break;
        chosen.push(best.passage);
        covered += best.gain;
        for (const key of best.keys) remaining.delete(key);
      }
      return {
        passages: chosen,
        coverage: total === 0 ? 1 : covered / total,
        missing: missing.map(({ written }) => written),
      };
    },
  };
}

interface Term {
  /** Stem of a word, or `#` with value and unit of a figure. */
  readonly key: string;
  readonly written: string;
  /** Looks like a name: a capital inside the sentence, or digits among the letters. */
  readonly name: boolean;
}

function termsOf(text: string, figures: readonly Figure[]): Term[] {
  const told = figures.filter(({ spelled, unit }) => !spelled || unit !== null);
  const terms: Term[] = told.map(({ value, unit }) => ({ key: `#${value}${unit ?? ''}`, written: '', name: false }));
  let next = 0;
  for (const { stem, content, start, end } of wordsOf(text)) {
    while ((told[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next += 1;
    const inFigure = (told[next]?.start ?? Number.POSITIVE_INFINITY) < end;
    if (!content || inFigure) continue;
    const written = text.slice(start, end);
    terms.push({ key: stem, written, name: /\p{Lu}|\p{L}\d/u.test(start === 0 ? written.slice(1) : written) });
  }
  return terms;
}

function shift(figure: Figure, by: number): Figure {
  return { ...figure, start: figure.start + by, end: figure.end + by };
}

function uniqueTerms(terms: readonly Term[]): Term[] {
  return [...new Map(terms.map((term) => [term.key, term])).values()];
}

/** Scores only passages that hold one of the terms, so that its cost follows the matches and not the article. */
function bestPassage(
  terms: ReadonlySet<string>,
  holders: ReadonlyMap<string, readonly number[]>,
  weight: (key: string) => number,
  passages: readonly Range[],
) {
  const gains = new Map<number, number>();
  for (const key of terms) {
    for (const index of holders.get(key) ?? []) gains.set(index, (gains.get(index) ?? 0) + weight(key));
  }
  let best = -1;
  let most = 0;
  for (const [index, gain] of gains) {
    const better = gain > most + 1e-9 || (gain > most - 1e-9 && index < best);
    if (better) [best, most] = [index, gain];
  }
  const passage = passages[best];
  if (!passage) return null;
  const keys = [...terms].filter((key) => holders.get(key)?.includes(best));
  return { passage, gain: most, keys };
}

function passagesOf({ text, blocks }: GroundableArticle): Range[] {
  return blocks.flatMap(({ kind, start, end }) => {
    const slice = text.slice(start, end);
    if (kind === 'heading') return [{ start, end }];
    const parts = kind === 'table' || kind === 'code' ? linesOf(slice) : splitSentences(slice);
    return parts.map((part) => ({ start: start + part.start, end: start + part.end }));
  });
}

function linesOf(text: string): Range[] {
  return Array.from(text.matchAll(/\S(?:[^\n]*\S)?/g), ({ index, 0: line }) => ({
    start: index,
    end: index + line.length,
  }));
}
