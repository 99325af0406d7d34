import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import type { FoundIssue } from '../evidence.ts';
import { boundOf } from '../figures/agree.ts';
import type { Figure } from '../figures/figures.ts';
import { isSmall } from '../figures/small-counts.ts';
import { contradicts, isInItsPlace, isTelling, likenessAt, nearestOf, type Rival, rivalOf } from '../misplaced.ts';
import { askedOf, isDifference } from '../reckoned/asked.ts';
import { derivation } from '../reckoned/derivation.ts';
import { isApart } from '../reckoned/levels-apart.ts';
import type { Sought } from '../reckoned/search.ts';
import { surroundingsInClaim } from '../surroundings.ts';
import { addedBound } from './added-bounds.ts';
import { isComparable, isNameOrYear } from './comparable.ts';
import { inCopiedPlace } from './copied-figures.ts';
import { ofOtherDifference } from './differences.ts';
import { exchangedFigures, type Stated } from './exchanged-figures.ts';
import { isExcused, isOneStepOff } from './excused-figures.ts';
import { placesOf } from './figure-places.ts';
import { isDoubtful, isWayOfSpeaking } from './loose-figures.ts';
import { ofOtherCell } from './named-cells.ts';
import { ofOtherNumber } from './numbered-names.ts';
import { atOtherEnd } from './other-ends.ts';
import { ofOtherOwner } from './owners.ts';
import { exceededWhole, ofOtherPart } from './parts.ts';
import { isRival } from './rivals.ts';
import { ofOtherScore } from './scores.ts';
import { wrongPlace } from './wrong-place.ts';

export interface NumberFindings {
  readonly issues: FoundIssue[];
  /** Passages from which a figure of the claim follows by counting or reckoning. */
  readonly passages: readonly number[];
  /** Passages with the figures that the issues name in place of the claim's. */
  readonly nearest: readonly number[];
}

interface Verdict {
  readonly isWrong: boolean;
  /** The article's figure in its place, where that is known better than by the surroundings. */
  readonly instead?: Figure;
  /** Position of the passage that it follows from, -1 for the whole article. */
  readonly from?: number;
}
const RIGHT: Verdict = { isWrong: false };
const WRONG: Verdict = { isWrong: true };

const WIDE = 60; // characters beside a figure that are shown
const VAGUELY_LIKE = 0.15; // surroundings of what `half` may mean
const LEAST_LIKE = 0.55; // surroundings of what is held against `over an hour` and `doubled`
const SURELY_NEARER = 0.2; // likeness by which what a figure was slipped from must be ahead of what it may round
const ROUGH_SHARE = 4.5; // percentage points by which `three of four` may be off

/**
 * Finds the figures of a claim that the article does not state, or states only of something else.
 *
 * A figure is stated when the article has the same quantity, however written: `24K` is 24,000, `ninety minutes` is 1.5
 * hours. It may be rounded (see figures/agree.ts), and may follow from a list or from two figures of one passage (see
 * reckoned/derivation.ts). Where the same quantity stands only in surroundings unlike the claim's, and another quantity
 * of the kind in surroundings much more like it, the claim has taken the wrong one.
 */
export function checkNumbers(claim: Claim, index: ArticleIndex): NumberFindings {
  const issues: FoundIssue[] = [];
  const passages: number[] = [];
  const nearest: number[] = [];
  const stated: Stated[] = [];
  for (const figure of claim.figures) {
    if (isOfShare(figure, claim, index) || isYear(figure, index)) continue;
    const own = soughtOf(figure, claim, index);
    const isStated = own.places.length > 0;
    const other = ofOther(own, claim, index);
    if (isStated && !other) stated.push(own);
    const judge = isStated ? judgeStated : judgeMissing;
    const { isWrong, instead, from = -1 } = other ? { isWrong: true, instead: other } : judge(own, claim, index);
    if (from >= 0) passages.push(from);
    if (!isWrong) issues.push(...oddlySaid(own, claim, index));
    if (!isWrong) continue;
    const slip = isStated ? undefined : slipOf(claim.text.slice(figure.start, figure.end), figure, index);
    const closest = instead ?? (isStated ? own.rival?.place : closestTo(own, slip, index));
    const message = messageOf(claim.quoteOf(figure), isStated, closest, index);
    issues.push({ code: 'number', message });
    if (closest) nearest.push(index.passageAt(closest.start));
  }
  return { issues: [...issues, ...exchangedFigures(stated, claim, index)], passages, nearest };
}

/** What the article has instead of a figure, stated or not, by the form in which both are said. */
function ofOther({ asked, around, places }: Stated, claim: Claim, index: ArticleIndex): Figure | undefined {
  return (
    ofOtherPart(asked.claimed, claim, index) ??
    ofOtherScore(asked.claimed, claim, index) ??
    ofOtherNumber(asked.claimed, claim, index) ??
    ofOtherDifference(asked, around, claim, index) ??
    atOtherEnd(asked.claimed, claim, index) ??
    (asked.difference ? undefined : inCopiedPlace(asked.claimed, places, claim, index))
  );
}

