import type { Range } from '../../article/article.ts';
import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { conceptsOf } from '../concepts.ts';
import { boundOf, isBoundLike } from '../figures/agree.ts';
import { nounsAfter } from '../figures/counted-nouns.ts';
import type { Figure } from '../figures/figures.ts';
import { conceptOf } from '../lexicon.ts';
import { likenessAt } from '../misplaced.ts';
import { surroundingsInClaim } from '../surroundings.ts';
import { textBehind } from '../text-beside.ts';
import { within } from '../within.ts';
import { isNameOrYear } from './comparable.ts';

const LIKE = 0.3; // surroundings of a figure in another sentence that the claim may have taken instead
const SAID = 0.5; // of what stands beside a figure alone, by a claim that may be about it
const MOST_FIGURES = 8; // of a sentence
const MANY = 1e4; // is no number of a name
const LONGEST_SIDE = 300; // characters
const LONGEST_NOUN = 40;
const PLURAL = /^\s(?:\p{Ll}+\s)?\p{Ll}+(?:(?<!s)s|men|people|children)\b/u;
/** `29 of them are new`: said of the whole before as well. */
const PART = /^\s(?:\p{L}+\s)?of\s(?:them|these|those|which|whom)\b/iu;
const BOUNDARY = /[,;:]\s|[()—]|\s[–-]\s|\s(?:and|but|while|whereas|where|versus|against|compared|than)\s/gi;
/** The same but for commas: a claim may open with `in the northern district,`. */
const JOINED = /[;:]\s|\s(?:and|but|while|whereas|where|versus|against|compared|than)\s/gi;

/** What says more of what stands before it: `in Germany, where 84 % are`. */
const RELATIVE = /^(?:where|whose|who|which|with|at)\b/i;

/** Concepts before and behind a figure in its part of a sentence. */
interface Sides {
  readonly before: ReadonlySet<string>;
  readonly behind: ReadonlySet<string>;
}

/**
 * Another figure of the same sentence whose own words the claim has, where it has none to speak of that stand with its
 * own figure: `mutation testing is used by 12 %` of `property-based testing is used by 12 %, mutation testing by 5 %`.
 */
export function ofOtherOwner(
  figure: Figure,
  places: readonly Figure[],
  claim: Claim,
  index: ArticleIndex,
): Figure | undefined {
  if (figure.fraction) return undefined;
  const around = surroundingsInClaim(claim, figure);
  const likely = places.filter((place) => likenessAt(place, around, index) >= LIKE);
  const [place] = likely;
  if (!place || likely.some(({ start }) => start !== place.start) || (isNameOrYear(place, index) && place.count < MANY))
    return undefined;
  if (PART.test(textBehind(index.article.text, place, 24))) return undefined;
  const sentence = index.passages[index.passageAt(place.start)];
  if (!sentence || sentence.kind === 'table' || sentence.kind === 'code') return undefined;
  const figures = within(index.figures, sentence).slice(0, MOST_FIGURES);
  const own = sidesOf(place, sentence, index);
  const clause = conceptsOf(claim.text.slice(...boundsOf(figure, claim.text, JOINED)));
  return figures.find((other) => {
    if (other.unit !== place.unit || other.fraction || other.value === place.value) return false;
    if (claim.figures.some(({ value, count }) => value === other.value || count === other.count)) return false;
    if (isBoundLike(boundOf(claim.text, figure), [place], other, index.article.text)) return false;
    if (other.unit === null && !isCountedLike(other, figure, claim, index)) return false;
    const its = sidesOf(other, sentence, index);
    const said = { clause, all: claim.terms };
    return isAbout(its.before, own.before, said, index) || isAbout(its.behind, own.behind, said, index);
  });
}

/** Whether what a claim counts may be counted by a figure of the article, which may leave it out. */
function isCountedLike(place: Figure, figure: Figure, claim: Claim, index: ArticleIndex): boolean {
  if (!PLURAL.test(textBehind(index.article.text, place, LONGEST_NOUN))) return true;
  const nouns = nounsAfter(figure, claim.words);
  return [...nounsAfter(place, index.words, index)].some((noun) => nouns.has(noun));
}

/** Whether the clause of a claim has all that stands only with one figure, and the claim little of what stands with another. */
function isAbout(
  one: ReadonlySet<string>,
  other: ReadonlySet<string>,
  { clause, all }: { readonly clause: ReadonlySet<string>; readonly all: ReadonlyMap<string, number> },
  index: ArticleIndex,
): boolean {
  const [ours, theirs] = [[...one.difference(other)], [...other.difference(one)]];
  if (ours.length === 0 || theirs.length === 0 || !ours.every((word) => all.has(word) && clause.has(word)))
    return false;
  const weigh = (words: readonly string[]) => words.reduce((sum, word) => sum + index.weightOf(word), 0);
  return weigh(theirs.filter((word) => all.has(word))) < SAID * weigh(theirs);
}

function sidesOf({ start, end }: Range, sentence: Range, index: ArticleIndex): Sides {
  const text = index.textOf(sentence);
  const part = { start: start - sentence.start, end: end - sentence.start };
  const [from, to] = boundsOf(part, text);
  const conceptsBefore = (bound: number) =>
    conceptsIn({ start: Math.max(sentence.start + bound, start - LONGEST_SIDE), end: start }, index);
  const before = conceptsBefore(from);
  const leansBack = before.size === 0 && RELATIVE.test(text.slice(from, part.start));
  return {
    before: leansBack ? conceptsBefore(boundsOf({ start: from - 2, end: part.end }, text)[0]) : before,
    behind: conceptsIn({ start: end, end: Math.min(sentence.start + to, end + LONGEST_SIDE) }, index),
  };
}

/** Where the part of a sentence that a range stands in begins and ends. */
function boundsOf({ start, end }: Range, text: string, boundary = BOUNDARY): [from: number, to: number] {
  const marks = [...text.matchAll(boundary)];
  const before = marks.findLast(({ index, 0: { length } }) => index + length <= start);
  const behind = marks.find(({ index }) => index >= end);
  return [before ? before.index + before[0].length : 0, behind?.index ?? text.length];
}

function conceptsIn(range: Range, { words, figures, moments, wordAt }: ArticleIndex): ReadonlySet<string> {
  const found = new Set<string>();
  for (let at = wordAt(range.start); at < words.length; at += 1) {
    const word = words[at];
    if (!word || word.start >= range.end) break;
    const isTold = within<Range>(figures, word).length + within<Range>(moments, word).length > 0;
    if (word.content && !isTold) found.add(conceptOf(word.stem));
  }
  return found;
}
