import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { coverageBy } from '../coverage.ts';
import { boundOf } from '../figures/agree.ts';
import type { Figure } from '../figures/figures.ts';
import { textBefore } from '../text-beside.ts';

const COVERED = 0.5; // of the claim by a passage that states the figure
/** `below` and `above` are said of a limit, which is as plain in the article: `from 7.4 on`. */
const STRICT = /\b((?:less|fewer|more)\sthan|under)\s$/i;
/** What is said of all that may come, not of one thing measured. */
const RULE =
  /\b(?:if|when(?:ever)?|unless|until|any(?:one|body|thing)?|every(?:one|body|thing)?|each|who(?:ever|se)?|must|may|should|can(?:not)?|limit(?:s|ed)?|allow(?:s|ed)?|require[sd]?|no|not|never|nothing)\b|n['’]t\b/i;
const LIMIT =
  /\b(?:after|until|within|limit\w*|threshold|target|maximum|minimum|from|between|\d\S*\s(?:to|and|or))\s(?:of\s)?$/i;
const ROUND = 10; // hundreds and thousands may be rounded without a word

/** The bound that a claim gives a figure which the article states in its place without one: `less than` eleven minutes. */
export function addedBound(
  figure: Figure,
  places: readonly Figure[],
  claim: Claim,
  index: ArticleIndex,
): string | undefined {
  const bound = STRICT.exec(textBefore(claim.text, figure, 12))?.[1];
  if (bound === undefined || figure.fraction || places.length === 0 || RULE.test(claim.text)) return undefined;
  if (figure.count >= 100 && figure.count % ROUND === 0) return undefined;
  const { text } = index.article;
  const plain = places.every(
    (place) =>
      place.value === figure.value &&
      place.unit === figure.unit &&
      boundOf(text, place) === null &&
      !LIMIT.test(textBefore(text, place, 16)),
  );
  const isSaid = places.some(({ start }) => coverageBy(index.passageAt(start), claim, index) >= COVERED);
  return plain && isSaid ? bound : undefined;
}
