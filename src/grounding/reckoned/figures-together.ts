import type { Figure } from '../figures/figures.ts';
import { follows, isAllBut, isEach, isExactSum, isOverTime, restates } from './follows.ts';
import { isOtherLevel, sharesOf } from './other-levels.ts';
import { figuresIn, type Search, withNeighbours } from './search.ts';
import { isOfMany } from './sums-of-many.ts';

const CHANGE = /^(?:,?\s(?:(?:up|down)\s)?from|\sto|,?\s(?:compared\swith|against))\s(?:\p{L}+\s)?$/u;
const LEVEL_LIKE = 0.2; // is enough where the claim tells a difference: the levels it lies between are no rivals of it

/** The first of the nearest passages of which figures that stand together come to what the claim says, or null. */
export function ofFiguresTogether(search: Search): number | null {
  const { asked, ranked, index } = search;
  const isIn = (passage: number) => {
    const figures = figuresIn(withNeighbours(passage, index, asked.difference), index);
    return figures.some((figure, at) => isReckonedFrom(figure, at, figures, search)) || isOfMany(passage, search);
  };
  return ranked.find(isIn) ?? null;
}

/** Whether a figure says what the claim says in other words, or comes to it with one of those beside it. */
function isReckonedFrom(one: Figure, at: number, figures: readonly Figure[], search: Search): boolean {
  const { asked, claim, index, isNear, isSaid } = search;
  const { text } = index.article;
  if (isNear(one) && restates(one, asked, claim.text, text)) return true;
  const before = figures.slice(0, at);
  if (before.some((other) => isUnsaidSum(one, other, search))) return true;
  const other = before.find((other) => follows(one, other, asked));
  if (other && asked.claimed.fraction && !areLikelier(one, other, search)) return false;
  const isEnough = (figure: Figure) =>
    isNear(figure) || isLevel(figure, other !== undefined && areOneChange(other, one, text), search);
  if (other && (isEnough(one) || isEnough(other) || (asked.difference && (isSaid(one) || isSaid(other))))) return true;
  return figures.some(
    (other) =>
      isAllBut(other, one, asked, text) ||
      ((isNear(one) || isNear(other)) && isOfLevel(other, one, search)) ||
      (asked.total && isOverTime(one, other, asked, text)) ||
      (asked.each && isNear(one) && isEach(one, other, asked, text)),
  );
}

/** Whether two figures that come to a share in words stand in surroundings as like the claim's as what contradicts it. */
function areLikelier(one: Figure, other: Figure, { rival, contradicted, like }: Search): boolean {
  return !contradicted || rival === undefined || like(one) + like(other) >= 2 * rival.likeness;
}

/** Whether two figures of a passage add up to the claim's, unless another one stands in its place. */
function isUnsaidSum(one: Figure, other: Figure, { asked, claim, index, outdone, isNear }: Search): boolean {
  if (!asked.total && outdone && !claim.text.includes(' and ')) return false;
  if (index.passageAt(one.start) !== index.passageAt(other.start)) return false;
  return isExactSum(one, other, asked) && (isNear(one) || isNear(other));
}

/** Whether a figure may be one of the two levels that a claim tells the difference or the middle of. */
function isLevel(figure: Figure, ofChange: boolean, { asked: { claimed, difference, middle }, like }: Search): boolean {
  return ((difference && (claimed.unit !== 'percent' || ofChange)) || middle) && like(figure) >= LEVEL_LIKE;
}

/** `€50 million, down from €89 million`. */
function areOneChange(first: Figure, second: Figure, text: string): boolean {
  return CHANGE.test(text.slice(first.end, second.start));
}

/** Whether the claim states a level that a change or a share beside another implies. */
function isOfLevel(base: Figure, change: Figure, search: Search): boolean {
  const { asked, index } = search;
  if (isOtherLevel(base, change, search)) return true;
  if (asked.claimed.unit === 'percent' || base.unit !== asked.claimed.unit) return false;
  return sharesOf(base, change, index.article.text).some(asked.fits);
}
