import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import type { Figure } from '../figures/figures.ts';
import { SMALL_COUNT } from '../figures/small-counts.ts';
import { within } from '../within.ts';
import { isEach, isWhole } from './any-sentence.ts';
import { isOtherLevel, sharesOf } from './other-levels.ts';
import { type Asked, follows, isOverTime, restates } from './reckoning.ts';

const SUM_ROUNDED = 0.005;
const LEAST_PART = 0.05; // of a sum that goes without saying
const MOST_FIGURES = 12;

/** What is asked of the figures of the nearest passages, and which of them may be reckoned with. */
export interface Near {
  readonly asked: Asked;
  /** Whether a figure stands in surroundings as like the claim's as those of what contradicts it. */
  isNear(figure: Figure): boolean;
  /** The same, and what may be less like for being a level, where the claim tells a difference. */
  isEnough(figure: Figure): boolean;
  readonly mayBeSum: boolean;
}

/** The first of the nearest passages of which figures that stand together come to what the claim says, or null. */
export function nearReckoning(
  { asked, isNear, isEnough, mayBeSum }: Near,
  ranked: readonly number[],
  claim: Claim,
  index: ArticleIndex,
): number | null {
  const { claimed, difference, total, each, fits } = asked;
  const { text } = index.article;
  const said = ({ value, unit }: Figure) =>
    claim.figures.some((figure) => figure !== claimed && figure.value === value && figure.unit === unit);
  const isOfLevel = (base: Figure, change: Figure) =>
    isOtherLevel(base, change, asked, claim, index) ||
    (claimed.unit !== 'percent' && base.unit === claimed.unit && sharesOf(base, change, text).some(fits));
  const isReckoned = (one: Figure, at: number, figures: readonly Figure[]) => {
    if (isNear(one) && restates(one, asked, claim.text, text)) return true;
    const before = figures.slice(0, at);
    if (mayBeSum && before.some((other) => isSum(one, other, claimed, index) && (isNear(one) || isNear(other))))
      return true;
    const other = before.find((other) => follows(one, other, asked));
    if (other && (isEnough(one) || isEnough(other) || (difference && (said(one) || said(other))))) return true;
    return figures.some(
      (other) =>
        isAllBut(other, one, asked, text) ||
        ((isNear(one) || isNear(other)) && isOfLevel(other, one)) ||
        (total && isOverTime(one, other, asked, text)) ||
        (each && isNear(one) && isEach(one, other, asked, text)),
    );
  };
  const found = ranked.find(
    (passage) => figuresNear(passage, index, difference).some(isReckoned) || isWhole(asked, passage, index),
  );
  return found ?? null;
}

/** `48 patients, all but one of them on pills`: 47. */
function isAllBut(rest: Figure, whole: Figure, { claimed, fits }: Asked, text: string): boolean {
  if (rest.start < whole.end || whole.unit !== claimed.unit || rest.fraction || whole.fraction) return false;
  return fits(whole.value - rest.count) && /\ball\sbut\s$/i.test(text.slice(rest.start - 8, rest.start));
}

/** Whether two figures come to a third so exactly that it is hardly chance. */
function isSum(one: Figure, other: Figure, claimed: Figure, { passageAt }: ArticleIndex): boolean {
  if (passageAt(one.start) !== passageAt(other.start)) return false;
  if (one.unit !== claimed.unit || other.unit !== claimed.unit || claimed.unit === 'percent') return false;
  if (one.fraction || other.fraction || claimed.fraction || claimed.count <= SMALL_COUNT) return false;
  if (Math.min(one.value, other.value) < LEAST_PART * claimed.value) return false;
  return Math.abs(one.value + other.value - claimed.value) <= SUM_ROUNDED * claimed.value;
}

/** Figures of a passage and of those before and after it, in the same block or in any. */
function figuresNear(position: number, index: ArticleIndex, any: boolean): Figure[] {
  const passage = index.passages[position];
  if (!passage) return [];
  const before = index.passages[position - 1];
  const after = index.passages[position + 1];
  const prose = passage.kind !== 'table';
  const start = prose && before && (any || before.block === passage.block) ? before.start : passage.start;
  const end = prose && after && (any || after.block === passage.block) ? after.end : passage.end;
  return within(index.figures, { start, end }).slice(0, MOST_FIGURES);
}
