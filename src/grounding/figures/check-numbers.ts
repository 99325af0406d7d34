import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import type { ClaimEvidence } from '../evidence.ts';
import { type Surroundings, surroundingsInClaim } from '../surroundings.ts';
import { agrees, type Bound, boundOf } from './agree.ts';
import { nounsAfter } from './counted-nouns.ts';
import { derivation, isApart, isOfAnyTwo, isReckonedIn } from './derived-figures.ts';
import { isElliptic, isFrom, isWhereItWent } from './elliptic-figures.ts';
import { hasUnitElsewhere, placesOf } from './figure-places.ts';
import type { Figure } from './figures.ts';
import { contradicts, isMisplaced, isOutdone, isTelling, nearestOf, rivalOf } from './misplaced.ts';
import { ofOtherNumber } from './numbered-names.ts';
import { ofOtherPart } from './parts.ts';
import { askedOf } from './reckoning.ts';
import { ofOtherScore } from './scores.ts';
import { wrongPlace } from './wrong-place.ts';

type Issues = ClaimEvidence['issues'];

export interface NumberFindings {
  readonly issues: Issues;
  /** Passages from which a figure of the claim follows by counting or reckoning. */
  readonly passages: readonly number[];
  /** Passages with the figures that the issues name in place of the claim's. */
  readonly nearest: readonly number[];
}

const SMALL_COUNT = 12; // `three services` may be counted from a list
const MOST_EXCHANGED = 8; // figures of a claim that are compared with each other
const ROUGH_SHARE = 4.5; // percentage points by which `three of four` may be off
const FARTHEST = 10_000; // times that two figures may be apart and still be taken for each other
const TURNED = 0.3; // by which two figures must fit better the other way round

/**
 * Finds the figures of a claim that the article does not state, or states only of something else.
 *
 * A figure is stated when the article has the same quantity, however written: `24K` is 24,000, `ninety minutes` is 1.5
 * hours. It may be rounded (see agree.ts), and may follow from a list or from two figures of one passage (see
 * derived-figures.ts). Where the same quantity stands only in surroundings unlike the claim's, and another quantity of
 * the kind in surroundings much more like it, the claim has taken the wrong one.
 */
export function checkNumbers(claim: Claim, index: ArticleIndex): NumberFindings {
  const issues: Issues = [];
  const passages: number[] = [];
  const nearest: number[] = [];
  const wrongly = (figure: Figure, elsewhere: boolean, instead: Figure | undefined) => {
    const message = messageOf(claim.text.slice(figure.start, figure.end), elsewhere, instead, index);
    issues.push({ code: 'number', message });
    if (instead) nearest.push(index.passageAt(instead.start));
  };
  const stated: { figure: Figure; places: readonly Figure[]; around: Surroundings }[] = [];
  for (const figure of claim.figures) {
    const bound = boundOf(claim.text, figure);
    const around = surroundingsInClaim(claim, figure);
    const places = placesOf(figure, bound, index);
    if (isOfShare(figure, claim, index) || isYear(figure, index)) continue;
    const apart = isDifference(figure, bound, claim.text);
    const rival = rivalOf(
      index.figures,
      around,
      index,
      (place) =>
        isRival(place, figure, bound, claim, index) &&
        (!apart || isDifference(place, boundOf(index.article.text, place), index.article.text)),
    );
    const other =
      ofOtherPart(figure, claim, index) ?? ofOtherScore(figure, claim, index) ?? ofOtherNumber(figure, claim, index);
    if (other) {
      wrongly(figure, places.length > 0, other);
      continue;
    }
    if (places.length > 0) {
      stated.push({ figure, places, around });
      const wrong =
        isDoubtful(figure, claim.text) || (apart && isApart(figure, bound, claim, index))
          ? undefined
          : wrongPlace(figure, places, claim, index);
      if (wrong) {
        wrongly(figure, true, wrong);
        continue;
      }
      if (
        (isLoose(figure, claim.text) &&
          (figure.count === 1 ||
            !isOutdone(nearestOf(places, around, index), rival, claim, index) ||
            derivation(figure, bound, around, claim, index, rival) !== null)) ||
        countsNothing(figure, claim.text) ||
        isPartOfName(figure, claim, index) ||
        isModelSize(figure, claim.text) ||
        places.some((place) => isOnly(figure, claim.text) && isOnly(place, index.article.text)) ||
        !isMisplaced(nearestOf(places, around, index), rival, claim, index) ||
        (rival && isReckonedIn(index.passageAt(rival.range.start), figure, bound, claim, index)) ||
        isShareOf(figure, rival?.place, claim) ||
        places.some((place) => rival && isElliptic(place, rival, index)) ||
        (!isFrom(figure, claim.text) &&
          places.some((place) => rival && isWhereItWent(rival.range, place, index.article.text))) ||
        (figure.unit !== 'percent' &&
          places.every(({ value, unit }) => value !== figure.value || unit !== figure.unit) &&
          derivation(figure, bound, around, claim, index, rival) !== null)
      )
        continue;
    } else {
      if (isDoubtful(figure, claim.text) && (figure.count === 1 || !isOutdone(0, rival, claim, index))) continue;
      const derived =
        derivation(figure, bound, around, claim, index, rival) ?? ofUnitBefore(figure, around, claim, index);
      if (derived !== null && derived >= 0) passages.push(derived);
      if (derived !== null || (isWayOfSpeaking(figure) && !isTelling(rival))) continue;
      if (apart && !contradicts(rival, claim, index) && isApart(figure, bound, claim, index)) continue;
      // Nothing speaks against it: no passage like the claim has another figure of the kind.
      if (rival === undefined && isOfAnyTwo(figure, bound, claim, index)) continue;
    }
    wrongly(figure, places.length > 0, rival?.place ?? closestOf(figure, index));
  }
  return { issues: [...issues, ...exchanged(stated, claim, index)], passages, nearest };
}

