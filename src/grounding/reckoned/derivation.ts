import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { ofAnySentence } from './any-sentence.ts';
import { isDifference } from './asked.ts';
import { ofCountedShare } from './counted-shares.ts';
import { ofFiguresTogether } from './figures-together.ts';
import { ofList } from './listed-counts.ts';
import { SPEAKS_OF_OTHER_LEVEL } from './other-levels.ts';
import { ofRate } from './rates-per-unit.ts';
import { isSaidOtherwise, SPEAKS_OF_OTHERS } from './said-otherwise.ts';
import { type Search, type Sought, searchFor, type Way } from './search.ts';
import { statedSum } from './stated-sums.ts';
import { ofTableTotal } from './table-columns.ts';
import { ofTimeSpan } from './time-spans.ts';
import { ofWhatIsTold } from './told-outright.ts';
import { ofTwoPassages } from './two-passages.ts';
import { ofVersionRange } from './version-ranges.ts';

/** The ways in which a figure may follow from others, in the order in which they are tried. */
const WAYS: readonly Way[] = [
  ofFiguresTogether, // `40 more` of `it rose from 60 to 100`
  ofWhatIsTold, // `by 40` of 60 and 100, wherever they stand, as far as few others would fit
  ofTableTotal, // `120 in all` of the cells of a column
  ofRate, // `two hours for three terabytes` of `40 minutes per terabyte`
  ofTwoPassages, // `40 more` of two passages like the claim
  ofCountedShare, // `72 %` of `44 of 61`
  ofAnySentence, // sums, differences and shares that are hardly chance
  ofTimeSpan, // `21 days` of 3 and 24 May
  ofList, // `three incidents` of a list with three items
];

/**
 * Position of the passage from which a figure of the claim follows though the article does not state it, -1 when it
 * follows from the make-up of the article as a whole, null when it does not follow. Where another figure of the kind
 * stands in surroundings more like the claim's than those of what is reckoned with, most ways lead nowhere; where it
 * stands in the very place of the claim's, all do.
 */
export function derivation(sought: Sought, claim: Claim, index: ArticleIndex): number | null {
  const search = searchFor(sought, claim, index);
  const version = ofVersionRange(search);
  if (version !== null) return version;
  const sum = statedSum(search);
  const isShare = sought.asked.claimed.unit === 'percent';
  if (sum !== null || (isShare && search.outdone && !isToldAsReckoned(search))) return sum;
  if (isSaidOtherwise(search)) return null;
  for (const way of WAYS) {
    const passage = way(search);
    if (passage !== null) return passage;
  }
  return null;
}

/** Whether a claim has words for what is not stated but left, lacking, more or less. */
function isToldAsReckoned({ asked: { difference, total, middle, each }, claim: { text, figures } }: Search): boolean {
  if (difference || total || middle || each) return true;
  if (SPEAKS_OF_OTHERS.test(text) || SPEAKS_OF_OTHER_LEVEL.test(text)) return true;
  return figures.some((figure) => isDifference(figure, text));
}
