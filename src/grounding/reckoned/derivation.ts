import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { nounsAfter } from '../figures/counted-nouns.ts';
import type { Figure } from '../figures/figures.ts';
import { SMALL_COUNT } from '../figures/small-counts.ts';
import { isOutdone, isTelling, likenessAt, type Rival } from '../misplaced.ts';
import type { Surroundings } from '../surroundings.ts';
import { cellsOf } from '../table-cells.ts';
import { within } from '../within.ts';
import { inOneSentence, ofShareOut, ofTwoPassages } from './any-sentence.ts';
import { type Near, nearReckoning } from './figures-together.ts';
import { hasCompany, hasOthers } from './implied-company.ts';
import { countsInPassage, listLengths } from './listed-counts.ts';
import { BEFORE } from './other-levels.ts';
import { ofRate } from './rates-per-unit.ts';
import { type Asked, follows, isDifference } from './reckoning.ts';
import { statedSum } from './stated-sums.ts';
import { ofTableTotal } from './table-columns.ts';
import { isTimeSpan } from './time-spans.ts';
import { ofWhatIsTold } from './told-outright.ts';

const RECKONED =
  /\b(?:all\sbut|remain\w*|rest|left|leaves?|leaving|yet|others?|except|without|net|missing|lack\w*|spared|unaffected|off|late|not|never|wrong|fail\w*)\b/i;
const NEAREST = 10; // passages whose figures are reckoned with
const MOST_FIGURES = 12;
const MOST_CELLS = 60;
const LEAST_WHOLE = 100; // counts below it are a share of something too easily
const MOST_LEVELS = 100; // figures of the article, any two of which are compared
const MOST_ROWS = 200; // of all tables
const MOST_COUNTED = 40;
const AS_LIKE = 0.12; // by which what is reckoned with may be less like the claim than a figure that contradicts it
const SOMEWHAT_LIKE = 0.2; // is enough where the claim speaks of a difference: a level is no rival of that
const CELL_LIKE = 0.3; // head and label of a cell that the claim speaks of

/** A figure of a claim, with what surrounds it there and what the article has in its place. */
export interface Sought {
  readonly asked: Asked;
  readonly around: Surroundings;
  readonly rival: Rival<Figure> | undefined;
}

/**
 * Position of the passage from which a figure of the claim follows though the article does not state it, -1 when it
 * follows from the make-up of the article as a whole, null when it does not follow. Accepted are the items of a list,
 * rows of a table or parts of an enumeration (`three incidents`), what two figures or dates of neighbouring passages or
 * of one column of a table come to (see reckoning.ts), and sums across passages of what the claim calls a total. Where
 * another figure of the kind stands in surroundings more like the claim's than those of what is reckoned with, nothing
 * follows.
 */
export function derivation({ asked, around, rival }: Sought, claim: Claim, index: ArticleIndex): number | null {
  const { claimed } = asked;
  const ranked = index.rank(around, NEAREST).map(({ passage }) => passage);
  const outdone = isOutdone(0, rival, claim, index);
  const sum = statedSum(asked, claim, index);
  if (sum !== null || (outdone && claimed.unit === 'percent' && !isToldAsReckoned(asked, claim))) return sum;
  const known = new Map<Figure, number>(); // a figure is tried with many others
  const like = (figure: Figure) => {
    const found = known.get(figure) ?? likenessAt(figure, around, index);
    known.set(figure, found);
    return found;
  };
  const least = (rival?.likeness ?? 0) - AS_LIKE;
  const isNear = (figure: Figure, by = 0) => rival === undefined || like(figure) >= least - by;
  const mayBeLevel = (asked.difference && claimed.unit !== 'percent') || asked.middle;
  const near: Near = {
    asked,
    isNear,
    isEnough: (figure) => isNear(figure) || (mayBeLevel && like(figure) >= SOMEWHAT_LIKE),
    mayBeSum: asked.total || !outdone || claim.text.includes(' and '),
  };
  const isNearEnough = (figure: Figure) => isNear(figure, asked.difference ? AS_LIKE : 0);
  const isLikely = (figure: Figure) => isNearEnough(figure) && like(figure) >= SOMEWHAT_LIKE;
  const contradicted = isTelling(rival);
  return (
    nearReckoning(near, ranked, claim, index) ??
    ofClaimed(asked, claim, index) ??
    ofWhole(claimed, ranked, index) ??
    ofWhatIsTold(asked, like, claim, index) ??
    ofTableTotal(asked, claim, index) ??
    ofRate(asked, claim, index) ??
    inColumn(asked, index, like) ??
    betweenPassages(asked, ranked, claim, index, isNearEnough) ??
    ofTwoPassages(asked, ranked, index, isLikely, contradicted) ??
    ofShareOut(asked, index, contradicted) ??
    inOneSentence(asked, claim, index, rival) ??
    ofTimes(asked, ranked, index, contradicted) ??
    ofList(claimed, ranked, claim, index, contradicted)
  );
}

