import type { Range } from '../../article/article.ts';
import type { ArticleIndex } from '../article-index.ts';
import type { Figure } from '../figures/figures.ts';
import type { Rival } from '../misplaced.ts';
import { textBefore, textBehind } from '../text-beside.ts';

/** `84% of the nets are whole, and in Moss 46% are.` */
const HAS_NO_VERB = /^\s(?:is|are|was|were|has|have|had|do|does|did|can|will)[.,;:)]/;

/**
 * `the other 86`, `64 euros, or 51 without the mast`: what is counted goes without saying, in the sentence of what is
 * likelier at first sight or the next; what remains is told by being that.
 */
export function isElliptic(
  { start, end }: Figure,
  { place: range }: Rival,
  { article, passageAt }: ArticleIndex,
): boolean {
  const { text } = article;
  const before = textBefore(text, { start }, 12);
  const rest = /\b(?:other|remaining|another)\s$/i.test(before);
  const part =
    range.start > end &&
    /^\s(?:out\s)?of\s(?:the\s|its\s|our\s|these\s|those\s|all\s|their\s)?$/i.test(text.slice(end, range.start));
  const joined =
    /\bto\s$/.test(text.slice(0, range.start).slice(-4)) &&
    /^[^.;:!?]{0,40}\s(?:and|then)\s(?:then\s)?to\s$/.test(text.slice(range.end, start));
  const either = /^,?\sor\s$/.test(text.slice(range.end, start));
  if (part || joined || either) return true;
  if (passageAt(start) === passageAt(range.start) && HAS_NO_VERB.test(textBehind(text, { end }, 8))) return true;
  if (!rest && Math.abs(passageAt(start) - passageAt(range.start)) > 1) return false;
  return (
    /(?:\b(?:the|these|those|other|remaining|another)|['’]s)\s$/i.test(before) &&
    /^(?:[.,;:]|\s(?:that|were|are|had|have|of)\b)/.test(textBehind(text, { end }, 8))
  );
}

/** `from 640 requests a second to a peak of 2,150`: where a change ends counts what it began with. */
export function isWhereItWent(from: Range, to: Range, text: string): boolean {
  return (
    isFrom(from, text) &&
    /^[^.,;:!?\d]{0,40}\sto\s(?:an?\s\p{Ll}+\sof\s)?(?:\p{Ll}+\s)?$/u.test(text.slice(from.end, to.start)) &&
    /^(?:[.,;:)]|$)/.test(textBehind(text, to, 1))
  );
}

export function isFrom({ start }: Range, text: string): boolean {
  return /\bfrom\s(?:\p{Ll}+\s)?$/iu.test(textBefore(text, { start }, 24));
}
