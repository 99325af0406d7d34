import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import type { Figure } from '../figures/figures.ts';
import { textBehind } from '../text-beside.ts';
import { within } from '../within.ts';

const NEXT = 32; // characters behind a figure that say of which year it is
const YEAR = /^[^,.;:()\d]*?\s(?:in|by|for)\s((?:19|20)\d\d)(?!\d)/;

/** The year that a text says right behind a figure: 2025 for `€9,400 a tonne in 2025`. */
export function yearBehind({ end }: Figure, text: string): string | undefined {
  return YEAR.exec(textBehind(text, { end }, NEXT))?.[1];
}

/**
 * The figure of the year that a claim says behind one which the article has only of other years, in the same sentence.
 */
export function ofOtherYear(
  figure: Figure,
  places: readonly Figure[],
  { text, figures }: Claim,
  index: ArticleIndex,
): Figure | undefined {
  const own = yearBehind(figure, text);
  if (own === undefined || figure.fraction) return undefined;
  const years = places.map((place) => yearBehind(place, index.article.text));
  if (years.some((year) => year === undefined || year === own)) return undefined;
  const sentences = places.map(({ start }) => index.passages[index.passageAt(start)]);
  const instead = sentences
    .flatMap((sentence) => within(index.figures, sentence))
    .find((one) => one.unit === figure.unit && yearBehind(one, index.article.text) === own);
  return figures.some(({ unit, value }) => unit === instead?.unit && value === instead.value)
    ? undefined
    : (instead ?? places[0]);
}
