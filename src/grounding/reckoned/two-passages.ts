import { nounsAfter } from '../figures/counted-nouns.ts';
import type { Figure } from '../figures/figures.ts';
import { follows } from './follows.ts';
import { figuresIn, type Search, withNeighbours } from './search.ts';

const NEAREST_RATIO = 4; // passages in which the two figures of a ratio are looked for
const SOMEWHAT_LIKE = 0.2; // the claim, of a figure that a ratio is taken of

/** What two figures of different passages that both stand where the claim's would come to. */
export function ofTwoPassages({ asked, ranked, claim, index, isNear }: Search): number | null {
  const { claimed, level, difference, total, fits } = asked;
  const shares = claimed.unit === 'percent' && !claimed.fraction;
  const kind = shares ? null : claimed.unit;
  const found = ranked.flatMap((passage) =>
    figuresIn(index.passages[passage], index)
      .filter(({ unit, fraction }) => unit === kind && !fraction)
      .map((figure) => ({ figure, passage })),
  );
  const near = (figure: Figure) => isNear(figure, difference ? 2 : 1);
  const noun = total && claimed.unit === null ? nounsAfter(claimed, claim.words) : new Set<string>();
  const counts = (figure: Figure) => [...nounsAfter(figure, index.words, index)].some((word) => noun.has(word));
  for (const { figure: one, passage } of found) {
    for (const { figure: other } of found) {
      if (one.value <= other.value) continue;
      const differs = !level && !shares && fits(one.value - other.value);
      const part = shares && other.value > 0 && fits((100 * other.value) / one.value);
      if ((differs || part) && near(one) && near(other)) return passage;
      if (total && fits(one.value + other.value) && counts(one) && counts(other)) return passage;
    }
  }
  return null;
}

/**
 * How many times one figure is another, or what share of it has gone, where both stand in surroundings like the claim's,
 * or one does and the other in a sentence beside those nearest to it and nothing contradicts.
 */
export function ofRatio({ asked, ranked, index, contradicted, like, isNear }: Search): number | null {
  const { unit, fraction } = asked.claimed;
  if (contradicted && fraction) return null;
  if (unit !== 'times' && (unit !== 'percent' || !(fraction || asked.difference))) return null;
  const isLikely = (figure: Figure) => isNear(figure, asked.difference ? 2 : 1) && like(figure) >= SOMEWHAT_LIKE;
  const found = ranked.slice(0, NEAREST_RATIO).flatMap((passage) =>
    figuresIn(withNeighbours(passage, index), index)
      .filter((figure) => figure.unit !== 'times' && figure.unit !== null && !figure.fraction)
      .map((figure) => ({ figure, passage, likely: isLikely(figure) })),
  );
  for (const [at, one] of found.entries())
    for (const other of found.slice(0, at)) {
      const both = one.likely && other.likely;
      const either = unit === 'times' && !contradicted && (one.likely || other.likely);
      if ((both || either) && follows(one.figure, other.figure, asked)) return one.passage;
    }
  return null;
}
