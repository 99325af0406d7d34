import type { ArticleIndex } from '../article-index.ts';
import type { Figure } from '../figures/figures.ts';
import { textBefore, textBehind } from '../text-beside.ts';
import { hasUnitElsewhere } from './figure-places.ts';

const FARTHEST = 100; // times that two counts may be apart and one still be named in place of the other
const LITTLE =
  'The|An?|Of|In|At|By|To|On|For|From|All|Our|Its|Their|These|Those|Some|About|Around|Over|Nearly|Almost|Only|Just|And|But|With';
const NAMED = new RegExp(
  String.raw`(?:(?<![\p{L}-])(?!(?:${LITTLE})\s)\p{Lu}[\p{L}-]*|\b(?:version|release|branch|port|page|step|chapter|section))\s$`,
  'u',
);
const DECIMAL = /^\.\d/;

/** Whether a figure may be named as what a claim should have said: of its kind, and no year, version or part of a name. */
export function isComparable(place: Figure, claimed: Figure, index: ArticleIndex): boolean {
  if (place.fraction && !claimed.fraction && place.unit !== 'times') return false; // a quarter may be one of a year
  if (isDuration(place) && isDuration(claimed)) return true;
  if (place.unit === claimed.unit && place.unit !== null) return true;
  if (place.unit !== null || (claimed.unit !== null && !hasUnitElsewhere(place, index))) return false;
  if (Math.max(place.count, claimed.count) > FARTHEST * Math.min(place.count, claimed.count)) return false;
  return isLikeVersion(claimed) || !isNameOrYear(place, index);
}

function isDuration({ unit }: Figure): boolean {
  return unit === 'seconds' || unit === 'months';
}

/** `7.6` may be meant for 7.7, a version as well. */
function isLikeVersion({ count, spelled }: Figure): boolean {
  return !spelled && !Number.isInteger(count);
}

/** `Node 18`, `in 2024`, the 3 of `3.8.1`. */
export function isNameOrYear(place: Figure, { article: { text }, moments }: ArticleIndex): boolean {
  if (moments.some(({ start, end }) => start <= place.start && place.end <= end)) return true;
  if (!place.spelled && place.count >= 1900 && place.count < 2100 && !text.slice(place.start, place.end).includes(','))
    return true;
  return !place.spelled && (NAMED.test(textBefore(text, place, 24)) || DECIMAL.test(textBehind(text, place, 2)));
}