/** Whether a claim has words for what is not stated but left, lacking, more or less. */
function isToldAsReckoned({ difference, total, middle, each }: Asked, { text, figures }: Claim): boolean {
  return (
    difference ||
    total ||
    middle ||
    each ||
    RECKONED.test(text) ||
    BEFORE.test(text) ||
    figures.some((figure) => isDifference(figure, text))
  );
}

function ofTimes(asked: Asked, ranked: readonly number[], index: ArticleIndex, contradicted: boolean): number | null {
  const [first = -1] = ranked;
  return isTimeSpan(asked, ranked, index, contradicted) ? first : null;
}

/** The items of a list, the parts of an enumeration, or what a number in words may count anywhere. */
function ofList(
  claimed: Figure,
  ranked: readonly number[],
  claim: Claim,
  index: ArticleIndex,
  contradicted: boolean,
): number | null {
  if (claimed.unit !== null || !Number.isInteger(claimed.count) || claimed.count > MOST_COUNTED) return null;
  const told = ranked.find(
    (passage) => hasOthers(claimed, passage, claim, index) || hasCompany(claimed, passage, index),
  );
  if (told !== undefined) return told;
  if (contradicted) return null;
  const listed = ranked.find((passage) => countsInPassage(passage, index).has(claimed.count));
  if (listed !== undefined) return listed;
  const isAnywhere = listLengths(index.article).has(claimed.count) || (claimed.spelled && claimed.count <= SMALL_COUNT);
  return isAnywhere ? -1 : null;
}

/** `£38 million, less than a fifth of the cost`, which the article states. */
function ofClaimed({ claimed, fits }: Asked, { figures }: Claim, index: ArticleIndex): number | null {
  if (claimed.unit !== 'percent' && claimed.unit !== 'times') return null;
  for (const { unit, value, fraction } of figures) {
    if (fraction || unit === 'percent' || unit === 'times' || (unit === null && value <= SMALL_COUNT)) continue;
    const whole = index.figures.find(
      (one) =>
        one.unit === unit &&
        one.value > 0 &&
        one.value !== value &&
        fits(claimed.unit === 'percent' ? (100 * value) / one.value : value / one.value),
    );
    if (whole) return index.passageAt(whole.start);
  }
  return null;
}

/** `half of the patients`, of whom another passage counts 486: 243. */
function ofWhole({ unit, count, fraction }: Figure, ranked: readonly number[], index: ArticleIndex): number | null {
  if (unit !== null || fraction || count < LEAST_WHOLE) return null;
  for (const passage of ranked) {
    for (const share of within(index.figures, index.passages[passage])) {
      if (share.unit !== 'percent' || !/^\sof\b/.test(index.article.text.slice(share.end, share.end + 4))) continue;
      if (
        index.figures.some((whole) => whole.unit === null && Math.abs((whole.count * share.value) / 100 - count) <= 0.5)
      )
        return passage;
    }
  }
  return null;
}

