import type { Range } from '../../article/article.ts';
import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { conceptsOf } from '../concepts.ts';
import { saysNo } from '../denied/negated-words.ts';
import type { FoundIssue } from '../evidence.ts';
import type { Figure } from '../figures/figures.ts';
import type { Moment } from '../figures/moments.ts';
import { isVague } from '../lexicon.ts';
import { isDifference } from '../reckoned/asked.ts';
import { type Surroundings, surroundingsInArticle } from '../surroundings.ts';
import { within } from '../within.ts';
import { type Comparison, comparisonsOf } from './comparisons.ts';
import { countsElse, isMeasureOf, tellsDifference } from './measures.ts';
import { relationsOf } from './relations.ts';

const NEAREST = 4; // passages for either side whose quantities are compared
const MOST = 12; // quantities of one passage
const SHARED = 0.5; // what a word of both sides weighs when passages are looked for
const FADE = 0.7; // far words count a little more than their weight
const NEXT = 40; // characters behind a figure that say what it counts
const MOST_APART = 10_000; // times: 0.3 seconds and six weeks are no two measures of one thing
const TELLING_COUNT = 1000; // from which on a bare number may be compared with one that has a unit

/** `after five days of rain`: one event only. */
const DURATION = /^(?:[\p{L}\d-]+\s){1,2}(?:minutes?|hours?|days?|weeks?|months?|years?|decades?)\sof\b/iu;

/** Quantities of a kind: where they stand, which of two is more or later, and how sure it takes to be. */
interface Kind<Place extends Range> {
  placesIn(passage: Range | undefined): readonly Place[];
  compare(one: Place, other: Place): number;
  readonly limits: Limits;
}

/** How close a quantity must be to the words of its side, how much closer than to the other side's, both together, and more than any that agrees. */
interface Limits {
  readonly close: number;
  readonly closer: number;
  readonly both: number;
  readonly surer: number;
}
/** One pair of figures that agrees is enough: of several, the claim may mean any. */
const OF_FIGURES: Limits = { close: 0.3, closer: 0.1, both: 0.5, surer: Number.POSITIVE_INFINITY };
const OF_MOMENTS: Limits = { close: 0.5, closer: 0.15, both: 0.55, surer: 0.2 };

/**
 * Finds a comparison of a claim that two quantities of the article contradict: `A is cheaper than B` where A costs £9 and B
 * £4, `A came before B` where A came at noon and B at ten.
 */
export function checkComparedQuantities(claim: Claim, index: ArticleIndex): FoundIssue[] {
  if (saysNo(claim.text) || tellsDifference(claim)) return [];
  const pair = comparedFigures(claim, index) ?? orderedMoments(claim, index);
  return pair ? [issueOf(pair, index)] : [];
}

/** Two figures of the article by which what the claim says to be more is less. */
function comparedFigures(claim: Claim, index: ArticleIndex): readonly [Figure, Figure] | undefined {
  for (const comparison of comparisonsOf(claim.text)) {
    const { first, second, more } = comparison;
    // `higher than in January` names no second thing: what another row of a table has under January is no measure of the first.
    const isOfOne = [first, second].some((side) => side.isDisjointFrom(claim.terms));
    const isComparable = (...both: readonly [Figure, Figure]) => {
      const [one, other] = both.map(({ start }) => index.passageAt(start));
      return !isOfOne || one === other || both.every(({ start }) => !isCell(start, index));
    };
    const pair = contradicting(more ? { more: first, less: second } : { more: second, less: first }, index, {
      placesIn: measuresOf(comparison, claim, index),
      compare: (one, other) => {
        const side = isComparable(one, other) ? larger(one, other) : 0;
        const isAlike = [isOfEach, isChange].every((is) => is(one, index) === is(other, index));
        return side < 0 && !isAlike ? 0 : side;
      },
      limits: OF_FIGURES,
    });
    if (pair) return pair;
  }
  return undefined;
}

/** Finds the figures of a passage that can tell which side of a comparison is more. If the article counts what is compared, others do not. */
function measuresOf(
  comparison: Comparison,
  claim: Claim,
  index: ArticleIndex,
): (passage: Range | undefined) => readonly Figure[] {
  const { comparand } = comparison;
  const counted = (figure: Figure) => comparand !== undefined && counts(comparand, figure, index);
  const isCounted = index
    .holdersOf(comparand ?? '')
    .some((holder) => within(index.figures, index.passages[holder]).some(counted));
  return (passage) =>
    within(index.figures, passage).filter(
      (figure) =>
        isMeasureOf(comparison, figure, claim, index) &&
        (!isCounted || counted(figure) || !countsElse(figure, index)) &&
        !claim.figures.some(({ value }) => value === figure.value),
    );
}

/** Two dates or times of day of the article by which what the claim says to be later is earlier. */
function orderedMoments({ text }: Claim, index: ArticleIndex): readonly [Moment, Moment] | undefined {
  if (/\bonce\b/i.test(text)) return undefined; // `once an opponent`
  for (const { kind, first, second } of relationsOf(text)) {
    if (kind !== 'order' || [first, second].some(({ start }) => DURATION.test(text.slice(start)))) continue;
    const conceptsIn = ({ start, end }: Range) => conceptsOf(text.slice(start, end));
    const pair = contradicting({ more: conceptsIn(second), less: conceptsIn(first) }, index, {
      placesIn: (passage) => within(index.moments, passage),
      compare: later,
      limits: OF_MOMENTS,
    });
    if (pair) return pair;
  }
  return undefined;
}

