import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { agrees, type Bounded, boundOf } from '../figures/agree.ts';
import { nounsAfter } from '../figures/counted-nouns.ts';
import type { Figure } from '../figures/figures.ts';
import { isSmall } from '../figures/small-counts.ts';
import { textBefore } from '../text-beside.ts';
import { hasUnitElsewhere } from './figure-places.ts';
import { isSpan } from './loose-figures.ts';

const FARTHEST = 10_000; // times that two figures may be apart and still be taken for each other
const FEW_APART = 200; // times that what is counted in dozens at the most may be apart from it
const MONTH = (365 / 12) * 86_400; // seconds

/**
 * Whether a figure of the article is of the same kind as the claim's, of another value, and not in the claim itself.
 */
export function isRival(place: Figure, own: Bounded, claim: Claim, index: ArticleIndex): boolean {
  const { claimed, bound } = own;
  if (isDuration(place) && isDuration(claimed) && place.unit !== claimed.unit)
    return (
      (!claimed.fraction || isSpan(claimed, claim.text)) &&
      isRival(inSeconds(place), { claimed: inSeconds(claimed), bound }, claim, index)
    );
  const sameUnit = place.unit === claimed.unit;
  if (claimed.fraction && !sameUnit) return false;
  if (!sameUnit && !(place.unit === null && claimed.unit !== 'times' && hasUnitElsewhere(place, index))) return false;
  if (!sameUnit && claimed.unit === 'percent' && place.count > 100 && claimed.count <= 100) return false;
  if (place.unit === null && place.spelled && place.count <= 1) return false; // mostly a pronoun
  const loose =
    (sameUnit && (place.unit === 'times' || place.unit === 'percent')) || countsSame(place, claimed, claim, index);
  if ((isSmall(place) && !isSmall(claimed) && !loose) || (!sameUnit && isNumbered(place, index.article.text)))
    return false;
  if (isSmall(claimed) && !claimed.fraction && place.count > FEW_APART * claimed.count) return false; // five, port 7070
  const [value, other] = sameUnit ? [claimed.value, place.value] : [claimed.count, place.count];
  if (Math.max(value, other) > FARTHEST * Math.min(value, other)) return false;
  if (agrees(own, other, boundOf(index.article.text, place), value)) return false;
  return !claim.figures.some(
    (one) =>
      one !== claimed &&
      ((one.unit === place.unit && agrees({ claimed: one, bound: null }, place.value, null)) ||
        (one.unit === null && one.count === place.count && !isSmall(one))), // `0.4 points, against 3.1`
  );
}

/** `two entrances` beside `18 entrances`. */
function countsSame(place: Figure, claimed: Figure, claim: Claim, index: ArticleIndex): boolean {
  if (place.unit !== null || claimed.unit !== null || place.count < 2) return false;
  if (/\b(?:but|except)\s$/i.test(textBefore(index.article.text, place, 8))) return false;
  const nouns = nounsAfter(claimed, claim.words);
  return [...nounsAfter(place, index.words, index)].some((noun) => nouns.has(noun));
}

function isDuration({ unit }: Figure): boolean {
  return unit === 'seconds' || unit === 'months';
}

function inSeconds(figure: Figure): Figure {
  return figure.unit === 'months' ? { ...figure, unit: 'seconds', value: figure.value * MONTH } : figure;
}

/** `PostgreSQL 17`: no quantity. */
function isNumbered({ start }: Figure, text: string): boolean {
  return /\p{Lu}[\p{L}-]+\s$/u.test(textBefore(text, { start }, 24));
}
