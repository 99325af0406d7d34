import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { containsWhole } from '../contains-whole.ts';
import { boundOf, isBoundLike } from '../figures/agree.ts';
import type { Figure } from '../figures/figures.ts';
import { isSmall } from '../figures/small-counts.ts';
import { isFarNearer, isInItsPlace, isMisplaced, isOutdone, nearestOf } from '../misplaced.ts';
import type { Asked } from '../reckoned/asked.ts';
import { isDifference } from '../reckoned/asked.ts';
import { derivation } from '../reckoned/derivation.ts';
import { follows } from '../reckoned/follows.ts';
import { hasOthers } from '../reckoned/implied-company.ts';
import { figuresIn } from '../reckoned/search.ts';
import { textBefore } from '../text-beside.ts';
import { isElliptic, isFrom, isWhereItWent } from './elliptic-figures.ts';
import type { Stated } from './exchanged-figures.ts';
import { placesOf } from './figure-places.ts';
import { countsNothing, isLoose, isModelSize } from './loose-figures.ts';
import { namesLine } from './named-cells.ts';
import { yearBehind } from './years-behind.ts';

const BESIDE = 45; // characters
const SURELY_NEARER = 0.2; // likeness by which what stands in the place of a vague figure must be ahead
const ROUGHLY = 0.15; // share by which a part may be off

/**
 * Whether a figure that the article states is not misplaced by its surroundings, or only seems so: because it is vague,
 * a part of a name, elliptic in the article, or follows from the figure that stands in its place.
 */
export function isExcused(own: Stated, claim: Claim, index: ArticleIndex): boolean {
  const { asked, around, rival, places } = own;
  const { claimed: figure } = asked;
  const { text } = index.article;
  const like = nearestOf(places, around, index);
  if (!rival) return true;
  const isFar = !isSmall(figure) && isFarNearer(like, rival, claim, index);
  if (!isFar && !isMisplaced(like, rival, claim, index)) return true;
  const follows = () => derivation({ asked, around, rival }, claim, index) !== null;
  const outdone = isOutdone(like, rival, claim, index);
  const surely =
    outdone || (isOnlyMeasured(figure, places) && isInItsPlace(rival) && rival.likeness - like >= SURELY_NEARER);
  if (isLoose(figure, claim.text) && (figure.count === 1 || !surely || follows())) return true;
  if (countsNothing(figure, claim.text) && !outdone) return true;
  if (isPartOfName(figure, claim, index) || isModelSize(figure, claim.text)) return true;
  if (isVersion(figure, claim, places, index) || isOfTitle(figure, claim, index)) return true;
  if (isReckonedIn(index.passageAt(rival.place.start), asked, claim, index)) return true;
  if (isOneStepOff(figure, rival.place, claim) || isShareOf(figure, rival.place, claim)) return true;
  if (isComplement(figure, rival.place, claim) || isBoundLike(asked.bound, places, rival.place, text)) return true;
  if (isInCompany(figure, places, claim, index) || isBesideAnother(own, rival.place, claim, index)) return true;
  const [only, from] = [isOnly(figure, claim.text), isFrom(figure, claim.text)];
  const year = yearBehind(figure, claim.text);
  const told = places.some(
    (place) =>
      (year !== undefined && yearBehind(place, text) === year) ||
      (only && isOnly(place, text)) ||
      isElliptic(place, rival, index) ||
      (!from && isWhereItWent(rival.place, place, text)),
  );
  if (told) return true;
  const asWritten = places.some(({ value, unit }) => value === figure.value && unit === figure.unit);
  return figure.unit !== 'percent' && !asWritten && follows();
}

/** Whether a figure follows from those of the passage that has another one in its place. */
function isReckonedIn(passage: number, asked: Asked, claim: Claim, index: ArticleIndex): boolean {
  if (hasOthers(asked.claimed, passage, claim, index)) return true;
  const figures = asked.difference ? figuresIn(index.passages[passage], index) : [];
  return figures.some((one, at) => figures.slice(0, at).some((other) => follows(one, other, asked)));
}

/** `Falcon 9`, where the article has it right behind the same name. */
function isPartOfName({ start, end }: Figure, { text }: Claim, { article }: ArticleIndex): boolean {
  const name = /\p{Lu}[\p{L}-]+\s$/u.exec(textBefore(text, { start }, 30))?.[0];
  return name !== undefined && start > name.length && article.text.includes(name + text.slice(start, end));
}

/** `four in five`, which the article has only in figures. */
function isOnlyMeasured({ fraction }: Figure, places: readonly Figure[]): boolean {
  return fraction && !places.some((place) => place.fraction);
}

/** `5.8`, where a column or a row of a table is named so. */
function isVersion({ start, end, count }: Figure, { text }: Claim, places: readonly Figure[], index: ArticleIndex) {
  const written = text.slice(start, end);
  return (
    /^\d+\.\d+$/.test(written) &&
    places.some((place) => place.count === count && index.textOf(place) === written && namesLine(place, index))
  );
}

/** The version that an article is about. */
function isOfTitle({ start, end }: Figure, { text }: Claim, { article: { title } }: ArticleIndex): boolean {
  const written = text.slice(start, end);
  return /^\d+\.\d+$/.test(written) && containsWhole(title ?? '', written);
}

function isOnly({ start }: Figure, text: string): boolean {
  return /\bonly\s$/i.test(textBefore(text, { start }, 8));
}

/** `2 % of the 4,800` where the article has 93 of them. */
function isShareOf(figure: Figure, rival: Figure, { figures }: Claim): boolean {
  if (rival.unit !== figure.unit) return false;
  const near = (part: number) => Math.abs(part - rival.count) <= ROUGHLY * rival.count;
  return figures.some(
    (share) => share !== figure && share.unit === 'percent' && near((figure.count * share.value) / 100),
  );
}

/** `two clerks, one fewer than before`, where the article has three. */
export function isOneStepOff(figure: Figure, rival: Figure, { figures, text }: Claim): boolean {
  return figures.some(
    (step) =>
      step !== figure && Math.abs(rival.value - figure.value) === inUnitOf(figure, step) && isDifference(step, text),
  );
}

/** `40 % smaller` where the article has 60 % of it. */
function isComplement(figure: Figure, rival: Figure, { text }: Claim): boolean {
  if (figure.unit !== 'percent' || rival.unit !== 'percent') return false;
  return Math.abs(100 - rival.value - figure.value) < 1 && isDifference(figure, text);
}

/** The value of a figure in the unit of another one, where its own goes without saying; undefined where it has another. */
function inUnitOf({ unit, value, count }: Figure, step: Figure): number | undefined {
  if (step.unit === unit) return step.value;
  return step.unit === null ? step.count * (value / (count || 1)) : undefined;
}

/** Whether another figure of the claim stands in the same sentence as this one, and not in that of its rival. */
function isBesideAnother(
  { asked, places }: Stated,
  rival: Figure,
  { figures, text }: Claim,
  index: ArticleIndex,
): boolean {
  const at = (place: Figure) => index.passageAt(place.start);
  return figures.some((other) => {
    if (other === asked.claimed || other.fraction || isSmall(other)) return false;
    const its = placesOf({ claimed: other, bound: boundOf(text, other) }, text, index).map(at);
    return !its.includes(at(rival)) && places.some((own) => its.includes(at(own)));
  });
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
    const its = placesOf({ claimed: other, bound: boundOf(text, other) }, text, index);
    return its.some((place) => places.some((one) => near(one, place)));
  });
}