/** Whether a figure of the article is of the same kind as the claim's, of another value, and not in the claim itself. */
function isRival(place: Figure, claimed: Figure, bound: Bound | null, claim: Claim, index: ArticleIndex): boolean {
  const sameUnit = place.unit === claimed.unit;
  if (claimed.fraction && !sameUnit) return false;
  if (!sameUnit && !(place.unit === null && hasUnitElsewhere(place, index))) return false;
  if (place.unit === null && place.spelled && place.count <= 1) return false; // mostly a pronoun
  const loose =
    (sameUnit && (place.unit === 'times' || place.unit === 'percent')) || countsSame(place, claimed, claim, index);
  if ((isSmall(place) && !isSmall(claimed) && !loose) || (!sameUnit && isNumbered(place, index.article.text)))
    return false;
  const [own, other] = sameUnit ? [claimed.value, place.value] : [claimed.count, place.count];
  if (Math.max(own, other) > FARTHEST * Math.min(own, other)) return false;
  if (agrees(claimed, bound, own, other, boundOf(index.article.text, place))) return false;
  return !claim.figures.some(
    (one) => one !== claimed && one.unit === place.unit && agrees(one, null, one.value, place.value, null),
  );
}

/** `two entrances` beside `18 entrances`. */
function countsSame(place: Figure, claimed: Figure, claim: Claim, index: ArticleIndex): boolean {
  if (place.unit !== null || claimed.unit !== null || place.count < 2) return false;
  if (/\b(?:but|except)\s$/i.test(index.article.text.slice(Math.max(0, place.start - 8), place.start))) return false;
  const nouns = nounsAfter(claimed, claim.words);
  return [...nounsAfter(place, index.words, index)].some((noun) => nouns.has(noun));
}

/** What follows for `4.2` in `by 9.4 points and the larger by 4.2`, which has the unit of the figure before. */
function ofUnitBefore(figure: Figure, around: Surroundings, claim: Claim, index: ArticleIndex): number | null {
  const before = claim.figures.findLast(({ unit, end }) => unit !== null && end <= figure.start);
  if (figure.unit !== null || !before || !countsNothing(figure, claim.text)) return null;
  const lead = /\b(?:by|to|from|at|for|of)\s$/i;
  const [own] = lead.exec(claim.text.slice(Math.max(0, figure.start - 6), figure.start)) ?? [];
  const [other] = lead.exec(claim.text.slice(Math.max(0, before.start - 6), before.start)) ?? [];
  if (own === undefined || own.toLowerCase() !== other?.toLowerCase()) return null;
  const value = (figure.count * before.value) / (before.count || 1);
  const read = { ...figure, unit: before.unit, value };
  const [place] = placesOf(read, null, index);
  return place ? index.passageAt(place.start) : derivation(read, null, around, claim, index, undefined);
}

/** `PostgreSQL 17`: no quantity. */
function isNumbered({ start }: Figure, text: string): boolean {
  return /\p{Lu}[\p{L}-]+\s$/u.test(text.slice(Math.max(0, start - 24), start));
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

/** Two figures of the claim that the article has the other way round. */
function exchanged(
  stated: readonly { figure: Figure; places: readonly Figure[]; around: Surroundings }[],
  claim: Claim,
  index: ArticleIndex,
): Issues {
  const issues: Issues = [];
  const few = stated.slice(0, MOST_EXCHANGED);
  for (const [position, one] of few.entries()) {
    for (const other of few.slice(position + 1)) {
      if (one.figure.unit !== other.figure.unit || one.figure.fraction || other.figure.fraction) continue;
      if (one.figure.value === other.figure.value) continue;
      const at = (places: readonly Figure[], around: Surroundings) => nearestOf(places, around, index);
      const straight = [at(one.places, one.around), at(other.places, other.around)] as const;
      const crossed = [at(other.places, one.around), at(one.places, other.around)] as const;
      if (crossed[0] - straight[0] < TURNED / 2 || crossed[1] - straight[1] < TURNED / 2) continue;
      if (crossed[0] + crossed[1] - straight[0] - straight[1] < TURNED) continue;
      const [first, second] = [one, other].map(({ figure }) => claim.text.slice(figure.start, figure.end));
      issues.push({
        code: 'number',
        message: `The article has "${first}" and "${second}" the other way round. Put each figure with what it counts.`,
      });
    }
  }
  return issues;
}

function isSmall({ unit, count, spelled, fraction }: Figure): boolean {
  return fraction || (unit === null && (spelled || Number.isInteger(count)) && count <= SMALL_COUNT);
}

/** A bare number before a stop or a little word: its unit goes without saying, and so does what it counts. */
function countsNothing({ unit, start, end }: Figure, text: string): boolean {
  if (/\b(?:version|release|branch|port|page|step)\s$/i.test(text.slice(Math.max(0, start - 10), start))) return false;
  return (
    unit === null &&
    /^(?:[.,;:)]|\s(?:and|or|in|on|at|by|to|from|for|after|before|as|which|while|with|than)\b|$)/.test(
      text.slice(end, end + 10),
    )
  );
}

