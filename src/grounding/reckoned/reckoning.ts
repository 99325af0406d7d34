import { agrees, type Bounded } from '../figures/agree.ts';
import type { Figure } from '../figures/figures.ts';
import { ratePeriod } from '../figures/rate-periods.ts';
import { oneOf } from '../lexicon.ts';

/** What a claim says a figure is, so far as that tells how it may have been reckoned. */
export interface Asked extends Bounded {
  /** Said of a level rather than a difference: `rose to 40`. */
  readonly level: boolean;
  /** Said of how long something takes, which may be the time between two moments. */
  readonly lasting: boolean;
  /** Said outright of a difference: `by 40`, `40 more`, `a majority of 13`. */
  readonly difference: boolean;
  /** Said of a whole: `together`, `in total`. */
  readonly total: boolean;
  /** Said of the middle between two: `the midpoint of the range`. */
  readonly middle: boolean;
  /** Said of one of many: `each`, `per`. */
  readonly each: boolean;
  /** Whether a value is what the claim says, rounded and bounded as it says. */
  fits(value: number): boolean;
}

const VAGUELY = String.raw`(?:${oneOf('approximating')}|an?)\s`;
const LEVEL = new RegExp(
  String.raw`\b(?:to|at|of|reach(?:es|ed)|now|totals?|is|are|was|were|costs?)\s(?:${VAGUELY}){0,2}$`,
  'i',
);
const LASTING = new RegExp(String.raw`\b(?:took|takes?|taken|last(?:s|ed)?|needed|needs)\s(?:${VAGUELY}){0,2}$`, 'i');
const DIFFERENCE_BEFORE = new RegExp(
  String.raw`\b(?:by|lost|sheds?|gain(?:s|ed)|sav(?:es|ed|ing)|spar(?:es|ed|ing)|for(?:go(?:es)?|went|gone)|another|a\sfurther|(?:majority|margin|lead|gap|difference|rise|fall|increase|decrease|drop|gain|loss|saving|reduction|advantage|delay|improvement)\sof)\s(?:${VAGUELY}){0,2}$`,
  'i',
);
/** `was answered by 40 people`, but not `was cut by 40`. */
const BY_WHOM = new RegExp(
  String.raw`\b(?:is|are|was|were|be|been|being)\s(?!(?:rais|increas|extend|reduc|shorten|lower|lengthen|delay|postpon|exceed|surpass|miss|widen|narrow|expand)ed)\p{L}+(?:ed|en|ght)\sby\s(?:${VAGUELY}){0,2}$`,
  'iu',
);
const DIFFERENCE_NAMED = /\b(?:savings?|difference|gap|advantage)\b[^.;,]{0,32}$/i;
const DIFFERENCE_AFTER =
  /^[\s-](?:(?!by\s)[\p{L}-]+\s){0,2}(?:too\s(?:late|early|long|short|many|much|few)|more|fewer|less|higher|lower|longer|shorter|later|earlier|sooner|ahead|behind|quieter|louder|cheaper|dearer|older|younger|taller|wider|heavier|lighter|deeper|better|worse|\p{L}+er\sthan|additional|extra|net|apart|faster|slower|below|above|off|short(?=\sof\b)|(?:after|before)\s\p{Ll})\b/iu;
const TOTAL =
  /\b(?:total\w*|together|combined|altogether|in all|com(?:es?|ing)\sto|came\sto|adds?\sup|amounts?\sto|sums?|overall|both|plus|including|added|jointly|all told|(?:between|among) (?:them|the two|both|the three))\b/i;
const EACH = /\b(?:each|per|every|apiece|average|a\s(?:piece|head))\b/i;
const MIDDLE = /\b(?:midpoint|middle|halfway|centre|average|mean)\b/i;

export function askedOf(own: Bounded, text: string): Asked {
  const { claimed } = own;
  const before = beforeOf(claimed, text);
  const difference = isDifference(claimed, text);
  const lasting = LASTING.test(before);
  return {
    ...own,
    level: (lasting || LEVEL.test(before)) && !difference,
    lasting,
    difference,
    total: TOTAL.test(text),
    middle: MIDDLE.test(text),
    each: EACH.test(text),
    fits: (value) => agrees(own, value, null),
  };
}

