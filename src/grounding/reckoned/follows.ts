import type { Figure } from '../figures/figures.ts';
import { ratePeriod } from '../figures/rate-periods.ts';
import { SMALL_COUNT } from '../figures/small-counts.ts';
import { hasCents } from '../figures/units.ts';
import { textBefore, textBehind } from '../text-beside.ts';
import type { Asked } from './asked.ts';

const SHARE_ROUNDED = 0.75; // percentage points by which a share of two figures may be off
const RATIO_ROUNDED = 0.12; // share by which a ratio may be off: `four times` of 3.6 times
const FEW_TIMES = 8;
const RATIO_MOST = 0.6; // by which so few may be off at the most: no `six times` of 6.7 times
const RATIO_ROOM = 0.06; // by which a small ratio may be off at the least
const RATIO_ROOM_IN_WORDS = 0.25; // `doubled` of 1.75 times
const MOST_GROWN = 3; // times: what has grown more is told as a multiple, not in per cent
const TIMES_OFF = 1; // percentage points by which what times are more may be off: `60 % more` of 1.6 times as much
const TIMES_LESS_OFF = 2; // and what they are less: `a third less` of 1.5 times as fast
/** Of a study: 0.91 is nine per cent less. */
const RATIO = /\b(?:(?:hazard|odds|risk|rate)\sratio|relative\srisk)\s(?:(?:of|was|is)\s)?$/i;
const SUM_ROUNDED = 0.005; // share by which a sum that goes without saying may be off
const LEAST_PART = 0.05; // of a sum that goes without saying

/** Whether a figure of a claim follows from two of the article: by sum, difference, share, ratio or product. */
export function follows(one: Figure, other: Figure, asked: Asked): boolean {
  const { claimed, level, difference, total, middle, fits } = asked;
  if (one.fraction !== other.fraction) return one.fraction ? isPart(one, other, asked) : isPart(other, one, asked);
  if (one.fraction) return false;
  const plain = (claimed.unit !== 'times' || difference) && claimed.unit !== 'percent' && !claimed.fraction;
  if (plain && total && isProduct(one, other, asked)) return true;
  if (one.unit !== other.unit || (claimed.unit === 'cents' && hasCents(one.unit)))
    return (isMoney(one, other) || one.unit === other.unit) && follows(inCents(one), inCents(other), asked);
  const [low, high] = [Math.min(one.value, other.value), Math.max(one.value, other.value)];
  if (low <= 0) return false;
  if (claimed.unit === one.unit && (plain || difference)) {
    if (plain && ((!level && fits(high - low)) || (total && fits(high + low)))) return true;
    if (middle && fits((high + low) / 2)) return true;
  }
  if (claimed.unit === 'points' && (one.unit === 'percent' || one.unit === null)) return fits(high - low);
  if (claimed.unit === 'percent') return isShare(low, high, one.unit, asked);
  return claimed.unit === 'times' && isRatio(high / low, asked);
}

/** `$1.14` and `97 cents`. */
function isMoney(one: Figure, other: Figure): boolean {
  return (one.unit === 'cents' && hasCents(other.unit)) || (other.unit === 'cents' && hasCents(one.unit));
}

function inCents(figure: Figure): Figure {
  return figure.unit === 'cents' ? figure : { ...figure, unit: 'cents', value: 100 * figure.value };
}

/** `a third of those`: of a number close by; `twice as many as then`. */
function isPart(share: Figure, whole: Figure, { claimed, fits }: Asked): boolean {
  if (claimed.fraction || whole.unit !== claimed.unit || whole.value <= 0) return false;
  if (share.unit === 'percent') return fits((whole.value * share.value) / 100);
  return share.unit === 'times' && (fits(whole.value / share.value) || fits(whole.value * share.value));
}

/** 240 cars on `4 decks` of `60 cars` each. */
function isProduct(one: Figure, other: Figure, { claimed, fits }: Asked): boolean {
  const [count, each] = one.unit === null ? [one, other] : [other, one];
  return count.unit === null && each.unit === claimed.unit && count.count > 1 && fits(count.count * each.value);
}

