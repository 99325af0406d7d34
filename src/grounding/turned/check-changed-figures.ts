import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { coverageBy } from '../coverage.ts';
import { type FoundIssue, WRONG_WAY_ROUND } from '../evidence.ts';
import type { Figure } from '../figures/figures.ts';
import { SMALL_COUNT } from '../figures/small-counts.ts';
import { type Change, changesIn, changesOf } from './changes.ts';

const COVERED = 0.15; // of the claim by the passage in which one figure goes the other way

/** Finds `rose from 23 to 57` of what the article says `fell to 23 from 57`, `fell to 23` or `57 in 2019 and 23 now` of. */
export function checkChangedFigures(claim: Claim, index: ArticleIndex): FoundIssue[] {
  for (const { old, new: now, up } of changesIn(claim.text, claim.figures)) {
    if (!old && now) {
      const turned = turnedTo(now, up, claim, index);
      if (turned) return [{ code: 'direction', message: WRONG_WAY_ROUND, passage: index.passageAt(turned.start) }];
    }
    if (!old || !now || old.value === now.value || isSmallInWords(old) || isSmallInWords(now)) continue;
    const at = turnedRound(old, now, index);
    if (at) return [{ code: 'direction', message: WRONG_WAY_ROUND, passage: index.passageAt(at.start) }];
  }
  return [];
}

/** A figure of what the article has go the other way between two, or has come from where the claim has it go to. */
function turnedRound(old: Figure, now: Figure, index: ArticleIndex): Figure | undefined {
  const changes = changesOf(index);
  if (changes.some((change) => same(change.old, old) || same(change.new, now))) return undefined;
  const placesOf = (figure: Figure) => index.figures.filter((one) => same(one, figure));
  const [ofOld, ofNow] = [placesOf(old), placesOf(now)];
  const turned = changes.find(
    (change) =>
      (same(change.old, now) && ofOld.length > 0 && isOrUnknown(change.new, old)) ||
      (same(change.new, old) && ofNow.length > 0 && (change.old ? same(change.old, now) : !isGoneOn(change, ofNow))),
  );
  return turned?.new ?? turned?.old;
}

/** What climbed to 240 may have been cut from there to 31, of which the article speaks afterwards. */
function isGoneOn({ new: now }: Change, later: readonly Figure[]): boolean {
  return now !== undefined && later.some(({ start }) => start > now.start);
}

/** For a claim that names only what something rose or fell to: the figure with which the article has it go the other way, or come from there. */
function turnedTo(now: Figure, up: boolean | undefined, claim: Claim, index: ArticleIndex): Figure | undefined {
  if (up === undefined || isSmallInWords(now) || now.unit === 'seconds') return undefined;
  const changes = changesOf(index).filter((change) => same(change.old, now) || same(change.new, now));
  const isOtherWay = (change: Change) => {
    if (!change.new) return false;
    if (!change.old) return change.up === !up;
    if (change.old.value === change.new.value) return false;
    return same(change.old, now) || up !== change.new.value > change.old.value;
  };
  const turned = changes.find(({ old }) => old)?.new;
  if (!turned || !changes.every(isOtherWay)) return undefined;
  return coverageBy(index.passageAt(turned.start), claim, index) >= COVERED ? turned : undefined;
}

/** Counts of a few are everywhere. */
function isSmallInWords({ unit, count, spelled }: Figure): boolean {
  return unit === null && spelled && count <= SMALL_COUNT;
}

function same(one: Figure | undefined, other: Figure): boolean {
  return one !== undefined && one.unit === other.unit && Math.abs(one.value - other.value) <= 1e-9 * other.value;
}

/** What fell from 34 to 9 may have risen from 21 to 34 before. */
function isOrUnknown(one: Figure | undefined, other: Figure): boolean {
  return one === undefined || same(one, other);
}
