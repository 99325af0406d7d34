import type { Range } from '../article/article.ts';
import { type ArticleIndex, figureTerm } from './article-index.ts';
import type { Claim } from './claim.ts';
import { conceptOf } from './lexicon.ts';

export interface Alignment {
  /** At most three passages, best first; each one adds something that those before it do not say. */
  readonly passages: readonly number[];
  /** Share of the claim's weight that the passages cover, 0 to 1. A claim without content words is covered: 1. */
  readonly coverage: number;
  /** Words of the claim, as written, that stand nowhere in the article. */
  readonly missing: readonly string[];
}

const MOST_PASSAGES = 3;
const LEAST_GAIN = 0.12; // a further passage must add this share of the claim
const NAME_WEIGHT = 1.6; // a name that the article lacks tells more against a claim than a word, which may be a synonym

/** The passages that together say most of what the claim says, and how much of it they say. */
export function align(claim: Claim, index: ArticleIndex): Alignment {
  const terms = termsOf(claim);
  const known = (term: string) => index.holdersOf(term).length > 0;
  const weightInClaim = ([term, { name }]: readonly [string, Term]) =>
    index.weightOf(term) * (name && !known(term) ? NAME_WEIGHT : 1);
  const total = [...terms].reduce((sum, term) => sum + weightInClaim(term), 0);
  const remaining = new Map([...terms.keys()].filter(known).map((term) => [term, 1]));
  const passages: number[] = [];
  let covered = 0;
  while (passages.length < MOST_PASSAGES && remaining.size > 0) {
    const [best] = index.rank(remaining, 1);
    if (!best || (passages.length > 0 && best.score < LEAST_GAIN * total)) break;
    passages.push(best.passage);
    covered += best.score;
    for (const term of [...remaining.keys()]) if (index.holdersOf(term).includes(best.passage)) remaining.delete(term);
  }
  return {
    passages,
    coverage: total === 0 ? 1 : covered / total,
    missing: [...terms]
      .filter(([term, { written }]) => written !== '' && !known(term))
      .map(([, { written }]) => written),
  };
}

/** Which passages these are, without those that only a figure or a common word brought in. */
export function rangesOf(passages: readonly number[], index: ArticleIndex): Range[] {
  return passages.flatMap((position) => {
    const passage = index.passages[position];
    return passage ? [{ start: passage.start, end: passage.end }] : [];
  });
}

interface Term {
  readonly written: string;
  /** Looks like a name: a capital inside the sentence, or digits among the letters. */
  readonly name: boolean;
}

function termsOf({ text, words, figures }: Claim): Map<string, Term> {
  const told = figures.filter(({ spelled, unit, fraction }) => !fraction && (!spelled || unit !== null));
  const terms = new Map<string, Term>(told.map((figure) => [figureTerm(figure), { written: '', name: false }]));
  for (const { stem, content, start, end } of words) {
    if (!content || told.some((figure) => figure.start < end && start < figure.end)) continue;
    const written = text.slice(start, end);
    terms.set(conceptOf(stem), { written, name: /\p{Lu}|\p{L}\d/u.test(start === 0 ? written.slice(1) : written) });
  }
  return terms;
}
