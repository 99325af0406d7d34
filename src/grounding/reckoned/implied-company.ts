import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { nounsAfter } from '../figures/counted-nouns.ts';
import type { Figure } from '../figures/figures.ts';
import { textBefore, textBehind } from '../text-beside.ts';
import { within } from '../within.ts';

/** `the best of three bidders` where the article has two others. */
export function hasOthers(claimed: Figure, passage: number, claim: Claim, index: ArticleIndex): boolean {
  if (
    claimed.count < 3 ||
    !/(?:\p{L}est|best|one|winner|first|only)\s(?:of|among)\s(?:the\s)?$/iu.test(claim.text.slice(0, claimed.start))
  )
    return false;
  const nouns = nounsAfter(claimed, claim.words);
  return within(index.figures, index.passages[passage]).some((figure) => {
    if (figure.unit !== null || figure.count !== claimed.count - 1) return false;
    const before = textBefore(index.article.text, figure, 16);
    const after = textBehind(index.article.text, figure, 8);
    if (
      !/\b(?:over|other|against|beat|beating|besides|than|ahead of|the)\s$/i.test(before) &&
      !/^\s(?:other|rival)/i.test(after)
    )
      return false;
    return [...nounsAfter(figure, index.words, index)].some((noun) => nouns.has(noun));
  });
}

/** `Ann Lee and sixteen of her neighbours`: seventeen. */
export function hasCompany(
  claimed: Figure,
  passage: number,
  { figures, passages, article: { text } }: ArticleIndex,
): boolean {
  return within(figures, passages[passage]).some(
    ({ unit, count, start, end }) =>
      unit === null &&
      count === claimed.count - 1 &&
      /\b(?:and|with)\s$/i.test(textBefore(text, { start }, 6)) &&
      /^\s(?:of\s(?:his|her|their|its)\b|others?\b|more\b|further\b|fellow\b)/i.test(textBehind(text, { end }, 12)),
  );
}
