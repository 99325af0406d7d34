import { textBefore, textBehind } from '../text-beside.ts';
import type { Figure } from './figures.ts';

/** What a text says of a figure's exactness: `over 180`, `up to 5 s`, `nearly half`, `about 40`. */
export type Bound = 'over' | 'under' | 'nearly' | 'about';

const BEFORE: readonly (readonly [Bound, RegExp])[] = [
  [
    'under',
    /(?:(?:(?<!\bnever(?: \p{L}+)? )(?:under|below)|(?<!\bn(?:o|ot|ever)\s)(?:less|fewer|smaller|lower|shorter) than|up to|at (?:(?:the )?most|the outside)|\bn(?:o|ot|ever) (?:more|greater|larger|longer|higher|older) than|as (?:many|much|long|high) as|a maximum of|within|sub-|\bn(?:o|ot|ever) (?:above|over|exceed(?:s|ed|ing)?)|[<≤])\s?)$/iu,
  ],
  ['nearly', /(?:(?:nearly|almost|close to|approaching|just under|just short of|just below|not quite)\s(?:an?\s)?)$/i],
  [
    'over',
    /(?:(?:over|more than|greater than|larger than|longer than|higher than|at least|above|exceed(?:s|ed|ing)?|beyond|upwards? of|\bnever (?:\p{L}+ )?(?:under|below)|\bn(?:o|ot|ever) (?:fewer|less|smaller|lower|shorter) than|a minimum of|in excess of|north of|past|[>≥])\s?)$/iu,
  ],
  [
    'about',
    /(?:(?:about|around|roughly|approximately|approx\.|some|an estimated|estimated at|or so|circa|ca\.|[~≈])\s?)$/i,
  ],
];
const AFTER: readonly (readonly [Bound, RegExp])[] = [
  ['over', /^(?:\+|\s(?:\p{L}+\s)?or (?:more|higher|above|longer|greater)|\sand (?:more|above|counting))/iu],
  ['under', /^\s(?:\p{L}+\s)?or (?:less|fewer|lower|under|below|shorter)/iu],
  ['about', /^\s(?:\p{L}+\s)?or so/iu],
];

// A figure is compared with many others: what it says of itself is read once.
const bounds = new WeakMap<Figure, Bound | null>();
const lastDigits = new WeakMap<Figure, number>();

/** How the text that a figure was read from bounds it, or null. `over six weeks` may mean during: none. */
export function boundOf(text: string, figure: Figure): Bound | null {
  const known = bounds.get(figure);
  if (known !== undefined) return known;
  const bound = readBound(text, figure);
  bounds.set(figure, bound);
  return bound;
}

/** `above 200` of what an article has at 238, and `anything above 200` beside it: whether only the places are bound so. */
export function isBoundLike(bound: Bound | null, places: readonly Figure[], other: Figure, text: string): boolean {
  if (bound === null || bound === 'about' || boundOf(text, other) === bound) return false;
  return places.some((place) => boundOf(text, place) === bound);
}

function readBound(text: string, { start, end, unit }: Figure): Bound | null {
  const before = textBefore(text, { start }, LONGEST_BOUND).replace(MEASURED, '');
  for (const [bound, pattern] of BEFORE) {
    if (!pattern.test(before)) continue;
    const time = unit === 'seconds' || unit === 'months';
    const during =
      time &&
      /over\s$/i.test(before) &&
      !/(?:just|well|slightly|little|took|lasted|for|than|in|of)\sover\s$/i.test(before);
    if (during) continue;
    return bound;
  }
  const after = textBehind(text, { end }, 24);
  return AFTER.find(([, pattern]) => pattern.test(after))?.[0] ?? null;
}

/** `above a colouring strength of 200`. */
const MEASURED = /(?<=\b(?:above|below|over|under|at (?:least|most))\s)(?:an?|the)\s(?:\p{L}+\s){1,3}of\s$/u;
const LONGEST_BOUND = 48; // characters
const FURTHEST_ROUNDED = 0.02; // a plain figure is never off by more than this share of what it rounds
const FURTHEST_ABOUT = 0.1; // one that says that it is rounded, or nearly reached
const FURTHEST_BOUND = 0.4; // `over 100` may still be said of 130, and `under two weeks` of nine days
const FURTHEST_IN_WORDS = 0.3; // `over a quarter of a million`, of which no digit tells how far it was rounded
const LEAST_TELLING_SHARE = 99; // per cent: what was rounded off from `99.95 %` is the point