function soughtOf(figure: Figure, claim: Claim, index: ArticleIndex): Stated {
  const asked = askedOf({ claimed: figure, bound: boundOf(claim.text, figure) }, claim.text);
  const around = surroundingsInClaim(claim, figure);
  const apart = isLevelApart(figure, claim.text);
  const rival = rivalOf(
    index.figures,
    around,
    index,
    (place) => isRival(place, asked, claim, index) && (!apart || isLevelApart(place, index.article.text)),
  );
  const places = placesOf(asked, claim.text, index);
  const isStated = !isWayOfSpeaking(figure) || nearestOf(places, around, index) >= VAGUELY_LIKE;
  const own = { asked, around, rival, places: isStated ? places : [] };
  return isSlipBesideRounded(own, claim, index) ? { ...own, places: [] } : own;
}

/** `£180 million` where the article has £18 million of it, and elsewhere some £187 million of something else. */
function isSlipBesideRounded(
  { asked: { claimed }, around, places }: Stated,
  { text }: Claim,
  index: ArticleIndex,
): boolean {
  if (places.length === 0 || places.some(({ value, count }) => value === claimed.value || count === claimed.count))
    return false;
  const slip = shiftedFrom(text.slice(claimed.start, claimed.end), claimed, index);
  return slip !== undefined && likenessAt(slip, around, index) - nearestOf(places, around, index) >= SURELY_NEARER;
}

/** Said of how far two levels are apart, of which a level tells nothing. */
function isLevelApart(figure: Figure, text: string): boolean {
  return figure.unit !== 'percent' && isDifference(figure, text);
}

/** Whether a figure that the article has is said of something else there. */
function judgeStated(own: Stated, claim: Claim, index: ArticleIndex): Verdict {
  const { asked, places } = own;
  const figure = asked.claimed;
  const isVague = isDoubtful(figure, claim.text) || isDifference(figure, claim.text);
  const cell = isVague ? undefined : ofOtherCell(own, claim, index);
  if (cell) return { isWrong: true, instead: cell };
  const isFree = isDoubtful(figure, claim.text) || (isLevelApart(figure, claim.text) && isApart(asked, index));
  const instead = isFree
    ? undefined
    : (wrongPlace(figure, places, claim, index) ?? ofOtherOwner(figure, places, claim, index));
  if (instead) return { isWrong: true, instead };
  return isExcused(own, claim, index) ? RIGHT : WRONG;
}

/** Whether a figure that the article does not have follows from others, or is too vague to be missed. */
function judgeMissing({ asked, around, rival }: Sought, claim: Claim, index: ArticleIndex): Verdict {
  const figure = asked.claimed;
  if (isDoubtful(figure, claim.text) && (figure.fraction || figure.count === 1 || !isInItsPlace(rival))) return RIGHT;
  if (rival && isBoundOtherwise(figure, rival)) return { isWrong: true, instead: rival.place };
  if (rival && isOneStepOff(figure, rival.place, claim))
    return { isWrong: false, from: index.passageAt(rival.place.start) };
  const from = derivation({ asked, around, rival }, claim, index);
  if (from !== null) return { isWrong: false, from };
  if (isWayOfSpeaking(figure) && !isMeasuredOtherwise(figure, rival, claim, index)) return RIGHT;
  if (isLevelApart(figure, claim.text) && !contradicts(rival, claim, index) && isApart(asked, index)) return RIGHT;
  return WRONG;
}

/** Whether the article has a figure in the place of one that only words tell of; time and multiples are told of much. */
function isMeasuredOtherwise(figure: Figure, rival: Rival<Figure> | undefined, claim: Claim, index: ArticleIndex) {
  if (!figure.fraction) return isTelling(rival);
  return contradicts(rival, claim, index) && (figure.unit === 'percent' || (rival?.likeness ?? 0) >= LEAST_LIKE);
}

/** `under 100,000` of what the article has over 100,000 of: nothing else comes to that. */
function isBoundOtherwise({ unit, value }: Figure, rival: Rival<Figure>): boolean {
  return isTelling(rival) && rival.place.unit === unit && rival.place.value === value;
}

/** `a 2024 ruling`. */
function isYear({ unit, count, spelled }: Figure, { moments }: ArticleIndex): boolean {
  return unit === null && !spelled && moments.some(({ year }) => year === count);
}

/** `three of four cases` of 77 %. */
function isOfShare(figure: Figure, { figures, text }: Claim, index: ArticleIndex): boolean {
  if (!isSmall(figure) || figure.fraction) return false;
  const other = figures.find((one) => one !== figure && isSmall(one) && !one.fraction && one.count !== figure.count);
  if (!other) return false;
  const [part, whole] = figure.start < other.start ? [figure, other] : [other, figure];
  if (part.count > whole.count || text.slice(part.end, whole.start) !== ' of ') return false;
  const share = (100 * part.count) / whole.count;
  return index.figures.some(
    ({ unit, value, fraction }) => unit === 'percent' && !fraction && Math.abs(value - share) <= ROUGH_SHARE,
  );
}

