import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import type { FoundIssue } from '../evidence.ts';
import type { Figure } from '../figures/figures.ts';
import { nearestOf } from '../misplaced.ts';
import type { Sought } from '../reckoned/search.ts';

const MOST = 8; // figures of a claim that are compared with each other
const TURNED = 0.3; // by which two figures must fit better the other way round

/** A figure of a claim, and where the article states it. */
export interface Stated extends Sought {
  readonly places: readonly Figure[];
}

/** Finds two figures of a claim that the article has the other way round. */
export function exchangedFigures(stated: readonly Stated[], claim: Claim, index: ArticleIndex): FoundIssue[] {
  const few = stated.slice(0, MOST);
  return few.flatMap((one, at) =>
    few.slice(at + 1).flatMap((other) => {
      if (!areExchanged(one, other, index)) return [];
      const [first, second] = [one, other].map(({ asked: { claimed } }) =>
        claim.text.slice(claimed.start, claimed.end),
      );
      return [
        {
          code: 'number' as const,
          message: `The article has "${first}" and "${second}" the other way round. Put each figure with what it counts.`,
        },
      ];
    }),
  );
}

function areExchanged(one: Stated, other: Stated, index: ArticleIndex): boolean {
  const [own, its] = [one.asked.claimed, other.asked.claimed];
  if (own.unit !== its.unit || own.fraction || its.fraction || own.value === its.value) return false;
  const at = ({ places }: Stated, { around }: Stated) => nearestOf(places, around, index);
  const [gain, gained] = [at(other, one) - at(one, one), at(one, other) - at(other, other)];
  return Math.min(gain, gained) >= TURNED / 2 && gain + gained >= TURNED;
}