function isCell(start: number, { passages, passageAt }: ArticleIndex): boolean {
  return passages[passageAt(start)]?.kind === 'table';
}

/** `£29 a pupil` is neither more nor less than £61,000 for all. */
function isOfEach({ end }: Figure, { article: { text } }: ArticleIndex): boolean {
  return /^\s(?:an?|per|each|every|apiece)\b/.test(text.slice(end, end + 8));
}

/** `3.4 degrees lower` says nothing of what is 26 degrees. */
function isChange(figure: Figure, { article: { text } }: ArticleIndex): boolean {
  return isDifference(figure, text);
}

/** Whether a figure of the article is one of what the claim compares by its name: `2,500 bridges` for `more bridges than`. */
function counts(comparand: string, { end }: Figure, index: ArticleIndex): boolean {
  return conceptsOf(index.article.text.slice(end, end + NEXT).split(/[.,;:()|\n]/)[0] ?? '').has(comparand);
}

function issueOf([one, other]: readonly [Range, Range], index: ArticleIndex): FoundIssue {
  return {
    code: 'direction',
    message: `The claim has it the wrong way round; the article says "${index.quoteOf(one).quote}" of the one and "${index.quoteOf(other).quote}" of the other.`,
  };
}

/** Two quantities, of what is said to be more or later and of what is said to be less or earlier, that are the other way round. */
function contradicting<Place extends Range>(
  sides: { readonly more: ReadonlySet<string>; readonly less: ReadonlySet<string> },
  index: ArticleIndex,
  { placesIn, compare, limits: { close, closer, both, surer } }: Kind<Place>,
): readonly [Place, Place] | undefined {
  const common = [...sides.more].filter((concept) => sides.less.has(concept));
  const [own = [], its = []] = [sides.more, sides.less].map((side) =>
    [...side].filter((concept) => !common.includes(concept) && !isVague(concept)),
  );
  if (own.length === 0 || its.length === 0) return undefined;
  const passages = new Set([own, its].flatMap((side) => passagesFor(side, common, index)));
  const places = [...passages].flatMap((passage) =>
    placesIn(index.passages[passage])
      .slice(0, MOST)
      .map((place) => {
        const around = surroundingsInArticle(index, place);
        return { place, own: closeness(own, around, index), its: closeness(its, around, index) };
      }),
  );
  let agreeing = 0;
  let wrong: { readonly pair: readonly [Place, Place]; readonly by: number } | undefined;
  for (const one of places) {
    if (one.own < close || one.own - one.its < closer) continue;
    for (const other of places) {
      if (other.its < close || other.its - other.own < closer) continue;
      const side = compare(one.place, other.place);
      const by = one.own - one.its + other.its - other.own;
      if (side > 0) agreeing = Math.max(agreeing, by);
      if (side < 0 && by > (wrong?.by ?? 0)) wrong = { pair: [one.place, other.place], by };
    }
  }
  return wrong && wrong.by >= both && (agreeing === 0 || wrong.by - agreeing >= surer) ? wrong.pair : undefined;
}

/** The passages that say most of one side, and those behind them in the same block, which may lean on them. */
function passagesFor(side: readonly string[], common: readonly string[], index: ArticleIndex): number[] {
  const weighted = [...side.map((concept) => [concept, 1] as const), ...common.map((one) => [one, SHARED] as const)];
  return index
    .rank(new Map(weighted), NEAREST)
    .flatMap(({ passage: at }) => (index.passages[at + 1]?.block === index.passages[at]?.block ? [at, at + 1] : [at]));
}

/** Share of the weight of some concepts that stands around a place, 0 to 1. */
function closeness(concepts: readonly string[], around: Surroundings, index: ArticleIndex): number {
  let [shared, all] = [0, 0];
  for (const concept of concepts) {
    if (index.holdersOf(concept).length === 0) continue;
    const weight = index.weightOf(concept);
    all += weight;
    shared += weight * Math.min(1, around.get(concept) ?? 0) ** FADE;
  }
  return all === 0 ? 0 : shared / all;
}

function larger(one: Figure, other: Figure): number {
  const bare = one.unit === null || other.unit === null;
  const comparable =
    one.unit === other.unit || (bare && Math.min(one.count, other.count) > TELLING_COUNT && one.unit !== 'percent');
  const ratio = Math.max(one.value, other.value) / Math.max(Math.min(one.value, other.value), Number.MIN_VALUE);
  return comparable && ratio <= MOST_APART ? Math.sign(one.value - other.value) : 0;
}

/** Positive for the later of two dates or times of day, 0 where they cannot be compared. */
function later(one: Moment, other: Moment): number {
  if ((one.month === undefined) !== (other.month === undefined)) return 0;
  if (one.time !== undefined && other.time !== undefined)
    return one.day === other.day ? Math.sign(one.time - other.time) : 0;
  if (one.year !== other.year)
    return one.year === undefined || other.year === undefined ? 0 : Math.sign(one.year - other.year);
  if (one.month === undefined || other.month === undefined) return 0;
  if (one.month !== other.month) return Math.sign(one.month - other.month);
  return one.day === undefined || other.day === undefined ? 0 : Math.sign(one.day - other.day);
}
