import { agrees, type Bound } from './agree.ts';
import type { ArticleIndex } from './article-index.ts';
import type { Claim } from './claim.ts';
import type { Figure } from './figures.ts';
import { countsInPassage, listLengths } from './listed-counts.ts';
import { isTelling, likenessAt, type Rival } from './misplaced.ts';
import type { Surroundings } from './surroundings.ts';
import { within } from './within.ts';

const NEAREST = 10; // passages whose figures are reckoned with
const MOST_FIGURES = 12;
const MOST_DATES = 30;
const MOST_COUNTED = 40;
/** Before a level rather than a difference. */
const ARRIVES =
  /\b(?:to|at|of|reach(?:es|ed)|now|totals?|is|are|was|were)\s(?:about\s|around\s|some\s|only\s|just\s|roughly\s|nearly\s)?$/i;
const TOTALS = /\b(?:total\w*|together|combined|altogether|in all|sums?|overall|both|plus|added|jointly)\b/i;
const AS_LIKE = 0.12; // by which what is reckoned with may be less like the claim than a figure that contradicts it

/**
 * Position of the passage from which a figure of the claim follows though the article does not state it, -1 when it
 * follows from the make-up of the article as a whole, null when it does not follow. Accepted are the items of a list,
 * rows of a table or parts of an enumeration (`three incidents`), the sum or difference of two figures or dates of
 * neighbouring passages, and their ratio (`cut by 31 %`, `four times`). Where another figure of the kind stands in
 * surroundings more like the claim's than those of what is reckoned with, nothing follows.
 */
export function derivation(
  claimed: Figure,
  bound: Bound | null,
  around: Surroundings,
  claim: Claim,
  index: ArticleIndex,
  rival: Rival | undefined,
): number | null {
  const ranked = index.rank(around, NEAREST).map(({ passage }) => passage);
  const before = claim.text.slice(Math.max(0, claimed.start - 24), claimed.start);
  const arrives = ARRIVES.test(before);
  const totals = TOTALS.test(claim.text);
  const fits = (value: number) => agrees(claimed, bound, claimed.value, value, null);
  const least = (rival?.likeness ?? 0) - AS_LIKE;
  const near = (figure: Figure) => rival === undefined || likenessAt(figure, around, index) >= least;
  for (const passage of ranked) {
    const figures = figuresNear(passage, index);
    for (const [at, one] of figures.entries()) {
      if (restates(one, claimed) && near(one)) return passage;
      const other = figures.slice(0, at).find((before) => follows(one, before, claimed, fits, arrives, totals));
      if (other && (near(one) || near(other))) return passage;
    }
  }
  const far =
    /\bby\s(?:about\s|some\s|nearly\s|over\s)?$/i.test(before) ||
    /^[\s-](?:\p{L}+\s)?(?:more|fewer|less|higher|lower|longer|shorter|later|earlier|additional|extra)\b/iu.test(
      claim.text.slice(claimed.end, claimed.end + 30),
    );
  const nearEnough = (figure: Figure) => near(figure) || (far && likenessAt(figure, around, index) >= least - AS_LIKE);
  const apart = arrives
    ? null
    : (betweenPassages(claimed, ranked, index, fits, nearEnough) ??
      betweenDates(claimed, ranked, index, isTelling(rival)));
  if (apart !== null) return apart;
  if (claimed.unit !== null || !Number.isInteger(claimed.count) || claimed.count > MOST_COUNTED || isTelling(rival))
    return null;
  for (const passage of ranked) if (countsInPassage(passage, index).has(claimed.count)) return passage;
  if (listLengths(index.article).has(claimed.count)) return -1;
  return claimed.spelled && claimed.count <= 12 ? -1 : null;
}

