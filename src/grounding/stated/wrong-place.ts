import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { coverageBy } from '../coverage.ts';
import type { Figure } from '../figures/figures.ts';
import { ratePeriod } from '../figures/rate-periods.ts';
import { textBefore, textBehind } from '../text-beside.ts';
import { within } from '../within.ts';
import { ofOtherYear } from './years-behind.ts';

const COVERED = 0.6; // of the claim by the passage that has the newer value
const OLD =
  /\b(?:(?:up|down)\sfrom|used\sto\s\p{L}+|instead\sof|rather\sthan|compared\s(?:with|to)|against|previously|formerly|it\swas)\s(?:\p{L}+\s){0,4}$/iu;
/** `after 236 million the year before`. */
const AFTER = /\bafter\s$/i;
const YEAR_BEFORE = /^\s(?:the|an?)\s(?:year|quarter|month|week)\s(?:before|earlier)\b/i;
const PAST =
  /\b(?:was|were|had|used|earlier|previous(?:ly)?|former(?:ly)?|before(?=[.,;]|$)|old|once|until|from|than|against|compared|instead|ago|last)\b/i;

/**
 * What the article has where a claim states one of its figures of something else, by form alone: of another year,
 * another time that is counted over (`200 an hour` for 200 a day), the old value for the new one. Undefined where the
 * figure may be right.
 */
export function wrongPlace(
  figure: Figure,
  places: readonly Figure[],
  claim: Claim,
  index: ArticleIndex,
): Figure | undefined {
  return (
    ofOtherRate(figure, places, claim, index) ??
    ofOtherYear(figure, places, claim, index) ??
    old(figure, places, claim, index)
  );
}

function ofOtherRate(figure: Figure, places: readonly Figure[], claim: Claim, index: ArticleIndex): Figure | undefined {
  const own = ratePeriod(claim.text, figure);
  if (own === undefined || figure.fraction) return undefined;
  const wrong = places.every((place) => {
    const period = ratePeriod(index.article.text, place);
    return period !== undefined && period !== own;
  });
  return wrong ? places[0] : undefined;
}

/** The value right before one that the article only comes from, in a sentence that says most of the claim. */
function old(figure: Figure, places: readonly Figure[], claim: Claim, index: ArticleIndex): Figure | undefined {
  const { text } = index.article;
  const [place] = places;
  if (!place || figure.fraction || PAST.test(claim.text)) return undefined;
  const at = index.passageAt(place.start);
  const gone = isGone(place, text);
  const isOld = (one: Figure) => index.passageAt(one.start) === at && (gone || isPast(one, text));
  if (!places.every(isOld)) return undefined;
  const others = within(index.figures, index.passages[at]).filter(
    ({ unit, fraction, value }) => unit === figure.unit && !fraction && value !== figure.value,
  );
  const newer = gone
    ? others.find(({ start }) => start >= place.end)
    : others.findLast(({ end }) => end <= place.start);
  if (!newer || claim.figures.some(({ value, unit }) => value === newer.value && unit === newer.unit)) return undefined;
  return coverageBy(at, claim, index) >= COVERED ? newer : undefined;
}

function isPast(figure: Figure, text: string): boolean {
  if (OLD.test(textBefore(text, figure, 48))) return true;
  return AFTER.test(textBefore(text, figure, 8)) && YEAR_BEFORE.test(textBehind(text, figure, 24));
}

/** `from 40 to 30`. */
function isGone({ start, end }: Figure, text: string): boolean {
  return /\bfrom\s$/i.test(textBefore(text, { start }, 12)) && /^\sto\s/.test(textBehind(text, { end }, 4));
}
