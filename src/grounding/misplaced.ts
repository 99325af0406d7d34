import type { Range } from '../article/article.ts';
import type { ArticleIndex } from './article-index.ts';
import type { Claim } from './claim.ts';
import { coverageBy } from './coverage.ts';
import { likeness, type Surroundings, surroundingsInArticle } from './surroundings.ts';
import { within } from './within.ts';

/** The place of another quantity of the same kind that fits the claim better. */
export interface Rival<Place extends Range = Range> {
  readonly place: Place;
  readonly likeness: number;
}

const NEAREST = 6; // passages in which a rival is looked for
const MOST_COMPARED = 40; // places of one quantity whose surroundings are compared
const TELLING = 0.38; // likeness of a rival's surroundings to the claim's; one below it tells nothing

// A quantity is misplaced when a rival's surroundings are more like the claim's than its own, and the rival's passage says
// enough of the rest.
const NEARER = 0.2; // likeness by which the rival must be ahead
const LEAST_COVERED = 0.45; // share of the claim that its passage must say
const TOGETHER = 0.85; // what both must come to
const JUST_NEARER = 0.13; // enough to be ahead where its passage says all
const ALL = 0.95; // share of a claim that counts as all
const FAR_NEARER = 0.7; // enough to be ahead whatever its passage says

// A claim of two sentences has half of its words in another one: there what stands around the figure must decide alone.
const MOSTLY_LIKE = 0.6; // likeness of the rival
const BY_FAR = 0.4; // likeness by which it must be ahead
const SOME = 0.25; // share of the claim that its passage must say

// It is outdone when a rival stands in all but certainly its place: a passage says nearly all of the claim, but with the
// rival.
const MUCH_NEARER = 0.3; // likeness by which the rival must be ahead
const LIKE_PLACE = 0.5; // its own likeness where its passage says all
const SAME_PLACE = 0.6; // and where it says nearly all
const NEARLY_ALL = 0.7; // share of a claim that counts as nearly all

const IN_PLACE = 0.8; // likeness and share of the claim of a rival whose place is beyond doubt
const CONTRADICTING = 0.35; // share of the claim that the passage of a telling rival must say to speak against it

/** How like the claim's the surroundings of the best of some places are, 0 to 1. */
export function nearestOf(places: readonly Range[], around: Surroundings, index: ArticleIndex): number {
  return places.slice(0, MOST_COMPARED).reduce((most, place) => Math.max(most, likenessAt(place, around, index)), 0);
}

/** The best of the places that are no places of the claim's own quantity, among the passages nearest to the claim. */
export function rivalOf<Place extends Range>(
  rivals: readonly Place[],
  around: Surroundings,
  index: ArticleIndex,
  isRival: (place: Place) => boolean,
): Rival<Place> | undefined {
  let best: Rival<Place> | undefined;
  for (const { passage } of index.rank(around, NEAREST)) {
    for (const place of within(rivals, index.passages[passage])) {
      if (!isRival(place)) continue;
      const found = likenessAt(place, around, index);
      if (!best || found > best.likeness) best = { place, likeness: found };
    }
  }
  return best;
}

/**
 * Whether the claim has taken a quantity that the article states of something else: the surroundings of a rival are
 * more like the claim's, and the passage that it stands in says most of the rest of the claim, or they are far more like it.
 */
export function isMisplaced(nearest: number, rival: Rival | undefined, claim: Claim, index: ArticleIndex): boolean {
  if (rival === undefined || !isTelling(rival)) return false;
  const nearer = rival.likeness - nearest;
  const covered = coverageBy(index.passageAt(rival.place.start), claim, index);
  if (nearer >= FAR_NEARER) return true;
  if (covered >= ALL) return nearer >= JUST_NEARER;
  return nearer >= NEARER && covered >= LEAST_COVERED && nearer + covered >= TOGETHER;
}

/** The same where a passage says but a part of the claim: whether what stands around the rival is most of what stands around the claim's own. */
export function isFarNearer(nearest: number, rival: Rival, claim: Claim, index: ArticleIndex): boolean {
  if (rival.likeness < MOSTLY_LIKE || rival.likeness - nearest < BY_FAR) return false;
  return coverageBy(index.passageAt(rival.place.start), claim, index) >= SOME;
}

/** Whether a passage says nearly all of the claim, only with another figure in the same place. */
export function isOutdone(nearest: number, rival: Rival | undefined, claim: Claim, index: ArticleIndex): boolean {
  if (rival === undefined || rival.likeness < LIKE_PLACE || rival.likeness - nearest < MUCH_NEARER) return false;
  const covered = coverageBy(index.passageAt(rival.place.start), claim, index);
  return covered >= ALL || (covered >= NEARLY_ALL && rival.likeness >= SAME_PLACE);
}

/** Whether a passage says most of the claim, with another figure in all but certainly the place of the claim's. */
export function saysAllButFigure(rival: Rival | undefined, claim: Claim, index: ArticleIndex): boolean {
  return (
    rival !== undefined &&
    rival.likeness >= IN_PLACE &&
    coverageBy(index.passageAt(rival.place.start), claim, index) >= IN_PLACE
  );
}

/** Whether another figure stands in what is all but certainly the place of the claim's. */
export function isInItsPlace(rival: Rival | undefined): boolean {
  return rival !== undefined && rival.likeness >= SAME_PLACE;
}

/** Whether a rival stands in surroundings so like the claim's that it is what the claim should have said. */
export function isTelling(rival: Rival | undefined): boolean {
  return rival !== undefined && rival.likeness >= TELLING;
}

/** Whether a telling rival also stands in a passage that says enough of the claim to speak against it. */
export function contradicts(rival: Rival | undefined, claim: Claim, index: ArticleIndex): boolean {
  return (
    rival !== undefined &&
    isTelling(rival) &&
    coverageBy(index.passageAt(rival.place.start), claim, index) >= CONTRADICTING
  );
}

export function likenessAt(range: Range, around: Surroundings, index: ArticleIndex): number {
  return likeness(around, surroundingsInArticle(index, range), index);
}
