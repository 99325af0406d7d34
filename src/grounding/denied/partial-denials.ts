import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { SMALL_COUNT } from '../figures/small-counts.ts';
import { oneOf } from '../lexicon.ts';
import type { Negation } from './negated-words.ts';

const HEDGE = new RegExp(String.raw`^(?:(?:${oneOf('approximating')}|all\sbut)\s)?$`, 'i');
const SHARE_OFF = 0.5; // percentage points by which a share may be rounded
/** What follows the number of those, of more, of which something is said. */
const OF_PART = /^\s(?:(?:out\s)?of|have|has|are|were|will)\b/;
const LIGHT =
  /\b(?:not|n['’]t|never|cannot)\s(?:make|made|take|taken|give|given|get|got)\s(?:up\s|out\s|in\s|on\s)?(?:\p{L}+\s){0,2}$/iu;

/** Whether what a claim denies, by position in its words, is too little to be held against what the article affirms. */
export function isPartialDenial(claim: Claim, denied: ReadonlyMap<number, Negation>, index: ArticleIndex): boolean {
  return deniesOfSome(claim, denied) || deniesByVerb(claim, denied) || deniesAside(denied) || isOfTheRest(claim, index);
}

/** Whether a claim tells of the rest of those of whom the article tells: `three in ten did not pay` for `seven in ten paid`. */
export function isOfTheRest({ figures }: Claim, index: ArticleIndex): boolean {
  const shares = index.figures.filter(({ unit }) => unit === 'percent');
  const isStated = (share: number) => shares.some(({ value }) => Math.abs(value - share) <= SHARE_OFF);
  return figures.some(({ unit, value }) => unit === 'percent' && isStated(100 - value) && !isStated(value));
}

/** `Two of the 21 were not accepted`: says nothing of the others. */
function deniesOfSome({ figures, text }: Claim, denied: ReadonlyMap<number, Negation>): boolean {
  if (denied.size === 0) return false;
  return figures.some(
    ({ start, end, unit, count, spelled }) =>
      (unit === null && (start === 0 ? spelled : count > SMALL_COUNT) && HEDGE.test(text.slice(0, start))) ||
      (unit === null && OF_PART.test(text.slice(end))),
  );
}

/** `did not make up any clauses` denies the making, which has many names, and not the clauses. */
function deniesByVerb({ text, words }: Claim, denied: ReadonlyMap<number, Negation>): boolean {
  const [at] = denied.keys();
  const word = words[at ?? -1];
  if (at === undefined || !word) return false;
  return LIGHT.test(text.slice(Math.max(0, word.start - 24), word.start));
}

/** `those lacking a key`: says which, and not what is so of them. */
function deniesAside(denied: ReadonlyMap<number, Negation>): boolean {
  return denied.size > 0 && [...denied.values()].every(({ no }) => no === 'lacking');
}
