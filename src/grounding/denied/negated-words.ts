import type { Word } from '../../article/words.ts';
import { oneOf } from '../lexicon.ts';

const NEGATOR = new RegExp(
  String.raw`^(?:${oneOf('denying')}|nowhere|forbids?|forbade|prohibits?|lacks?|lacked|lacking|unable|inability|\p{L}+n['’]t)$`,
  'u',
);
/** Before `from` and what is thereby not done: `kept them from paying`. */
const HINDERING =
  /^(?:ke(?:eps?|pt)|prevent\w*|stop\w*|bar(?:s|red)?|deter\w*|block\w*|bann?\w*|sav(?:es|ed)|spar(?:es|ed)|hinder\w*|prohibit\w*)$/;
const HINDERED = 8; // words between them
/** After these a negation does not deny: `not only`, `not until`, `no longer than`, `no doubt`. */
const SOFTENING =
  /^(?:only|just|merely|simply|until|till|before|unless|necessarily|least|more|less|fewer|later|doubt|matter|wonder)$/;
const REACH = 7; // words that a negation covers
/** Words that carry no meaning of their own but are denied like those that do: `must not be used`. */
const PREDICATE = /^(?:used?|using|enough|need(?:s|ed)?)$/;
const AUXILIARY = /^(?:is|are|was|were|do|does|did|can|could|has|have|had|will|would|should)$/;
/** What is not claimed is not denied. */
const CLAIMED = /^(?:claim|say|mean|argue|suggest|pretend|assert|insist)s?$/;
const SAID_SO = 3; // content words of what is not found, said, shown that are denied with it
const MOST_COVERED = 1; // content words among them

/** Positions in `words` of the content words that a negation covers, with the word that does, by a look at the text. What `and not`, `but not` sets
 * apart does not count. Linear in the words. */
export function negatedWords(
  text: string,
  words: readonly Word[],
  from = 0,
  to = words.length,
  most = MOST_COVERED,
): ReadonlyMap<number, string> {
  const negated = new Map<number, string>();
  for (let at = from; at < to; at += 1) {
    const read = lowerOf(text, words[at]);
    const written = read === 'yet' && lowerOf(text, words[at + 1]) === 'to' ? 'not' : read; // `has yet to admit`
    const hinders = written === 'from' && isHindering(text, words, at);
    if (!(NEGATOR.test(written) || hinders) || SOFTENING.test(lowerOf(text, words[at + 1]))) continue;
    const longer = written === 'no' && lowerOf(text, words[at + 1]) === 'longer';
    if (longer && lowerOf(text, words[at + 2]) === 'than') continue;
    if (/^no/.test(written) && lowerOf(text, words[at - 1]) === 'than') continue; // `better than none`
    if (/^n(?:either|or)$/.test(written) && AUXILIARY.test(lowerOf(text, words[at + 1]))) continue; // `neither are the weights`
    if (written === 'not' && /^(?:and|but|or)$/.test(lowerOf(text, words[at - 1]))) continue;
    const verb = /^no(?:thing|ne)$/.test(written) ? verbBefore(text, words, Math.max(from, at - 2), at) : undefined;
    if (verb !== undefined) {
      negated.set(verb, written);
      continue;
    }
    let covered = 0;
    for (let next = longer ? at + 2 : at + 1; next < Math.min(to, at + 1 + REACH) && covered < most; next += 1) {
      const [before, word] = [words[next - 1], words[next]];
      if (!before || !word || /[,;:.()—]/.test(text.slice(before.end, word.start))) break;
      if (
        /^(?:but|and|because|until|before|after|when|while|although|though|unless|which|who|what|whether|how|why|where)$/.test(
          lowerOf(text, word),
        )
      )
        break;
      if (covered >= 0 && lowerOf(text, word) === 'that') break;
      if (!isDeniable(text, word)) continue;
      if (isOnlyUntil(text, words, next)) break;
      negated.set(next, written);
      if (!(/^need/.test(lowerOf(text, word)) && lowerOf(text, words[next + 1]) === 'to')) covered += 1; // `need to apply`
      if (written === 'no' && next === at + 1 && AUXILIARY.test(lowerOf(text, words[next + 1]))) covered -= 1; // `no stone was lost`
      if (lowerOf(text, words[next + 1]) === 'that' && !CLAIMED.test(lowerOf(text, word))) covered -= SAID_SO;
    }
  }
  return negated;
}

/** What `changed nothing` and `carried out none` say was not done. */
function verbBefore(text: string, words: readonly Word[], from: number, at: number): number | undefined {
  for (let before = at - 1; before >= from; before -= 1) {
    const [word, next] = [words[before], words[before + 1]];
    if (!word || !next || text.slice(word.end, next.start) !== ' ') return undefined;
    if (word.content) return before;
    if (!/^(?:out|up|down|off)$/.test(lowerOf(text, word))) return undefined;
  }
  return undefined;
}

/** `cannot begin before May`: begins, but later. */
function isOnlyUntil(text: string, words: readonly Word[], at: number): boolean {
  const next = words.slice(at + 1, at + 4).find((word) => /^(?:before|until|till)$/.test(lowerOf(text, word)));
  return next !== undefined && !/[,;:.()—]/.test(text.slice(words[at]?.end, next.start));
}

/** Whether a word may be what a negation denies. */
export function isDeniable(text: string, word: Word): boolean {
  return word.content || PREDICATE.test(lowerOf(text, word));
}

/** Verbs that only with `against` say no, `un-` before a whole word, and `too` for what is therefore not so. */
const NO = new RegExp(
  String.raw`\b(?:${oneOf('denying', 'saying no')}|un(?!der|til|less|i[oqtv]|cle)\p{L}{4,}|(?<=\b(?:vot|decid|argu|rul|sp[eo]|advis|recommend|warn|caution)\p{Ll}{0,6}\s)against|too(?=\s\p{L}))\b|n['’]t\b`,
  'giu',
);

/** The words of a text that say no in any way: `not`, `failed`, `without`, `instead`; lower case. */
export function wordsOfNo(text: string): ReadonlySet<string> {
  return new Set(Array.from(text.matchAll(NO), ([word]) => word.toLowerCase()));
}

function isHindering(text: string, words: readonly Word[], at: number): boolean {
  if (!/\wing$/.test(lowerOf(text, words[at + 1]))) return false;
  return words.slice(Math.max(0, at - HINDERED), at).some((word) => HINDERING.test(lowerOf(text, word)));
}

function lowerOf(text: string, word: Word | undefined): string {
  return word ? text.slice(word.start, word.end).toLowerCase() : '';
}

const DENIAL = new RegExp(String.raw`\b${oneOf('denying')}\b|n['’]t\b`, 'i');

/** Whether a text says no outright, and not only by a word such as `failed`. */
export function saysNo(text: string): boolean {
  return DENIAL.test(text);
}
