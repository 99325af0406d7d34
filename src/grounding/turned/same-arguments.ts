import type { Range } from '../../article/article.ts';
import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { conceptsOf } from '../concepts.ts';
import { isVague, oneOf } from '../lexicon.ts';
import { makesPassive } from './passive.ts';

const PRONOUN = new RegExp(String.raw`^(?:it|they|he|she)\s(?:(?:${oneOf('auxiliary')}|also|then|later)\s)*$`, 'i');
/** What follows a verb that says how its own subject moved, and the object of one that says what it moved. */
const ALONE = /^(?:[.,;:]|$|\s(?:to|from|by|at|in|on|for|since|after|when|while|and|but|[$€£]?\d))/;
const OBJECT = new RegExp(
  String.raw`^\s(?=(?:${oneOf('determining')}|this|that|these|those)\s|\p{Lu})(?:(?!(?:to|from|by|at|in|on|of|for|with|into|onto|since|after|before|when|while|and|but|as)\b)[\p{L}\d'’-]+\s?)+`,
  'u',
);

/** The word right behind a verb, but for an article or a pronoun before it. */
const FIRST_OF_OBJECT = new RegExp(
  String.raw`^\s(?:(?:${oneOf('determining')}|this|that|these|those)\s)?(\p{L}[\p{L}’'-]*)`,
  'iu',
);

/** Whether the object of a claim's verb begins with the same word as that of the article's: `raised its price`, `cut the price`. */
export function hasSameObject(hit: Range, opposite: Range, claim: Claim, index: ArticleIndex): boolean {
  const passage = index.passages[index.passageAt(opposite.start)];
  const own = firstOfObject(claim.text.slice(hit.end));
  const its = firstOfObject(index.article.text.slice(opposite.end, passage?.end ?? opposite.end));
  return own !== undefined && own === its;
}

function firstOfObject(behind: string): string | undefined {
  const [concept] = conceptsOf(FIRST_OF_OBJECT.exec(behind)?.[1] ?? '');
  return concept;
}

/**
 * Whether a claim and the article say their verb of the same: what Ann buys, Bo sells, and what is bought is sold. Said of
 * different ones, or of what is dealt with, converse verbs are no opposites.
 */
export function isSaidOfSame(hit: Range, opposite: Range, claim: Claim, index: ArticleIndex): boolean {
  const at = index.passageAt(opposite.start);
  const [before, passage] = [index.passages[at - 1], index.passages[at]];
  const own = claim.text.slice(0, hit.start);
  const theirs = index.article.text.slice(passage?.start ?? 0, opposite.start);
  if (makesPassive(own) || makesPassive(theirs)) return false;
  const isNamedBefore = before !== undefined && before.block === passage?.block && PRONOUN.test(theirs);
  const other = isNamedBefore ? conceptsOf(index.textOf(before)) : conceptsBefore(theirs);
  const subject = conceptsBefore(own);
  return subject.size === 0 || !subject.isDisjointFrom(other);
}

/**
 * Whether what one text moves is what moves in the other: `cut the price` and `the price rose`. A tug that dropped a probe
 * has itself climbed none the less.
 */
export function movesSame(hit: Range, opposite: Range, claim: Claim, index: ArticleIndex): boolean {
  const { text } = index.article;
  const passage = index.passages[index.passageAt(opposite.start)];
  const before = text.slice(passage?.start ?? 0, opposite.start);
  const [own, its] = [claim.text.slice(hit.end), text.slice(opposite.end, passage?.end ?? opposite.end)];
  const isOf = (object: ReadonlySet<string>, told: string) =>
    object.size === 0 || !object.isDisjointFrom(conceptsOf(told));
  if (ALONE.test(its)) return isOf(objectOf(own), before);
  return !ALONE.test(own) || isOf(objectOf(its), claim.text.slice(0, hit.start));
}

/** Concepts of what stands right behind a verb without a preposition between; none of words such as `week`. */
function objectOf(behind: string): ReadonlySet<string> {
  const [object = ''] = OBJECT.exec(behind) ?? [];
  return new Set([...conceptsOf(object)].filter((concept) => !isVague(concept)));
}

/**
 * Concepts of the clause that a verb ends, or of the sentence's beginning where it shares its subject: `..., and may sell`; also
 * of an apposition: `the smith, Ann Berg, bought`.
 */
function conceptsBefore(text: string): ReadonlySet<string> {
  const clause = conceptsOf(
    /,\s$/.test(text)
      ? text
          .split(/[,;:()—]/)
          .slice(-3)
          .join(' ')
      : text.replace(/^.*[,;:()—]/s, ''),
  );
  return clause.size > 0 ? clause : new Set([...conceptsOf(text)].slice(0, 2));
}
