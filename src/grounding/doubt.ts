import { type ArticleIndex, figureTerm } from './article-index.ts';
import type { Claim } from './claim.ts';
import model from './doubt.json' with { type: 'json' };
import type { GroundingCode } from './evidence.ts';
import { conceptOf } from './lexicon.ts';

/** How closely an article says what a claim does. */
export type Closeness = Readonly<
  Record<
    /** Share, 0 to 1, of what the claim's words and figures weigh that its nearest passage has, or that and the second. */
    | 'covered'
    /** By how much of that the nearest passage is ahead of the second. */
    | 'ahead'
    /** Words and figures of the claim that the nearest passage has. */
    | 'shared'
    /** Content words that it does not have, and those that stand nowhere in the article. */
    | 'reworded'
    | 'unknown',
    number
  >
>;

export function closenessOf(claim: Claim, index: ArticleIndex): Closeness {
  const told = claim.figures.filter(({ fraction }) => !fraction).map(figureTerm);
  const terms = new Map([...claim.terms.keys(), ...told].map((term) => [term, 1] as const));
  const [nearest, second] = index.rank(terms, 2);
  const near = [nearest, second].flatMap((one) => one?.passage ?? []);
  const weigh = (some: Iterable<string>) => Array.from(some).reduce((sum, term) => sum + index.weightOf(term), 0);
  const total = weigh(terms.keys()) || 1;
  const isIn = (passages: readonly number[], term: string) =>
    index.holdersOf(term).some((holder) => passages.includes(holder));
  const words = claim.words.filter(({ content }) => content).map(({ stem }) => conceptOf(stem));
  return {
    covered: weigh([...terms.keys()].filter((term) => isIn(near, term))) / total,
    ahead: ((nearest?.score ?? 0) - (second?.score ?? 0)) / total,
    shared: [...terms.keys()].filter((term) => isIn(near.slice(0, 1), term)).length,
    reworded: words.filter((word) => !isIn(near.slice(0, 1), word)).length,
    unknown: words.filter((word) => index.holdersOf(word).length === 0).length,
  };
}

const kinds: Readonly<Record<string, number>> = model.kinds;
const weights: Readonly<Record<string, number>> = model.weights;

/**
 * Whether a claim is worded so unlike the article, and says so much, that what looks like a contradiction is more likely
 * two statements about different things. A logistic regression over the claims of evals/ says how likely (see
 * evals/grounding-doubt/): it lets go of most contradictions that are none, and of one in a hundred that are.
 */
export function isDoubtful(code: GroundingCode, closeness: Closeness): boolean {
  return sureness(code, closeness) < model.least;
}

/** The log-odds that a contradiction of this code, found where claim and article are this close, is one. */
export function sureness(code: GroundingCode, closeness: Closeness): number {
  const start = kinds[code] ?? 0;
  return Object.entries(closeness).reduce((sum, [name, value]) => sum + (weights[name] ?? 0) * value, start);
}