/** What is wrong with how a claim says a figure that the article states, or that follows. */
function oddlySaid({ asked: { claimed }, places }: Stated, claim: Claim, index: ArticleIndex): FoundIssue[] {
  const issues: FoundIssue[] = [];
  const written = claim.quoteOf(claimed);
  const bound = addedBound(claimed, places, claim, index);
  if (bound !== undefined) {
    const message = `The article states "${written}", not "${bound} ${written}". Say it as the article does.`;
    issues.push({ code: 'number', message });
  }
  const whole = exceededWhole(claimed, claim, index);
  if (whole) {
    const message = `The claim counts "${written}" of "${claim.quoteOf(whole)}", more than there are. Put each figure with what it counts.`;
    issues.push({ code: 'number', message });
  }
  return issues;
}

function messageOf(written: string, elsewhere: boolean, closest: Figure | undefined, index: ArticleIndex): string {
  const instead = closest ? index.quoteOf(closest).quote : undefined;
  if (closest && instead === written)
    return `The article states "${written}" only with other words around it: "${amid(closest, index)}". Say it as the article does.`;
  if (elsewhere)
    return `The article states "${written}" of something else; here it has "${instead}". Put each figure with what it counts.`;
  const closer = instead === undefined ? '' : `; the closest it states is "${instead}"`;
  return `The article does not state "${written}"${closer}. Use the article's own figure or leave it out.`;
}

/** A figure with the two words on either side of it in its passage. */
function amid({ start, end }: Figure, index: ArticleIndex): string {
  const { text } = index.article;
  const passage = index.passages[index.passageAt(start)];
  const before = /(?:\S+\s+){0,2}$/.exec(text.slice(Math.max(passage?.start ?? start, start - WIDE), start))?.[0] ?? '';
  const after = /^\S*(?:\s+\S+){0,2}/.exec(text.slice(end, Math.min(passage?.end ?? end, end + WIDE)))?.[0] ?? '';
  const { quote } = index.quoteOf({ start: start - before.length, end: end + after.length });
  return quote.replace(/\s+/g, ' ').replace(/[.,;:]+$/, '');
}

/**
 * The article's figure that was slipped from: 164,000 for 264,000, at least three digits of which one was changed;
 * 9,200 for 92,000 and $1.86 billion for $1.86 million, of which the place was.
 */
function slipOf(written: string, figure: Figure, index: ArticleIndex): Figure | undefined {
  const shifted = shiftedFrom(written, figure, index);
  if (shifted || written.replace(/\D/g, '').length < 3) return shifted;
  return ofUnitOf(figure, index).find((one) => changedDigits(index.textOf(one), written) === 1);
}

function shiftedFrom(written: string, figure: Figure, index: ArticleIndex): Figure | undefined {
  const digits = digitsOf(written);
  if (digits.length < 2) return undefined;
  return ofUnitOf(figure, index).find((one) => digitsOf(index.textOf(one)) === digits && !isNameOrYear(one, index));
}

function ofUnitOf({ unit }: Figure, { figures }: ArticleIndex): Figure[] {
  return figures.filter((one) => one.unit === unit && !one.fraction);
}

/** Without what only tells their place: `92` of 92,000 and of 0.92. */
function digitsOf(written: string): string {
  return written.replace(/\D/g, '').replace(/^0+|0+$/g, '');
}

function changedDigits(one: string, other: string): number {
  const [some, others] = [one, other].map((written) => written.replace(/\D/g, '')) as [string, string];
  return some.length === others.length ? [...some].filter((digit, at) => digit !== others[at]).length : Infinity;
}

/** The article's figure that the claim may have meant: of the same kind, or none. */
function closestTo({ asked, rival }: Sought, slip: Figure | undefined, index: ArticleIndex): Figure | undefined {
  const { claimed } = asked;
  if (slip) return slip;
  const place = rival?.place;
  return place && isComparable(place, claimed, index) ? place : closestOf(claimed, index);
}

function closestOf(claimed: Figure, index: ArticleIndex): Figure | undefined {
  let closest: Figure | undefined;
  for (const figure of index.figures) {
    if (figure.unit !== claimed.unit || isSmall(figure) || !isComparable(figure, claimed, index)) continue;
    if (!closest || distance(figure, claimed) < distance(closest, claimed)) closest = figure;
  }
  return closest && distance(closest, claimed) < Math.log(3) ? closest : undefined;
}

function distance(a: Figure, b: Figure): number {
  return Math.abs(Math.log((a.value || Number.EPSILON) / (b.value || Number.EPSILON)));
}