/** Whether a text says outright of a figure that it is a difference. */
export function isDifference(figure: Figure, text: string): boolean {
  const before = beforeOf(figure, text);
  if (figure.unit === null && BY_WHOM.test(before)) return false;
  return (
    DIFFERENCE_NAMED.test(before) ||
    DIFFERENCE_BEFORE.test(before) ||
    DIFFERENCE_AFTER.test(text.slice(figure.end, figure.end + 40))
  );
}

function beforeOf({ start }: Figure, text: string): string {
  return text.slice(Math.max(0, start - 48), start);
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
  if (claimed.unit === 'percent' && unit === 'times' && value > 1)
    return near(100 * (value - 1), 1) || near(100 * (1 - 1 / value), 2);
  if (claimed.unit !== 'times' || unit !== 'percent' || value >= 100) return false;
  return near(1 + value / 100, 0.06) || near(100 / (100 - value), 0.12 * claimed.value);
}

/** `ten years` at `£6 million a year`: £60 million. */
export function isOverTime(rate: Figure, span: Figure, { claimed, fits }: Asked, text: string): boolean {
  const period = ratePeriod(text, rate);
  if (period === undefined || rate.unit !== claimed.unit || rate.fraction || span.fraction) return false;
  const days = span.unit === 'months' ? (span.value * 365) / 12 : span.unit === 'seconds' ? span.value / 86_400 : 0;
  return days > period && fits((rate.value * days) / period);
}

/** Whether a figure of a claim follows from two of the article: by sum, difference, share, ratio or product. */
export function follows(
  one: Figure,
  other: Figure,
  { claimed, level, difference, total, middle, fits }: Asked,
): boolean {
  if (one.fraction !== other.fraction) return one.fraction ? isPart(one, other) : isPart(other, one);
  if (one.fraction) return false;
  const plain = claimed.unit !== 'times' && claimed.unit !== 'percent' && !claimed.fraction;
  if (plain && total && isProduct(one, other)) return true;
  if (one.unit !== other.unit) return false;
  const [low, high] = [Math.min(one.value, other.value), Math.max(one.value, other.value)];
  if (low <= 0) return false;
  if (claimed.unit === one.unit && (plain || difference)) {
    if (plain && ((!level && fits(high - low)) || (total && fits(high + low)))) return true;
    if (middle && fits((high + low) / 2)) return true;
  }
  if (claimed.unit === 'points' && (one.unit === 'percent' || one.unit === null)) return fits(high - low);
  if (claimed.unit === 'percent') return isShare(low, high, one.unit);
  const room = Math.max(0.12 * (high / low), claimed.fraction ? 0.25 : 0.06);
  return claimed.unit === 'times' && (fits(high / low) || Math.abs(claimed.value - high / low) <= room);

  /** `a third of those`: of a number close by; `twice as many as then`. */
  function isPart(share: Figure, whole: Figure): boolean {
    if (claimed.fraction || whole.unit !== claimed.unit || whole.value <= 0) return false;
    if (share.unit === 'percent') return fits((whole.value * share.value) / 100);
    return share.unit === 'times' && (fits(whole.value / share.value) || fits(whole.value * share.value));
  }

  function isProduct(one: Figure, other: Figure): boolean {
    const [count, each] = one.unit === null ? [one, other] : [other, one];
    return count.unit === null && each.unit === claimed.unit && count.count > 1 && fits(count.count * each.value);
  }

  function isShare(low: number, high: number, unit: string | null): boolean {
    const part = (100 * low) / high;
    if (fits(100 - part) || (claimed.fraction && fits(part))) return true;
    if (claimed.fraction && difference && fits((100 * (high - low)) / low)) return true;
    if (claimed.fraction) return false;
    const near = (value: number) => Math.abs(claimed.value - value) <= 0.75 || fits(value);
    return (
      near(100 - part) || (high < low * 3 && near((100 * (high - low)) / low)) || (unit !== 'percent' && near(part))
    );
  }
}