/** How far a figure that a word only implies may be off: percentage points of a share, a part of a multiple. */
const ROUGHLY = {
  percent: { most: 4.5, part: 0.14, over: 18, under: 12 },
  times: { part: 0.13, over: 0.6, under: 0.25 },
  time: { part: 0.12, over: 0.5, under: 0.5 }, // `half an hour` of 31 minutes
  wrongWay: 1 / 3, // of that is left where a bound says the other way: `over half` of 49 %
} as const;

/** A figure of a claim as the claim bounds it. */
export interface Bounded {
  readonly claimed: Figure;
  readonly bound: Bound | null;
}

/**
 * Whether a figure of the claim, bounded so, is what the article states, bounded so. The same value agrees unless the
 * bounds contradict each other. A plain figure may be rounded to the places that it shows, within two hundredths;
 * `about` within a tenth; `over 6,000` and `nearly 400` may round down or up to the last digit that counts. Shares of
 * 99 % and more are never rounded: what was rounded off is the point.
 *
 * @param value of the figure, in the unit of what is stated.
 */
export function agrees(
  { claimed, bound }: Bounded,
  stated: number,
  statedBound: Bound | null,
  value = claimed.value,
): boolean {
  if (Math.abs(value - stated) <= Math.abs(stated) * 1e-9) return !contradict(bound, statedBound);
  const apart = Math.abs(value - stated);
  if (claimed.fraction) return agreesRoughly(claimed, bound, stated);
  const share = apart / Math.max(Math.abs(stated), Number.MIN_VALUE);
  // `a quarter of a million` is no figure of two digits that count.
  const inWords = claimed.spelled && claimed.slack > 1;
  const place = inWords
    ? Math.abs(value) * FURTHEST_IN_WORDS
    : claimed.count === 0
      ? 0
      : (lastDigit(claimed) / Math.abs(claimed.count)) * Math.abs(value);
  if (bound === 'over' && statedBound !== 'under') {
    if (stated > value && apart < place && share <= FURTHEST_BOUND) return true;
  }
  if ((bound === 'under' || bound === 'nearly') && statedBound !== 'over') {
    const most = bound === 'nearly' ? FURTHEST_ABOUT : FURTHEST_BOUND;
    if (stated < value && apart <= place && apart / value <= most) return true;
  }
  if (claimed.unit === 'percent' && stated >= LEAST_TELLING_SHARE) return false;
  if ((bound === 'about' || bound === 'nearly') && share <= FURTHEST_ABOUT && apart < place) return true;
  return apart <= Math.abs(value) * claimed.slack && share <= FURTHEST_ROUNDED;
}

/** `a third`, `doubled`: said of anything close, and with a bound of anything on that side that is not much farther. */
function agreesRoughly({ value, unit }: Figure, bound: Bound | null, stated: number): boolean {
  const apart = stated - value;
  const { room, over, under } = roughRoom(value, unit);
  const wrong = bound === 'over' ? -apart : bound === 'under' ? apart : 0;
  if (Math.abs(apart) <= room && wrong <= ROUGHLY.wrongWay * room) return true;
  if (bound === 'over') return apart > 0 && apart <= over;
  return (bound === 'under' || bound === 'nearly') && apart < 0 && -apart <= under;
}

function roughRoom(value: number, unit: string | null) {
  const { percent, times, time } = ROUGHLY;
  if (unit === 'percent') return { ...percent, room: Math.min(percent.most, percent.part * value) };
  const { part, over, under } = unit === 'seconds' || unit === 'months' ? time : times;
  return { room: unit === 'ordinal' ? 0 : part * value, over: over * value, under: under * value };
}

function contradict(one: Bound | null, other: Bound | null): boolean {
  const side = (bound: Bound | null) => (bound === 'nearly' ? 'under' : bound);
  return (side(one) === 'over' && side(other) === 'under') || (side(one) === 'under' && side(other) === 'over');
}

/** Place of the last digit of its count that is not 0: 10 for 180, 1,000 for 24,000, 0.1 for 6.2. */
function lastDigit(figure: Figure): number {
  const known = lastDigits.get(figure);
  if (known !== undefined) return known;
  const count = Math.abs(figure.count);
  const digits = count.toPrecision(12).replace(/e.*$/, '').replace('.', '');
  const significant = digits.replace(/^0+/, '').replace(/0+$/, '').length;
  const place = 10 ** (Math.floor(Math.log10(count)) - Math.max(1, significant) + 1);
  lastDigits.set(figure, place);
  return place;
}