/** `Falcon 9`, where the article has it right behind the same name. */
function isPartOfName({ start, end }: Figure, { text }: Claim, { article }: ArticleIndex): boolean {
  const name = /\p{Lu}[\p{L}-]+\s$/u.exec(text.slice(Math.max(0, start - 30), start))?.[0];
  return name !== undefined && start > name.length && article.text.includes(name + text.slice(start, end));
}

function isOnly({ start }: Figure, text: string): boolean {
  return /\bonly\s$/i.test(text.slice(Math.max(0, start - 8), start));
}

/** `the 1.5B model`: the size of a model is its name. */
function isModelSize({ start, end }: Figure, text: string): boolean {
  if (!/^[\d.]+[bm]$/i.test(text.slice(start, end))) return false;
  return /^[\s-](?:[\p{L}-]+\s)?(?:models?|variants?|versions?|checkpoints?|networks?|parameters?|judges?|LLMs?)\b/iu.test(
    text.slice(end, end + 32),
  );
}

/** `2 % of the 4,800` where the article has 93 of them. */
function isShareOf(figure: Figure, rival: Figure | undefined, { figures }: Claim): boolean {
  const { count, unit } = figure;
  if (!rival || rival.unit !== unit) return false;
  const near = (part: number) => Math.abs(part - rival.count) <= 0.15 * rival.count;
  return figures.some((share) => share !== figure && share.unit === 'percent' && near((count * share.value) / 100));
}

/** Said of much that nobody has measured: held only against a figure of the kind in the same surroundings. */
function isWayOfSpeaking({ fraction, unit, spelled }: Figure): boolean {
  return fraction || (unit === 'times' && spelled);
}

function isLoose(figure: Figure, text: string): boolean {
  return isDoubtful(figure, text) || isWayOfSpeaking(figure);
}

/** Too vague to be held against anything: `one`, `a week`, `four times a minute`, `the two disagreed`. */
function isDoubtful(figure: Figure, text: string): boolean {
  if (figure.fraction) return figure.unit === 'seconds' || figure.unit === 'months';
  const after = text.slice(figure.end, figure.end + 40);
  if (figure.unit === 'times') return /^\s(?:an?|per|each|every)\b/.test(after);
  if (figure.unit !== null) return figure.spelled && (figure.count === 1 || after.startsWith('-old'));
  if (!Number.isInteger(figure.count) || figure.count > SMALL_COUNT) return false;
  if (figure.count <= 1) return true;
  return figure.spelled && !/^[\s-](?:[\p{L}-]+\s){0,2}\p{L}+(?:s|men|people|children)\b/u.test(after);
}

function messageOf(written: string, elsewhere: boolean, closest: Figure | undefined, index: ArticleIndex): string {
  const instead = closest ? index.textOf(closest) : undefined;
  if (elsewhere)
    return `The article states "${written}" of something else; here it has "${instead}". Put each figure with what it counts.`;
  const closer = instead === undefined ? '' : `; the closest it states is "${instead}"`;
  return `The article does not state "${written}"${closer}. Use the article's own figure or leave it out.`;
}

function closestOf(claimed: Figure, { figures }: ArticleIndex): Figure | undefined {
  let closest: Figure | undefined;
  for (const figure of figures) {
    if (figure.unit !== claimed.unit || figure.fraction || isSmall(figure)) continue;
    if (!closest || distance(figure, claimed) < distance(closest, claimed)) closest = figure;
  }
  return closest && distance(closest, claimed) < Math.log(3) ? closest : undefined;
}

function distance(a: Figure, b: Figure): number {
  return Math.abs(Math.log((a.value || Number.EPSILON) / (b.value || Number.EPSILON)));
}

/** Said of how far two levels are apart, of which a level tells nothing. */
function isDifference(figure: Figure, bound: Bound | null, text: string): boolean {
  return figure.unit !== 'percent' && askedOf(figure, bound, text).difference;
}
