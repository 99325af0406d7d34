import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import type { FoundIssue } from '../evidence.ts';
import { isInFirstPerson } from '../pronouns.ts';
import { textBefore, textBehind } from '../text-beside.ts';
import { otherDoer } from './name-issues.ts';
import { isTopic, type Named, namedBeside, namesInPassage } from './named.ts';
import { toldWithout } from './told-without.ts';

const COVERED = 0.35; // of the rest of the claim by the sentence that has a pronoun in place of the name
const FARTHEST = 2; // sentences back in which a pronoun's person is looked for
/** `She wrote`, `..., he said`: as a subject. */
const SHE_OR_HE = /^["“'‘]?(?:S?[Hh]e)\s|[,;]\s(?:and\s|but\s)?s?he\s\p{Ll}/u;
/** Before a name that only tells of where or of whom somebody is. */
const BELONGING = /\b(?:of|in|at|from|by|near|with|to|than)\s(?:the\s)?(?:\p{Lu}[\p{L}-]+\s)*$/u;
/** Behind the name of who does something. */
const DOES = /^(?:,\s|\s(?:who\s)?\p{Ll})/u;

/**
 * Finds somebody of whom a claim tells what a sentence of the article tells of `she` or `he`, who is somebody else: the one
 * whom the sentence before names. `Bo Lund plotted the yields` for `It was Ann Berg who saw it. She plotted the yields.`
 */
export function checkAntecedents(claim: Claim, index: ArticleIndex): FoundIssue[] {
  if (claim.language !== 'en') return [];
  const doer = namedBeside(claim.text, index).find((name) => isDoer(name, claim.text));
  if (!doer || isTopic(doer, index)) return [];
  const passage = toldWithout(doer, COVERED, claim, index);
  if (passage === undefined) return [];
  const text = index.textAt(passage);
  if (!SHE_OR_HE.test(text) || isInFirstPerson(text) || has(text, doer)) return [];
  const other = antecedentOf(passage, doer, index);
  if (!other || has(claim.text, other)) return [];
  return [otherDoer(doer.written, other.written)];
}

function isDoer(name: Named, text: string): boolean {
  if (name.located || /['’]s?$/.test(name.written) || BELONGING.test(textBefore(text, name, 40))) return false;
  return DOES.test(textBehind(text, name, 8));
}

/**
 * Whom a pronoun stands for: the first who is named in the nearest sentence before it that names anybody. Undefined where
 * `doer` is named there or right before, and so may be meant.
 */
function antecedentOf(passage: number, doer: Named, index: ArticleIndex): Named | undefined {
  const { block } = index.passages[passage] ?? {};
  for (let at = passage - 1; at >= passage - FARTHEST && index.passages[at]?.block === block; at -= 1) {
    const text = index.textAt(at);
    if (has(text, doer)) return undefined;
    const [named] = namesInPassage(at, index).filter((name) => isPerson(name, text));
    if (!named) continue;
    return has(index.textAt(at - 1), doer) ? undefined : named;
  }
  return undefined;
}

/** Whether a name of two words or more, as a person's is, stands for who does something. */
function isPerson(name: Named, text: string): boolean {
  const isWhole = name.parts.length > 1 || /\p{Lu}[\p{L}-]+\s$/u.test(textBefore(text, name, 24));
  return isWhole && !name.located && !BELONGING.test(textBefore(text, name, 40));
}

function has(text: string, { parts }: Named): boolean {
  const lower = text.toLowerCase();
  return parts.some((part) => lower.includes(part));
}
