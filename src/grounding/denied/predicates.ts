import type { Word } from '../../article/words.ts';
import { conceptOf, oneOf } from '../lexicon.ts';

/** A verb or adjective that a clause denies. */
export interface Denial {
  readonly word: Word;
  /** What it is looked for by in another clause. */
  readonly concept: string;
  /** Whether it once was so: `no longer`. */
  readonly noLonger: boolean;
  /** With the words that deny it: `couldn't open`. */
  readonly written: string;
}

const BETWEEN = String.raw`(?:(?:to|again|be|been|being|get|got|have|has|yet|ever|even|also|so|now|still|either|any|in\sany\sway|\p{L}+ly)\s)*`;
/** What says by itself only that something may be: `allowed to leave`, `able to see it`. */
const MODAL = String.raw`(?:(?:allowed|permitted|able|willing|entitled|supposed|required|obliged|intend(?:s|ed|ing)?|plan(?:s|ned|ning)?|expect(?:s|ed|ing)?|want(?:s|ed|ing)?|going|prepared|ready)\sto\s${BETWEEN})?`;
/** `no ticket was lost`, but not `no doubt the gate is shut`. */
const NO_SUBJECT = String.raw`\b(?:no\s(?!longer\b|more\b|less\b|fewer\b|doubt\b|matter\b|wonder\b)|nobody\s|not\s(?:a\ssingle|one)\s)(?:(?!(?:${oneOf('determining')}|and|or|as|than)\s)\p{L}+\s){0,4}?${oneOf('auxiliary')}`;
/** What opens a sentence and denies it, with the subject behind the auxiliary: `in none have we found`, `at no time did it fail`. */
const NO_AHEAD = String.raw`\b(?:(?:in|at|on|for|under|with)\sno(?:ne|\s\p{L}+)(?:\sof\s(?:\p{L}+\s){1,3}?)?|never|nowhere|nor)\s${oneOf('auxiliary')}\s(?:I|we|you|he|she|it|they|(?:the|an?|our|its|their|his|her)\s(?:\p{L}+\s)??\p{L}+|\p{Lu}\p{L}+)`;
/** What is not tried or meant is not done. */
const NO_WILL = String.raw`\bno\s(?:attempt|effort|intention|plans?|wish|desire|need|right|power|way|chance|obligation|duty)\sto`;
const DENIED = new RegExp(
  String.raw`(?<no>${NO_SUBJECT}|${NO_AHEAD}|${NO_WILL}|\b(?:not|never|cannot|no\slonger)|n['’]t|\b(?:refus(?:es?|ed|ing)|declin(?:es?|ed|ing)|fail(?:s|ed|ing)?|unable)\sto|\bnone\sof\s(?:\p{L}+\s){1,4}?${oneOf('auxiliary')}|\bno(?=\s(?:better|worse|more\s\p{L}+\sthan)\b))\s${BETWEEN}${MODAL}(?<verb>\p{L}{2,})`,
  'giu',
);
/** `not only`, `not until`, `not all`: denies something else than what follows, or nothing. */
const OTHERWISE = new RegExp(
  `^(?:only|just|merely|simply|until|till|before|unless|necessarily|least|more|less|fewer|later|all|every|each|everyone|everybody|always|one|two|three|${oneOf('determining')}|this|that|these|those|for|of|in|on|at|by|with|from|to|as|because|but|and|or|nor|if|when|whether|beside|beyond|after|alone|say|said|mention|speak|enough|many|much)$`,
  'i',
);

/** The verbs and adjectives that a text denies, with `words` those of the text. */
export function denialsIn(text: string, words: readonly Word[]): Denial[] {
  const found: Denial[] = [];
  for (const { index, 0: all, groups } of text.matchAll(DENIED)) {
    const verb = groups?.verb ?? '';
    if (OTHERWISE.test(verb)) continue;
    const start = index + all.length - verb.length;
    const word = words.find((one) => one.start <= start && start < one.end);
    if (!word) continue;
    const first = words.find((one) => one.end > index)?.start ?? index; // of `n't` the whole word
    const written = text.slice(Math.min(first, index), word.end);
    found.push({ word, concept: conceptOf(word.stem), noLonger: /longer/i.test(groups?.no ?? ''), written });
  }
  return found;
}

/** What there is no case of has not happened: what stands behind `no case in which`, `no evidence that`. */
const NO_CASE =
  /\bno\s(?:\p{L}+\s)?(?:cases?|instances?|occasions?|examples?|evidence|signs?|proof|indications?|reports?|records?)\s(?:in\s(?:which|whom)|where|that)\s$/iu;
const LONGEST_CASE = 60; // characters
const HAPPENED = new RegExp(
  String.raw`(?:^\s?(?:I|we|he|she|it|they|any\p{L}+)(?!\s${oneOf('auxiliary')}\b)|${oneOf('auxiliary')})\s${BETWEEN}(?<verb>\p{L}{3,})`,
  'iu',
);

/** The verb of a clause that is denied by what stands before it, with `words` those of its text. */
export function deniedAhead(before: string, text: string, words: readonly Word[]): Denial[] {
  const [no] = NO_CASE.exec(before.slice(-LONGEST_CASE)) ?? [];
  const found = no === undefined ? null : HAPPENED.exec(text);
  const end = (found?.index ?? 0) + (found?.[0].length ?? 0);
  const word = found && words.find((one) => one.start < end && end <= one.end && one.content);
  if (!word || no === undefined) return [];
  return [{ word, concept: conceptOf(word.stem), noLonger: false, written: no + text.slice(0, word.end).trimStart() }];
}

/** What opens a clause of its own, so that `no` there denies what is said of its subject. */
const OPENING =
  /(?:(?:^|[.,;:!?()—\n])\s*(?:and\s)?|\b(?:but|so|because|although|though|while|that|since|as|when|where|if)\s)no\s(?:\p{L}+\s)?$/iu;
const OF_SUBJECT = /^\s(?:of|in|on|at|for|from|to|with|between|under|by|or|and|that|who|which)\b/i;
const LONGEST_OPENING = 40; // characters

/**
 * The concept of what is denied of a subject with `no`: `lost` in `No ticket was lost`, which says nothing of tickets that
 * are sold. Undefined where the noun at `at` is no such subject.
 */
export function deniedOfSubject(text: string, words: readonly Word[], at: number): string | undefined {
  const subject = words[at];
  if (!subject) return undefined;
  if (!OPENING.test(text.slice(Math.max(0, subject.start - LONGEST_OPENING), subject.start))) return undefined;
  if (OF_SUBJECT.test(text.slice(subject.end, subject.end + 12))) return undefined;
  const verb = words.slice(at + 1, at + 5).find(({ content }) => content);
  if (!verb || /[.,;:!?()—\n]/.test(text.slice(subject.end, verb.start))) return undefined;
  return conceptOf(verb.stem);
}