/** The share that the lower of two is of the higher, or by which one is less or more than the other. */
function isShare(low: number, high: number, unit: string | null, asked: Asked): boolean {
  const { claimed, difference, ofWhole, fits } = asked;
  const part = (100 * low) / high;
  const more = (100 * (high - low)) / low;
  const ofShares = unit === 'percent'; // which are no parts of each other: no `four in five guests` of 60 % and 75 %
  if ((!ofShares || !ofWhole) && fits(100 - part)) return true;
  if (claimed.fraction) return ((!ofShares || !ofWhole) && fits(part)) || (difference && fits(more));
  const near = (value: number) => Math.abs(claimed.value - value) <= SHARE_ROUNDED || fits(value);
  return near(100 - part) || (high < low * MOST_GROWN && near(more)) || (!ofShares && near(part));
}

function isRatio(ratio: number, { claimed, fits }: Asked): boolean {
  const rounded = ratio < FEW_TIMES ? Math.min(RATIO_ROUNDED * ratio, RATIO_MOST) : RATIO_ROUNDED * ratio;
  const room = Math.max(rounded, claimed.fraction ? RATIO_ROOM_IN_WORDS : RATIO_ROOM);
  return fits(ratio) || Math.abs(claimed.value - ratio) <= room;
}

/** Whether a figure of a claim says the same as one of the article: `60 % faster` of something 1.6 times as fast. */
export function restates(stated: Figure, { claimed, fits }: Asked, claimText: string, text: string): boolean {
  const near = (value: number, room: number) => Math.abs(claimed.value - value) <= room;
  const { unit, value } = stated;
  const [own, other] = [ratePeriod(claimText, claimed), ratePeriod(text, stated)];
  if (own !== undefined && other !== undefined && own !== other && unit === claimed.unit)
    return fits((value * own) / other);
  if (claimed.unit === 'percent' && unit === 'percent')
    return value < 100 && (claimed.fraction || !stated.fraction) && (fits(100 - value) || near(100 - value, 0.01));
  if (claimed.unit === 'percent' && unit === null && RATIO.test(textBefore(text, stated, 24)))
    return near(100 * Math.abs(1 - stated.count), TIMES_OFF);
  if (claimed.unit === 'percent' && unit === 'times' && value > 1)
    return near(100 * (value - 1), TIMES_OFF) || near(100 * (1 - 1 / value), TIMES_LESS_OFF);
  if (claimed.unit !== 'times' || unit !== 'percent' || value >= 100) return false;
  return near(1 + value / 100, RATIO_ROOM) || near(100 / (100 - value), RATIO_ROUNDED * claimed.value);
}

/** `ten years` at `£6 million a year`: £60 million. */
export function isOverTime(rate: Figure, span: Figure, { claimed, fits }: Asked, text: string): boolean {
  const period = ratePeriod(text, rate);
  if (period === undefined || rate.unit !== claimed.unit || rate.fraction || span.fraction) return false;
  const days = span.unit === 'months' ? (span.value * 365) / 12 : span.unit === 'seconds' ? span.value / 86_400 : 0;
  return days > period && fits((rate.value * days) / period);
}

/** What one of many has of what all of them have: £2.75 where 2,000 cost £5,500. */
export function isEach(all: Figure, count: Figure, { claimed, fits }: Asked, text: string): boolean {
  if (all.unit !== claimed.unit || all.fraction || all === count) return false;
  if (claimed.unit === null && Math.min(claimed.count, count.count) <= SMALL_COUNT) return false;
  if (count.unit !== null || count.count <= 1 || !fits(all.value / count.count)) return false;
  return !/^\s(?:\p{L}+\s)?(?:each|per|apiece|an?)\b/iu.test(textBehind(text, all, 24));
}

/** `48 patients, all but one of them on pills`: 47. */
export function isAllBut(rest: Figure, whole: Figure, { claimed, fits }: Asked, text: string): boolean {
  if (rest.start < whole.end || whole.unit !== claimed.unit || rest.fraction || whole.fraction) return false;
  return fits(whole.value - rest.count) && /\ball\sbut\s$/i.test(textBefore(text, rest, 8));
}

/**
 * Whether two figures of the claim's unit come to it so exactly that it is hardly chance, though nothing calls it a
 * sum.
 */
export function isExactSum(one: Figure, other: Figure, { claimed }: Asked): boolean {
  if (one.unit !== claimed.unit || other.unit !== claimed.unit || claimed.unit === 'percent') return false;
  if (one.fraction || other.fraction || claimed.fraction || claimed.count <= SMALL_COUNT) return false;
  if (Math.min(one.value, other.value) < LEAST_PART * claimed.value) return false;
  return Math.abs(one.value + other.value - claimed.value) <= SUM_ROUNDED * claimed.value;
}
