import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { coverageBy } from '../coverage.ts';
import type { Figure } from '../figures/figures.ts';
import { likenessAt } from '../misplaced.ts';
import { oncePerArticle } from '../once-per-passage.ts';
import { surroundingsInClaim } from '../surroundings.ts';
import { textBefore, textBehind } from '../text-beside.ts';
import { within } from '../within.ts';

/** `two of five`, however it is said. */
interface Part {
  readonly part: Figure;
  readonly whole: Figure;
}

const SAID = 0.35; // of the claim by the passage with another part of the same whole
const LONGEST_GAP = 80; // characters between the two counts
const PART_OF_WHOLE = /^\s(?:out\s)?of\s(?:(?:the|its|their|our|all)\s(?:\p{L}+['’]s?\s)?)?$/u;
const OF_WHOLE = /\bof\s(?:(?:the|its|their|our|all|these|those)\s)?$/i;
const PART_BEHIND = /^\s[^;:.!?]*,\s(?:only\s|just\s)?$/;
const WHOSE_PART = /^[^;:!?]*[,.;]\s(?:only\s|just\s)?$/;
const OF_WHICH = /^\s(?:\p{L}+\s)?of\s(?:which|whom|them|these|those)\b/iu;
/** `of 120 parcels, 94 per cent`. */
const SAYS_SOMETHING = /^\s\p{Ll}/u;

/** `three of five` where the article has two of five, in a passage that says enough of the claim. */
export function ofOtherPart(figure: Figure, claim: Claim, index: ArticleIndex): Figure | undefined {
  const whole = partsIn(claim.figures, claim.text).find(({ part }) => part === figure)?.whole;
  if (!whole || figure.count <= 1) return undefined;
  const parts = partsOf(index).filter((one) => one.whole.count === whole.count && one.part.count > 1);
  if (parts.some(({ part }) => part.count === figure.count || part.count === whole.count - figure.count))
    return undefined;
  const around = surroundingsInClaim(claim, figure);
  return parts.find(({ part }) => {
    const passage = index.passageAt(part.start);
    if (coverageBy(passage, claim, index) < SAID) return false;
    // `Of the 164 voters, 139 came; 97 were for it`: also 97 of 164.
    const same = within(index.figures, index.passages[passage]).filter(({ count }) => count === figure.count);
    const like = likenessAt(part, around, index);
    return same.every((one) => likenessAt(one, around, index) < like);
  })?.part;
}

/**
 * The whole of which a claim counts more than there are: `14 of 11 pupils`, and `of the 11 pupils, 14 were` where the
 * article has 11 of 14.
 */
export function exceededWhole(figure: Figure, claim: Claim, index: ArticleIndex): Figure | undefined {
  const found = partsIn(claim.figures, claim.text, true).find(
    ({ part, whole }) => part === figure && part.count > whole.count && isCount(part) && isCount(whole),
  );
  if (!found) return undefined;
  const { part, whole } = found;
  const has = (least: number, most: number) =>
    partsIn(index.figures, index.article.text, true).some(
      (one) => one.part.count === least && one.whole.count === most,
    );
  if (whole.start < part.start) return has(whole.count, part.count) ? whole : undefined;
  return has(part.count, whole.count) ? undefined : whole;
}

/** No `one of`, no year, no `two of 2.5-litre`. */
function isCount({ count }: Figure): boolean {
  return Number.isInteger(count) && count > 1 && !(count >= 1900 && count < 2100);
}

const partsOf = oncePerArticle(({ figures, article }) => partsIn(figures, article.text));

/**
 * The parts that a text counts of a whole: `two of five`, `of the five, two were`, `five cases, two of which`.
 *
 * @param anySize whether the part may be more than the whole.
 */
function partsIn(figures: readonly Figure[], text: string, anySize = false): Part[] {
  const counts = figures.filter(({ unit, fraction }) => unit === null && !fraction);
  return counts.flatMap((second, at): Part[] => {
    const first = counts[at - 1];
    if (!first || second.start < first.end || second.start - first.end > LONGEST_GAP) return [];
    const gap = text.slice(first.end, second.start);
    if (PART_OF_WHOLE.test(gap)) return [{ part: first, whole: second }];
    if (!anySize && second.count >= first.count) return [];
    const before = textBefore(text, first, 12);
    const after = textBehind(text, second, 24);
    const behind = OF_WHOLE.test(before) && PART_BEHIND.test(gap) && SAYS_SOMETHING.test(after);
    return behind || (OF_WHICH.test(after) && WHOSE_PART.test(gap)) ? [{ part: second, whole: first }] : [];
  });
}
