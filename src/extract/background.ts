import { CLOCK, type Outcome, outcomeOf } from './outcome.ts';
import type { Sentence } from './sentence.ts';

const INTRODUCTION =
  /^(?:At )?(?!We\b|I\b)\p{Lu}[\p{L}\p{N}]*(?: (?:& )?\p{Lu}[\p{L}\p{N}]*){0,2} (?:is|are|has(?! \p{L}+(?:ed|en)\b)|runs?|makes?|sells?|builds?|keeps?|shows?|provides?|operates?|serves?|helps?|handles?|ships?|hosts?)\b|^(?:For|Over) (?:the (?:past|last) )?(?:\p{L}+ )?(?:years?|months?)\b/u;

/** Whether the sentence tells what happened at which hour. */
export function isTimestamped(text: string): boolean {
  return CLOCK.test(text);
}

/** Whether the sentence presents who or what the article is about: `Kestrel sells lamps`, `For years a team...`. */
export function isIntroduction(text: string): boolean {
  return INTRODUCTION.test(text);
}

/** Whether the sentence tells neither a problem nor its cause, a change or a result. */
function isBackground({ parts, strength }: Outcome): boolean {
  return parts.size === 0 && strength === 0;
}

/** Whether it is background that says nothing in particular either: no figure but a clock time, no name. */
export function isFiller(
  { text, figures }: Pick<Sentence, 'text' | 'figures'>,
  outcome: Outcome = outcomeOf(text),
): boolean {
  if (!isBackground(outcome)) return false;
  return isTimestamped(text) || isIntroduction(text) || figures.length + namesIn(text) === 0;
}

/** Names as they look on the page: capitals not at the start, identifiers with dashes, digits or capitals inside. */
export function namesIn(text: string): number {
  return (text.slice(1).match(/(?<=[\s(“"'])(?:\p{Lu}[\p{L}\p{N}]+|\p{Ll}+(?:[-_.]\p{Ll}+)*\p{Lu}\w*)/gu) ?? []).length;
}
