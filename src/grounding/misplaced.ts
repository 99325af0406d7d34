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
const NEARER = 0.2; // by which a rival's surroundings must be more like the claim's
const TOGETHER = 0.85; // and that plus the share of the claim that the rival's passage covers
const LEAST_COVERED = 0.45; // of the claim by the rival's passage
const JUST_NEARER = 0.13; // is enough in a passage that covers
const ALL = 0.95; // this much of the claim
const CONTRADICTING = 0.35; // of the claim by the passage of a rival that contradicts it
const LIKE_PLACE = 0.5; // of surroundings in which another figure stands in place of the claim's, in a passage that covers it
const SAME_PLACE = 0.6; // and in one that covers
const MUCH_NEARER = 0.3;
const NEARLY_ALL = 0.7; // of it
const FAR_NEARER = 0.7; // is enough in any passage
const IN_PLACE = 0.8; // of surroundings, and of the claim
const TELLING = 0.38; // a rival in surroundings less alike than this tells nothing

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
 * more like the claim's, and the passage that it stands in says most of the rest of the claim.
 */
export function isMisplaced(nearest: number, rival: Rival | undefined, claim: Claim, index: ArticleIndex): boolean {
  if (rival === undefined || !isTelling(rival)) return false;
  const nearer = rival.likeness - nearest;
  const covered = coverageBy(index.passageAt(rival.place.start), claim, index);
  if (nearer >= FAR_NEARER) return true;
  if (covered >= ALL) return nearer >= JUST_NEARER;
  return nearer >= NEARER && covered >= LEAST_COVERED && nearer + covered >= TOGETHER;
}

/** Whether a passage says nearly all of the claim, only with another figure in the same place. */
export function isOutdone(nearest: number, rival: Rival | undefined, claim: Claim, index: ArticleIndex): boolean {
  if (rival === undefined || rival.likeness < LIKE_PLACE || rival.likeness - nearest < MUCH_NEARER) return false;
  const covered = coverageBy(index.passageAt(rival.place.start), claim, index);
  return covered >= ALL || (covered >= NEARLY_ALL && rival.likeness >= SAME_PLACE);
}

/** Whether a passage says most of the claim, with another figure in all but certainly the place of the claim's. */
export function isInPlace(rival: Rival | undefined, claim: Claim, index: ArticleIndex): boolean {
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
