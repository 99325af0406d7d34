import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { coverageBy } from '../coverage.ts';
import { agrees, boundOf } from '../figures/agree.ts';
import type { Figure } from '../figures/figures.ts';
import { isSmall } from '../figures/small-counts.ts';
import { type Change, changesIn, changesOf } from '../turned/changes.ts';
import { within } from '../within.ts';

const COVERED = 0.3; // of the claim by the passage with the change

/**
 * What a change of the article comes from or to where a claim, which has its other end, has another figure: `from 10.6 percent`
 * for `to 12 percent from 8.6`. Undefined where a sentence of the article has both, or no change has either.
 */
export function atOtherEnd(figure: Figure, claim: Claim, index: ArticleIndex): Figure | undefined {
  // Of two changes it is hard to tell which figure goes with which.
  const isAlone = claim.figures.filter(({ unit, fraction }) => unit === figure.unit && !fraction).length === 2;
  if (figure.fraction || isSmall(figure) || !isAlone) return undefined;
  const isSame = (own: Figure, its: Figure) =>
    own.unit === its.unit && agrees({ claimed: own, bound: boundOf(claim.text, own) }, its.value, null);
  for (const own of changesIn(claim.text, claim.figures).filter(isWhole)) {
    const [end, other] = own.old === figure ? (['old', 'new'] as const) : (['new', 'old'] as const);
    if (own[end] !== figure || isSmall(own[other]) || standTogether(figure, own[other], index)) continue;
    const alike = changesOf(index)
      .filter(isWhole)
      .filter((its) => its[end].unit === figure.unit && isSame(own[other], its[other]));
    if (alike.length === 0 || alike.some((its) => isSame(figure, its[end]))) continue;
    const turned = alike.find((its) => coverageBy(index.passageAt(its[end].start), claim, index) >= COVERED);
    if (turned) return turned[end];
  }
  return undefined;
}

function standTogether({ count }: Figure, other: Figure, { figures, passages, passageAt }: ArticleIndex): boolean {
  return figures.some(
    (its) =>
      its.count === count &&
      within(figures, passages[passageAt(its.start)]).some((beside) => beside.count === other.count),
  );
}

function isWhole(change: Change): change is Change & { readonly old: Figure; readonly new: Figure } {
  return change.old !== undefined && change.new !== undefined;
}
