import { wordsOf } from '../../article/words.ts';
import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { conceptOf } from '../lexicon.ts';
import { within } from '../within.ts';
import type { Figure } from './figures.ts';

const MOST_WORDS = 3; // of whom the second figure is told
const MOST_SAID = 0.4; // by the claim of what stands before the first figure
const BEFORE = 80; // characters
/** `, the tanners` or `, tanners for`, before a second figure that shares its verb with the first. */
const SECOND = /^[^.;:()]{0,60},\s(?:and\s)?(?:(?:the|its|their)\s)?([^.;:,()]{3,48}?)\s(?:(?:for|with|by|to)\s)?$/;

/**
 * The second of two figures that share a verb, `Weavers make up 41 % of the guild, tanners 33 %`, where the claim tells the
 * first one of whom the second is told.
 */
export function ofGapped(
  figure: Figure,
  places: readonly Figure[],
  claim: Claim,
  index: ArticleIndex,
): Figure | undefined {
  const [place] = places;
  if (!place || figure.fraction || places.some(({ start }) => start !== place.start)) return undefined;
  const { text } = index.article;
  const sentence = index.passages[index.passageAt(place.start)];
  const second = within(index.figures, sentence).find(({ start, unit }) => start > place.end && unit === figure.unit);
  // A figure that has its unit only from the one before may count something else.
  if (!sentence || sentence.kind === 'table' || !second || within(index.figures, second).length > 1) return undefined;
  if (claim.figures.some(({ value, unit }) => value === second.value && unit === second.unit)) return undefined;
  if (!isToldOf(place, second, claim, text)) return undefined;
  const first = conceptsOf(text.slice(Math.max(sentence.start, place.start - BEFORE), place.start));
  const said = first.filter((word) => claim.terms.has(word)).length;
  return first.length > 1 && said <= MOST_SAID * first.length ? second : undefined;
}

/** Whether a figure is the second of two that share a verb, and the claim speaks of whom it is told. */
export function isGapped(place: Figure, claim: Claim, index: ArticleIndex): boolean {
  const sentence = index.passages[index.passageAt(place.start)];
  const first = within(index.figures, sentence).findLast(({ end, unit }) => end < place.start && unit === place.unit);
  return first !== undefined && isToldOf(first, place, claim, index.article.text);
}

function isToldOf(first: Figure, second: Figure, { terms }: Claim, text: string): boolean {
  const who = conceptsOf(SECOND.exec(text.slice(first.end, second.start))?.[1] ?? '');
  return who.length > 0 && who.length <= MOST_WORDS && who.every((word) => terms.has(word));
}

function conceptsOf(text: string): string[] {
  return wordsOf(text)
    .filter(({ content }) => content)
    .map(({ stem }) => conceptOf(stem));
}
