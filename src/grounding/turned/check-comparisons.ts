import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { coverageBy } from '../coverage.ts';
import { type FoundIssue, WRONG_WAY_ROUND } from '../evidence.ts';
import { oncePerPassage } from '../once-per-passage.ts';
import { isOtherCase } from '../other-case.ts';
import { type Comparison, comparisonsOf } from './comparisons.ts';

const NEAREST = 5; // passages in which comparisons are looked for
const COVERED = 0.3; // of the claim by the passage that has it the other way
const MOSTLY = 0.6; // of the words of a side, or of those of the same side in the article

/**
 * Finds comparisons that the article has the other way round: `A is dearer than B` for `A is cheaper than B`, for `B is dearer
 * than A`, and for `B was still dearer`.
 */
export function checkComparisons(claim: Claim, index: ArticleIndex): FoundIssue[] {
  const claimed = comparisonsOf(claim.text).filter(({ first, second }) => first.size > 0 && second.size > 0);
  if (claimed.length === 0) return [];
  for (const { passage } of index.rank(claim.terms, NEAREST)) {
    const stated = comparisonsIn(passage, index);
    if (stated.length === 0) continue;
    if (isOtherCase(claim, passage, index) || coverageBy(passage, claim, index) < COVERED) continue;
    for (const own of claimed) {
      if (stated.some((its) => isSame(own, its))) continue;
      if (stated.some((its) => isTurned(own, its))) return [{ code: 'direction', message: WRONG_WAY_ROUND, passage }];
    }
  }
  return [];
}

/** Whether a comparison has what is more where the other has what is less, or what one leaves out as what is less. */
function isTurned(own: Comparison, its: Comparison): boolean {
  if (!isOfSameScale(own, its)) return false;
  const first = own.first.difference(own.second);
  const second = own.second.difference(own.first);
  if (its.second.size === 0)
    return own.more === its.more && isMostly(second, its.first) && first.isDisjointFrom(its.first);
  if (own.more !== its.more)
    return (
      isMostly(second, its.second) && first.isDisjointFrom(its.second) && (its.leans || isMostly(first, its.first))
    );
  const [own1, own2] = [first.difference(its.first), second.difference(its.second)];
  const [its1, its2] = [its.first.difference(its.second), its.second.difference(its.first)];
  const crossed = isMostly(own1, its2) && second.isDisjointFrom(its2);
  return crossed && (its.leans || isMostly(own2, its1));
}

function isSame(own: Comparison, its: Comparison): boolean {
  return isOfSameScale(own, its) && own.more === its.more && isMostly(own.second, its.second);
}

function isOfSameScale(own: Comparison, its: Comparison): boolean {
  if (own.scale !== its.scale) return false;
  return own.comparand === undefined || its.comparand === undefined || own.comparand === its.comparand;
}

/** Whether one side is the other, by the one with fewer words. */
function isMostly(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const least = Math.min(one.size, other.size);
  return least > 0 && one.intersection(other).size >= MOSTLY * least;
}

const comparisonsIn = oncePerPassage((passage, index): readonly Comparison[] => {
  const range = index.passages[passage];
  return range ? comparisonsOf(index.textOf(range)) : [];
});
