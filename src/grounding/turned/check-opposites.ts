import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { conceptsOf } from '../concepts.ts';
import { contraryIssue } from '../contrary-issue.ts';
import { lacksFigures } from '../denied/other-circumstances.ts';
import type { FoundIssue } from '../evidence.ts';
import type { Figure } from '../figures/figures.ts';
import { oneOf } from '../lexicon.ts';
import { within } from '../within.ts';
import { type Match, matchesOf } from './matched-opposites.ts';
import { type Hit, stemIn } from './opposites.ts';
import { hasSameObject, isSaidOfSame, movesSame } from './same-arguments.ts';

const SURE = 3.3; // of about 6: how well an opposite must fit
const SAME_OBJECT = 0.6; // worth of having the same word for what is moved right behind both: `raised its price` and `cut the price`
const FIRMLY = 0.15; // by which it must fit better than a word of the same side
const FORM = 0.2; // by which a form of the same word fits better than another one
const LOOSE = 0.6; // more that it takes where words have other meanings too
const AMOUNT = 1; // where they are `more` and `less`, which are said of much
const BEHIND = new RegExp(String.raw`^\s(?:${oneOf('determining')}\s)?([\p{L}\d'’-]+)`, 'u');
const NOW = /\b(?:now|no\slonger|from\snow\son|from\sthen\son|henceforth)\b/i;
const PRESENT = /\b(?:has|have|is|are|be|been)\s(?:\p{L}+ly\s)?$/u;
const SUPPOSED = /^Had\s|\b(?:would|could)\shave\b/;
const EXPECTED =
  /\b(?:expect(?:ed|s|ing)?|hop(?:ed|es|ing)|meant|intend(?:ed|s)|supposed|want(?:ed|s)?|would\slike|promis(?:ed|es)|predict(?:ed|s))\s(?:(?:[^.,;:]{0,40}\s)?to\s(?:be\s)?|for\s)$/i;
const LONGEST_HOPE = 70; // characters
const THEN = /\b(?:before|old|previous(?:ly)?|former(?:ly)?|earlier|ago|used\sto|last)\b/i;

/**
 * Finds words of a claim for which the article has the opposite where it says the same: `rose` for `fell`, `enabled` for
 * `disabled`. `did not rise` counts as a fall. All words of a kind are held against each other, so that a word which the
 * article says as well, or an opposite which the claim says of something else, is none.
 */
export function checkOpposites(claim: Claim, index: ArticleIndex): FoundIssue[] {
  const supposed = SUPPOSED.test(claim.text);
  const matches = matchesOf(claim, index);
  for (const match of matches) {
    const { own, its } = match;
    if (isSameSide(match) || stemIn(own) === stemIn(its) || own.pole.axis === 'old and new') continue;
    const range = index.passages[index.passageAt(its.start)];
    if (!range || SUPPOSED.test(index.textOf(range)) !== supposed) continue;
    const others = matches.filter((other) => isSameSide(other) && other.own.pole.axis === own.pole.axis);
    const best = (some: readonly Match[]) =>
      Math.max(0, ...some.map((one) => one.fit + (stemIn(one.own) === stemIn(one.its) ? FORM : 0)));
    const gain = match.fit - best(others.filter((other) => other.own.start === own.start));
    const gained = match.fit - best(others.filter((other) => other.its.start === its.start));
    if (Math.min(gain, gained) < FIRMLY) continue;
    const object = hasSameObject(own, its, claim, index) ? SAME_OBJECT : 0;
    const sure = match.told + 1.5 * match.shared + match.stated + gain + gained + object - priceOf(own);
    if (sure < SURE || isOtherTime(its, claim, index) || isOtherWayRound(own, its, claim, index)) continue;
    if (isExpected(its, index.article.text) && !isExpected(own, claim.text)) continue;
    if (isOfOtherFigures(index.passageAt(its.start), own, claim, index)) continue;
    if (own.pole.loose && !isOfSame(own, its, claim, index)) continue;
    if (own.pole.converse && !isSaidOfSame(own, its, claim, index)) continue;
    if (own.pole.axis === 'up and down' && !movesSame(own, its, claim, index)) continue;
    return [contraryIssue('direction', { claimed: own.named, stated: its.named }, index.passageAt(its.start))];
  }
  return [];
}

/** `we expected the pill to win` does not say that it did. */
function isExpected({ start }: Hit, text: string): boolean {
  return EXPECTED.test(text.slice(Math.max(0, start - LONGEST_HOPE), start));
}

/** Whether the figures of a claim stand elsewhere in the article, and none of them in a passage. */
function isOfOtherFigures(passage: number, own: Hit, claim: Claim, index: ArticleIndex): boolean {
  const here = within(index.figures, index.passages[passage]);
  const isHere = ({ value, unit }: Figure) => here.some((figure) => figure.value === value && figure.unit === unit);
  return !claim.figures.some(isHere) && lacksFigures(passage, own, claim, index);
}

/** Whether the words right behind two that have more than one meaning are told with the other one too. */
function isOfSame(own: Hit, its: Hit, claim: Claim, index: ArticleIndex): boolean {
  const range = index.passages[index.passageAt(its.start)];
  if (!range) return false;
  const [next] = conceptsBehind(claim.text, own.end);
  const [other] = conceptsBehind(index.article.text, its.end);
  if (next === undefined || other === undefined) return true;
  return conceptsOf(index.textOf(range)).has(next) || claim.terms.has(other);
}

function conceptsBehind(text: string, from: number): ReadonlySet<string> {
  return conceptsOf(BEHIND.exec(text.slice(from, from + 40))?.[1] ?? '');
}

/** What is so from now on contradicts nothing that was so before. */
function isOtherTime(its: Hit, { text }: Claim, index: ArticleIndex): boolean {
  if (!NOW.test(text) || !/ed$/.test(its.written)) return false;
  const range = index.passages[index.passageAt(its.start)];
  if (!range || NOW.test(index.textOf(range))) return false;
  return !PRESENT.test(index.article.text.slice(range.start, its.start));
}

/** `A is dearer than B` and `B is cheaper than A` say the same. */
function isOtherWayRound(own: Hit, its: Hit, claim: Claim, index: ArticleIndex): boolean {
  const [compared, stated] = [comparedWith(claim.text, own.end), comparedWith(index.article.text, its.end)];
  if (stated === undefined) return false;
  if (compared === undefined) return THEN.test(stated) && THEN.test(claim.text);
  return conceptsOf(compared).isDisjointFrom(conceptsOf(stated)) && !(THEN.test(compared) && THEN.test(stated));
}

function comparedWith(text: string, from: number): string | undefined {
  return /^[^.;:,]{0,30}?\sthan\s([^.;:]{0,40})/i.exec(text.slice(from, from + 80))?.[1];
}

function priceOf({ pole }: Hit): number {
  if (!pole.loose) return 0;
  return pole.axis === 'more and less' ? AMOUNT : LOOSE;
}

function isSameSide({ own, its }: Match): boolean {
  return own.pole.side === its.pole.side;
}