/** Whether a figure that the article states of something else follows from those of the passage that it should be in. */
export function isReckonedIn(passage: number, asked: Asked, claim: Claim, index: ArticleIndex): boolean {
  if (hasOthers(asked.claimed, passage, claim, index)) return true;
  if (!asked.difference) return false;
  const figures = within(index.figures, index.passages[passage]).slice(0, MOST_FIGURES);
  return figures.some((one, at) => figures.slice(0, at).some((other) => follows(one, other, asked)));
}

/** Whether any two figures of the article are as far apart as a claim says; the unit of one may go without saying. */
export function isApart({ claimed, fits }: Asked, index: ArticleIndex): boolean {
  const levels = index.figures.slice(0, MOST_LEVELS).flatMap(({ unit, value, count, fraction, start }) => {
    if (fraction) return [];
    const block = index.passages[index.passageAt(start)]?.block;
    const points = unit === 'percent' && (claimed.unit === null || claimed.unit === 'points');
    if (unit === claimed.unit || points) return [{ value, block, named: true }];
    return unit === null ? [{ value: count * (claimed.value / (claimed.count || 1)), block, named: false }] : [];
  });
  return levels.some(({ value, block, named }, at) =>
    levels
      .slice(0, at)
      .some(
        (other) =>
          (named ? other.named || other.block === block : other.named && other.block === block) &&
          fits(Math.abs(value - other.value)),
      ),
  );
}

/** Whether any two figures of the kind come to what a claim says, together or one without the other. */
export function isOfAnyTwo({ claimed, fits }: Asked, index: ArticleIndex): boolean {
  const same = index.figures.filter(({ unit, fraction }) => unit === claimed.unit && !fraction).slice(0, MOST_LEVELS);
  return same.some(({ value }, at) =>
    same.slice(0, at).some((other) => fits(value + other.value) || fits(Math.abs(value - other.value))),
  );
}

/** Two figures of one column, in rows or under a head that the claim speaks of. */
function inColumn(asked: Asked, index: ArticleIndex, like: (figure: Figure) => number): number | null {
  let rows = 0;
  const cells: { figure: Figure; head: number; passage: number }[] = [];
  for (const [passage, { kind }] of index.passages.entries()) {
    if (kind !== 'table') continue;
    for (const figure of within(index.figures, index.passages[passage]).slice(0, MOST_FIGURES)) {
      const head = cellsOf(index, passage, figure).head?.start;
      if (head !== undefined && like(figure) >= CELL_LIKE) cells.push({ figure, head, passage });
    }
    rows += 1;
    if (cells.length > MOST_CELLS || rows > MOST_ROWS) break;
  }
  for (const [at, one] of cells.entries()) {
    const other = cells
      .slice(0, at)
      .find(({ figure, head }) => head === one.head && follows(one.figure, figure, asked));
    if (other) return one.passage;
  }
  return null;
}

/** What two figures of different passages that both stand where the claim's would come to. */
function betweenPassages(
  asked: Asked,
  ranked: readonly number[],
  claim: Claim,
  index: ArticleIndex,
  near: (figure: Figure) => boolean,
): number | null {
  const { claimed, fits } = asked;
  const shares = claimed.unit === 'percent' && !claimed.fraction;
  const found = ranked.flatMap((passage) =>
    within(index.figures, index.passages[passage])
      .slice(0, MOST_FIGURES)
      .filter(({ unit, fraction }) => unit === (shares ? null : claimed.unit) && !fraction)
      .map((figure) => ({ figure, passage })),
  );
  const noun = asked.total && claimed.unit === null ? nounsAfter(claimed, claim.words) : new Set<string>();
  const counts = (figure: Figure) => [...nounsAfter(figure, index.words, index)].some((word) => noun.has(word));
  for (const { figure: one, passage } of found) {
    for (const { figure: other } of found) {
      if (one.value <= other.value) continue;
      const differs = !asked.level && !shares && fits(one.value - other.value);
      const part = shares && other.value > 0 && fits((100 * other.value) / one.value);
      if ((differs || part) && near(one) && near(other)) return passage;
      if (asked.total && fits(one.value + other.value) && counts(one) && counts(other)) return passage;
    }
  }
  return null;
}
