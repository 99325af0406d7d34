import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { nounsAfter } from '../figures/counted-nouns.ts';
import type { Figure } from '../figures/figures.ts';
import { oncePerArticle } from '../once-per-passage.ts';
import { within } from '../within.ts';
import type { Asked } from './reckoning.ts';

const MOST = 20; // increments and rests of an article
const MOST_FIGURES = 12; // of a sentence or two
const ADDED_AFTER = /^\s(?:more|additional|further|extra|new|others?)\b(?!\sthan)/i;
const ADDED_BEFORE = /\b(?:another|(?:an?\s)?(?:additional|further|extra))\s$/i;
const REST = /\b(?:the\s(?:rest|remainder|balance)|what\s(?:remains|is\sleft)|remaining)\b/i;

/**
 * Position of the passage by which the article itself says that something is to be added or what is left, where the
 * claim states what that comes to: ten where four machines get six additional ones, 2 million where of 9 million one
 * pays 4, another 3, and the rest falls to a third. Null where it does not.
 */
export function statedSum(asked: Asked, claim: Claim, index: ArticleIndex): number | null {
  const { unit, fraction } = asked.claimed;
  if (fraction || unit === 'times') return null;
  return ofIncrement(asked, claim, index) ?? (unit === 'percent' ? null : ofRest(asked, index));
}

function ofIncrement({ claimed, fits }: Asked, claim: Claim, index: ArticleIndex): number | null {
  const counted = nounsAfter(claimed, claim.words);
  const counts = (figure: Figure) => {
    if (figure.unit !== claimed.unit || figure.fraction) return false;
    return claimed.unit !== null || [...nounsAfter(figure, index.words, index)].some((noun) => counted.has(noun));
  };
  for (const added of increments(index)) {
    if (added.value >= claimed.value || !counts(added)) continue;
    const passage = index.passageAt(added.start);
    // A unit is told of much: only what stands close by is what is added to.
    const near = (base: Figure) =>
      claimed.unit === null ||
      (Math.abs(index.passageAt(base.start) - passage) <= 1 && (claimed.unit !== 'percent' || base.end <= added.start));
    if (index.figures.some((base) => base !== added && fits(base.value + added.value) && counts(base) && near(base)))
      return passage;
  }
  return null;
}

const increments = oncePerArticle(({ figures, article: { text } }) =>
  figures
    .filter(
      ({ start, end, fraction }) =>
        !fraction &&
        (ADDED_AFTER.test(text.slice(end, end + 14)) || ADDED_BEFORE.test(text.slice(Math.max(0, start - 16), start))),
    )
    .slice(0, MOST),
);

/** What is left of a sum when the parts that stand together before the word for the rest are taken off. */
function ofRest({ claimed, fits }: Asked, index: ArticleIndex): number | null {
  for (const passage of rests(index)) {
    const own = index.passages[passage];
    const before = index.passages[passage - 1];
    if (!own) continue;
    const start = before?.block === own.block ? before.start : own.start;
    const parts = within(index.figures, { start, end: own.end })
      .filter(({ unit, fraction }) => unit === claimed.unit && !fraction)
      .slice(0, MOST_FIGURES);
    const wholes = index.figures.filter(
      ({ unit, fraction, value }) => unit === claimed.unit && !fraction && value > claimed.value,
    );
    for (const from of parts.keys()) {
      let sum = 0;
      for (const [at, part] of parts.slice(from).entries()) {
        sum += part.value;
        const isWhole = (whole: Figure) =>
          fits(whole.value - sum) && (at > 0 || (whole.start >= start && whole.end <= own.end)) && whole !== part;
        if (wholes.some(isWhole)) return passage;
      }
    }
  }
  return null;
}

const rests = oncePerArticle((index) =>
  [...index.passages.keys()]
    .filter((at) => REST.test(index.textOf(index.passages[at] ?? { start: 0, end: 0 })))
    .slice(0, MOST),
);
