import { type ArticleIndex, figureTerm } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { conceptOf } from '../lexicon.ts';
import type { Named } from './named.ts';

const LEAST_TERMS = 3; // besides the name that must be told by

/**
 * The position of the passage that says most of what a claim says besides a name.
 *
 * @param covered share of that, by weight, that it has to say.
 * @returns undefined where none says as much, or the claim says too little.
 */
export function toldWithout(name: Named, covered: number, claim: Claim, index: ArticleIndex): number | undefined {
  const own = claim.words.filter(({ start, end }) => name.start <= start && end <= name.end);
  const terms = new Map([...claim.terms].filter(([term]) => !own.some(({ stem }) => conceptOf(stem) === term)));
  for (const figure of claim.figures) if (!figure.fraction) terms.set(figureTerm(figure), 1);
  if (terms.size < LEAST_TERMS) return undefined;
  const [best] = index.rank(terms, 1);
  const total = [...terms.keys()].reduce((sum, term) => sum + index.weightOf(term), 0);
  return best && best.score >= covered * total ? best.passage : undefined;
}
