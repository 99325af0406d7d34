import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import type { ClaimEvidence } from '../evidence.ts';
import { type Surroundings, surroundingsInClaim } from '../surroundings.ts';
import { type Bound, boundOf } from './agree.ts';
import { derivation, isApart, isOfAnyTwo, isReckonedIn } from './derived-figures.ts';
import { isElliptic, isFrom, isWhereItWent } from './elliptic-figures.ts';
import { placesOf } from './figure-places.ts';
import type { Figure } from './figures.ts';
import { countsNothing, isDoubtful, isLoose, isModelSize, isWayOfSpeaking } from './loose-figures.ts';
import { contradicts, isInItsPlace, isMisplaced, isOutdone, isTelling, nearestOf, rivalOf } from './misplaced.ts';
import { ofOtherNumber } from './numbered-names.ts';
import { ofOtherPart } from './parts.ts';
import { askedOf } from './reckoning.ts';
import { isRival, isSmall } from './rivals.ts';
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

const MOST_EXCHANGED = 8; // figures of a claim that are compared with each other
const BESIDE = 45; // characters
const ROUGH_SHARE = 4.5; // percentage points by which `three of four` may be off
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
      const like = nearestOf(places, around, index);
      if (
        (isLoose(figure, claim.text) &&
          (figure.count === 1 ||
            !isOutdone(like, rival, claim, index) ||
            derivation(figure, bound, around, claim, index, rival) !== null)) ||
        (countsNothing(figure, claim.text) && !isOutdone(like, rival, claim, index)) ||
        isPartOfName(figure, claim, index) ||
        isModelSize(figure, claim.text) ||
        places.some((place) => isOnly(figure, claim.text) && isOnly(place, index.article.text)) ||
        !isMisplaced(like, rival, claim, index) ||
        (rival && isReckonedIn(index.passageAt(rival.range.start), figure, bound, claim, index)) ||
        (rival && isOneStepOff(figure, rival.place, claim)) ||
        isInCompany(figure, places, claim, index) ||
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
      if (isDoubtful(figure, claim.text) && (figure.fraction || figure.count === 1 || !isInItsPlace(rival))) continue;
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

/** `Falcon 9`, where the article has it right behind the same name. */
function isPartOfName({ start, end }: Figure, { text }: Claim, { article }: ArticleIndex): boolean {
  const name = /\p{Lu}[\p{L}-]+\s$/u.exec(text.slice(Math.max(0, start - 30), start))?.[0];
  return name !== undefined && start > name.length && article.text.includes(name + text.slice(start, end));
}

function isOnly({ start }: Figure, text: string): boolean {
  return /\bonly\s$/i.test(text.slice(Math.max(0, start - 8), start));
}

/** `2 % of the 4,800` where the article has 93 of them. */
function isShareOf(figure: Figure, rival: Figure | undefined, { figures }: Claim): boolean {
  const { count, unit } = figure;
  if (!rival || rival.unit !== unit) return false;
  const near = (part: number) => Math.abs(part - rival.count) <= 0.15 * rival.count;
  return figures.some((share) => share !== figure && share.unit === 'percent' && near((count * share.value) / 100));
}

/** `two clerks, one fewer than before`, where the article has three. */
function isOneStepOff(figure: Figure, rival: Figure, { figures, text }: Claim): boolean {
  return figures.some(
    (step) =>
      step !== figure &&
      step.unit === figure.unit &&
      Math.abs(rival.value - figure.value) === step.value &&
      askedOf(step, null, text).difference,
  );
}

/** Whether the claim has a figure right beside it that stands right beside it in the article: `1,761 against 1,547`. */
function isInCompany(
  figure: Figure,
  places: readonly Figure[],
  { figures, text }: Claim,
  index: ArticleIndex,
): boolean {
  const near = (one: Figure, other: Figure) => one !== other && Math.abs(one.start - other.start) <= BESIDE;
  if (isSmall(figure)) return false;
  return figures.some((other) => {
    if (!near(other, figure) || other.unit !== figure.unit || isSmall(other)) return false;
    return placesOf(other, boundOf(text, other), index).some((place) => places.some((one) => near(one, place)));
  });
}

function messageOf(written: string, elsewhere: boolean, closest: Figure | undefined, index: ArticleIndex): string {
  const instead = closest ? index.textOf(closest) : undefined;
  if (instead === written)
    return `The article states "${written}" with other words, as "over" is not "under". Say it as the article does.`;
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
