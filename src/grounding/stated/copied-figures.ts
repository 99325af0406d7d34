import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import type { Figure } from '../figures/figures.ts';
import { isSmall } from '../figures/small-counts.ts';
import { areFramedAlike, copyOf, placeOf } from '../frames.ts';
import { withNeighbours } from '../reckoned/search.ts';
import { within } from '../within.ts';
import { isNameOrYear } from './comparable.ts';

/**
 * The figure that a sentence has where a claim, which otherwise has it nearly word for word, has another one of the article's:
 * `to 39` for `by 74 votes to 96`. Undefined where none has, or one has the claim's as well.
 */
export function inCopiedPlace(
  figure: Figure,
  places: readonly Figure[],
  claim: Claim,
  index: ArticleIndex,
): Figure | undefined {
  if (places.length === 0 || figure.fraction || isSmall(figure)) return undefined;
  if (places.every((place) => isNameOrYear(place, index))) return undefined;
  const { tokens: own, near } = copyOf(claim, index);
  const place = placeOf(figure, own);
  // `live for 48 hours. It lasted 71.`
  const stands = (passage: number) => within(places, withNeighbours(passage, index)).length > 0;
  if (!place || near.some(({ passage }) => stands(passage))) return undefined;
  for (const { passage, tokens } of near) {
    const range = index.passages[passage];
    if (!range) continue;
    const other = within(index.figures, range).find((its) => {
      if (its.fraction || (its.unit !== figure.unit && its.unit !== null && figure.unit !== null)) return false;
      const counterpart = placeOf({ start: its.start - range.start, end: its.end - range.start }, tokens);
      return counterpart !== undefined && areFramedAlike(place, counterpart);
    });
    if (other) return other;
  }
  return undefined;
}
