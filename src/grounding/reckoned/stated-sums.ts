import { nounsAfter } from '../figures/counted-nouns.ts';
import type { Figure } from '../figures/figures.ts';
import { oncePerArticle } from '../once-per-passage.ts';
import { textBefore, textBehind } from '../text-beside.ts';
import { figuresIn, type Search } from './search.ts';

const MOST = 20; // increments and rests of an article
const ADDED_AFTER = /^\s(?:more|additional|further|extra|new|others?)\b(?!\sthan)/i;
const ADDED_BEFORE = /\b(?:another|(?:an?\s)?(?:additional|further|extra))\s$/i;
const REST = /\b(?:the\s(?:rest|remainder|balance)|what\s(?:remains|is\sleft)|remaining)\b/i;

/**
 * Position of the passage by which the article itself says that something is to be added or what is left, where the
 * claim states what that comes to: ten where four machines get six additional ones, 2 million where of 9 million one
 * pays 4, another 3, and the rest falls to a third. Null where it does not.
 */
export function statedSum(search: Search): number | null {
  const { unit, fraction } = search.asked.claimed;
  return fraction || unit === 'times' ? null : (ofIncrement(search) ?? ofRest(search));
}

function ofIncrement({ asked: { claimed, fits }, claim, index }: Search): number | null {
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
      (figure) =>
        !figure.fraction &&
        (ADDED_AFTER.test(textBehind(text, figure, 14)) || ADDED_BEFORE.test(textBefore(text, figure, 16))),
    )
    .slice(0, MOST),
);

/** What is left of a sum, or of a hundred per cent, when the parts that stand together before the word for the rest are taken off. */
function ofRest({ asked: { claimed, fits }, index }: Search): number | null {
  for (const passage of rests(index)) {
    const own = index.passages[passage];
    const before = index.passages[passage - 1];
    if (!own) continue;
    const start = before?.block === own.block ? before.start : own.start;
    const isOfKind = ({ unit, fraction }: Figure) => unit === claimed.unit && !fraction;
    const parts = figuresIn({ start, end: own.end }, index, isOfKind);
    const wholes = index.figures.filter((figure) => isOfKind(figure) && figure.value > claimed.value);
    for (const from of parts.keys()) {
      let sum = 0;
      for (const [at, part] of parts.slice(from).entries()) {
        sum += part.value;
        if (claimed.unit === 'percent' && at > 0 && fits(100 - sum)) return passage;
        const isWhole = (whole: Figure) =>
          fits(whole.value - sum) && (at > 0 || (whole.start >= start && whole.end <= own.end)) && whole !== part;
        if (claimed.unit !== 'percent' && wholes.some(isWhole)) return passage;
      }
    }
  }
  return null;
}

const rests = oncePerArticle((index) =>
  [...index.passages.keys()].filter((at) => REST.test(index.textAt(at))).slice(0, MOST),
);
