import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { coverageBy } from '../coverage.ts';
import type { Figure } from '../figures/figures.ts';
import { isSmall } from '../figures/small-counts.ts';
import { likenessAt } from '../misplaced.ts';
import type { Asked } from '../reckoned/asked.ts';
import type { Surroundings } from '../surroundings.ts';
import { within } from '../within.ts';

const NEAREST = 3; // passages
const SAID = 0.6; // of the claim by the passage that has the two levels
const LIKE = 0.3; // surroundings of each of them

/**
 * One of the two levels that a sentence has which says most of a claim, where they are not as far apart as the claim says:
 * `slipped by 2.5 points` of `slipped to 13.6% from 15.1%`. Undefined where the difference may be of anything else.
 */
export function ofOtherDifference(
  { claimed, difference, fits }: Asked,
  around: Surroundings,
  claim: Claim,
  index: ArticleIndex,
): Figure | undefined {
  if (!difference || claimed.fraction || claimed.unit === 'percent' || claimed.unit === 'times') return undefined;
  const unit = claimed.unit === 'points' ? 'percent' : claimed.unit;
  for (const { passage } of index.rank(around, NEAREST)) {
    const range = index.passages[passage];
    if (!range || range.kind === 'table' || coverageBy(passage, claim, index) < SAID) continue;
    const levels = within(index.figures, range).filter(
      (figure) => figure.unit === unit && !isSmall(figure) && (unit !== null || isWhole(figure) === isWhole(claimed)),
    );
    const [one, other, ...more] = levels;
    if (!one || !other || more.length > 0 || one.value === other.value) continue;
    if (within(index.figures, range).some(({ unit: its, value }) => its === claimed.unit && fits(value))) continue;
    if (levels.some((level) => likenessAt(level, around, index) < LIKE) || fits(Math.abs(one.value - other.value)))
      continue;
    return one;
  }
  return undefined;
}

function isWhole({ count }: Figure): boolean {
  return Number.isInteger(count);
}