/** `60 % faster` of something 1.6 times as fast, and the other way round. */
function restates(stated: Figure, claimed: Figure): boolean {
  const near = (value: number, room: number) => Math.abs(claimed.value - value) <= room;
  const { unit, value } = stated;
  if (claimed.unit === 'percent' && unit === 'percent')
    return value < 100 && near(100 - value, 0.01) && !stated.fraction;
  if (claimed.unit === 'percent' && unit === 'times' && value > 1)
    return near(100 * (value - 1), 1) || near(100 * (1 - 1 / value), 2);
  if (claimed.unit !== 'times' || unit !== 'percent' || value >= 100) return false;
  return near(1 + value / 100, 0.06) || near(100 / (100 - value), 0.12 * claimed.value);
}

function follows(
  one: Figure,
  other: Figure,
  claimed: Figure,
  fits: (value: number) => boolean,
  arrives: boolean,
  totals: boolean,
): boolean {
  if (one.unit !== other.unit || one.fraction || other.fraction) return false;
  const [low, high] = [Math.min(one.value, other.value), Math.max(one.value, other.value)];
  if (low <= 0) return false;
  if (claimed.unit === one.unit && claimed.unit !== 'times') {
    if ((!arrives && fits(high - low)) || (totals && fits(high + low))) return true;
  }
  if (claimed.unit === 'points' && one.unit === 'percent') return fits(high - low);
  const near = (value: number, room: number) => Math.abs(claimed.value - value) <= room;
  if (claimed.unit === 'percent') {
    const part = (100 * low) / high;
    if (fits(100 - part) || (claimed.fraction && fits(part))) return true;
    if (claimed.fraction) return false;
    const room = 0.75;
    return (
      near(100 - part, room) ||
      (high < low * 3 && near((100 * (high - low)) / low, room)) ||
      (one.unit !== 'percent' && near(part, room))
    );
  }
  if (claimed.unit === 'times') return near(high / low, Math.max(0.12 * (high / low), claimed.fraction ? 0.25 : 0.06));
  return false;
}

/** The difference of two figures of different passages that both stand where the claim's would. */
function betweenPassages(
  claimed: Figure,
  ranked: readonly number[],
  index: ArticleIndex,
  fits: (value: number) => boolean,
  near: (figure: Figure) => boolean,
): number | null {
  const found = ranked.flatMap((passage) =>
    within(index.figures, index.passages[passage])
      .slice(0, MOST_FIGURES)
      .filter(({ unit, fraction }) => unit === claimed.unit && !fraction)
      .map((figure) => ({ figure, passage })),
  );
  for (const { figure: one, passage } of found) {
    for (const { figure: other } of found) {
      if (one.value > other.value && fits(one.value - other.value) && near(one) && near(other)) return passage;
    }
  }
  return null;
}

/** Days or minutes between two dates or times, of the nearest passages only where another figure contradicts. */
function betweenDates(
  claimed: Figure,
  ranked: readonly number[],
  index: ArticleIndex,
  contradicted: boolean,
): number | null {
  if (claimed.unit !== 'seconds' || claimed.fraction) return null;
  const days: number[] = [];
  const minutes: number[] = [];
  const near = ranked.flatMap((passage) => within(index.moments, index.passages[passage]));
  for (const { day, month, time } of contradicted ? near : [...near, ...index.moments.slice(0, MOST_DATES)]) {
    if (day !== undefined && month !== undefined) days.push(Date.UTC(2001, month - 1, day) / 86_400_000);
    if (time !== undefined) minutes.push(time);
  }
  const some = (list: readonly number[], size: number) =>
    list.some((one) =>
      list.some(
        (other) => one > other && Math.abs((one - other) * size - claimed.value) <= claimed.slack * claimed.value * 0.5,
      ),
    );
  return some(days, 86_400) || some(minutes, 60) ? (ranked[0] ?? null) : null;
}

/** Figures of a passage and of those before and after it in the same block. */
function figuresNear(position: number, index: ArticleIndex): Figure[] {
  const passage = index.passages[position];
  if (!passage) return [];
  const before = index.passages[position - 1];
  const after = index.passages[position + 1];
  const prose = passage.kind !== 'table';
  const start = prose && before?.block === passage.block ? before.start : passage.start;
  const end = prose && after?.block === passage.block ? after.end : passage.end;
  return within(index.figures, { start, end }).slice(0, MOST_FIGURES);
}
