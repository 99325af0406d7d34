import type { Range } from '../../article/article.ts';
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
const FARTHEST_UNTIL = 9; // words behind one that is denied only until then
/** Words that carry no meaning of their own but are denied like those that do: `must not be used`. */
const PREDICATE = /^(?:used?|using|enough|need(?:s|ed)?)$/;
const AUXILIARY = new RegExp(`^${oneOf('auxiliary')}$`);
/** What is not claimed is not denied. */
const CLAIMED = /^(?:claim|say|mean|argue|suggest|pretend|assert|insist)s?$/;
const NOT_CLAIMED =
  /(?:\bnot|n['’]t|\bnever)\s(?:claim|say|mean|argue|suggest|pretend|assert|insist|think|believe)s?\s(?:that\s)?[^.,;:]*$/i;
const LONGEST_CLAIM = 60; // characters
/** What begins a thought that a negation does not reach. */
const CLAUSE =
  /^(?:but|and|because|until|before|after|when|while|although|though|unless|which|who|what|whether|how|why|where)$/;
const SAID_SO = 3; // content words of what is not found, said, shown that are denied with it
const MOST_COVERED = 1; // content words among them

/** A text and its words, in order. */
interface Told {
  readonly text: string;
  readonly words: readonly Word[];
}

/** What denies a word: `no` in `no ticket`, which is lower case, and where the two stand together. */
export interface Negation extends Range {
  readonly no: string;
}

/** Which words of a text are looked at, by position, and how many content words a negation covers. */
interface Extent {
  readonly from?: number;
  readonly to?: number;
  readonly most?: number;
}

/**
 * What denies the words that a negation covers, by their position in `words`. What `and not`, `but not` sets apart does
 * not count. Linear in the words.
 */
export function negatedWords(
  told: Told,
  { from = 0, to = told.words.length, most = MOST_COVERED }: Extent = {},
): ReadonlyMap<number, Negation> {
  const negated = new Map<number, Negation>();
  for (let at = from; at < to; at += 1) {
    const found = negatorAt(told, at);
    if (!found) continue;
    const verb = /^no(?:thing|ne)$/.test(found.no) ? verbBefore(told, Math.max(from, at - 2), at) : undefined;
    const covered = verb === undefined ? coveredBehind(told, at, found.no, { to, most }) : [verb];
    for (const one of covered) {
      const word = told.words[one];
      const [start, end] = [word?.start ?? found.start, word?.end ?? found.end];
      negated.set(one, { no: found.no, start: Math.min(found.start, start), end: Math.max(found.end, end) });
    }
  }
  return negated;
}

/** The negation at a position, if there is one that denies what it stands with. */
function negatorAt(told: Told, at: number): Negation | undefined {
  const word = told.words[at];
  const [before, read, next] = [lowerAt(told, at - 1), lowerAt(told, at), lowerAt(told, at + 1)];
  const no = read === 'yet' && next === 'to' ? 'not' : read; // `has yet to admit`
  const hindering = read === 'from' ? hinderingBefore(told, at) : undefined;
  if (!word || !(NEGATOR.test(no) || hindering) || SOFTENING.test(next)) return undefined;
  if (no === 'no' && next === 'longer' && lowerAt(told, at + 2) === 'than') return undefined;
  if (/^no/.test(no) && before === 'than') return undefined; // `better than none`
  if (/^n(?:either|or)$/.test(no) && isAuxiliary(next)) return undefined; // `neither are the weights`
  if (no === 'not' && /^(?:and|but|or)$/.test(before)) return undefined;
  if (isNotClaimed(told.text.slice(0, word.start))) return undefined;
  return { no, start: (hindering ?? word).start, end: word.end };
}

/** Whether a text ends in a clause that is not claimed: `We do not say that it does`. */
export function isNotClaimed(text: string): boolean {
  return NOT_CLAIMED.test(text.slice(-LONGEST_CLAIM));
}

/** The positions of the words that a negation covers behind it. */
function coveredBehind(told: Told, at: number, no: string, { to, most }: Required<Omit<Extent, 'from'>>): number[] {
  const { text, words } = told;
  const positions: number[] = [];
  let covered = 0;
  const first = no === 'no' && lowerAt(told, at + 1) === 'longer' ? at + 2 : at + 1;
  for (let next = first; next < Math.min(to, at + 1 + REACH) && covered < most; next += 1) {
    const [before, word] = [words[next - 1], words[next]];
    const [written, after] = [lowerAt(told, next), lowerAt(told, next + 1)];
    if (!before || !word || /[,;:.()—]/.test(text.slice(before.end, word.start)) || CLAUSE.test(written)) break;
    if (covered >= 0 && written === 'that') break;
    if (!isDeniable(text, word)) continue;
    if (isOnlyUntil(told, next)) break;
    positions.push(next);
    if (!(/^need/.test(written) && after === 'to')) covered += 1; // `need to apply`
    if (no === 'no' && next === at + 1 && isAuxiliary(after)) covered -= 1; // `no stone was lost`
    if (after === 'that' && !CLAIMED.test(written)) covered -= SAID_SO;
  }
  return positions;
}

/** What `changed nothing` and `carried out none` say was not done. */
function verbBefore(told: Told, from: number, at: number): number | undefined {
  for (let before = at - 1; before >= from; before -= 1) {
    const [word, next] = [told.words[before], told.words[before + 1]];
    if (!word || !next || told.text.slice(word.end, next.start) !== ' ') return undefined;
    if (word.content) return before;
    if (!/^(?:out|up|down|off)$/.test(lowerAt(told, before))) return undefined;
  }
  return undefined;
}

/** `cannot begin before May`: begins, but later. */
function isOnlyUntil({ text, words }: Told, at: number): boolean {
  const next = words
    .slice(at + 1, at + FARTHEST_UNTIL)
    .find((word) => /^(?:before|until|till)$/.test(lowerOf(text, word)));
  return next !== undefined && !/[,;:.()—]/.test(text.slice(words[at]?.end, next.start));
}

/** Whether a word, in lower case, stands before a verb or for one. */
export function isAuxiliary(word: string): boolean {
  return AUXILIARY.test(word);
}

/** Whether a word may be what a negation denies. */
export function isDeniable(text: string, word: Word): boolean {
  return word.content || PREDICATE.test(lowerOf(text, word));
}

/** Verbs that only with `against` say no, `un-` before a whole word, and `too` for what is therefore not so. */
const NO = new RegExp(
  String.raw`\b(?:${oneOf('denying', 'saying no')}|un(?!der|til|less|i[oqtv]|cle)\p{L}{4,}|(?<=\b(?:vot|decid|argu|rul|sp[eo]|advis|recommend|warn|caution)\p{Ll}{0,6}\s)against|too(?=\s(?!much|many|few|little)\p{L}))\b|n['’]t\b`,
  'giu',
);

/** The words of a text that say no in any way: `not`, `failed`, `without`, `instead`; lower case. */
export function wordsOfNo(text: string): ReadonlySet<string> {
  return new Set(Array.from(text.matchAll(NO), ([word]) => word.toLowerCase()));
}

function hinderingBefore(told: Told, at: number): Word | undefined {
  if (!/\wing$/.test(lowerAt(told, at + 1))) return undefined;
  return told.words.slice(Math.max(0, at - HINDERED), at).findLast((word) => HINDERING.test(lowerOf(told.text, word)));
}

function lowerAt({ text, words }: Told, at: number): string {
  return lowerOf(text, words[at]);
}

function lowerOf(text: string, word: Word | undefined): string {
  return word ? text.slice(word.start, word.end).toLowerCase() : '';
}

const DENIAL = new RegExp(String.raw`\b${oneOf('denying')}\b|n['’]t\b`, 'i');

/** Whether a text says no outright, and not only by a word such as `failed`. */
export function saysNo(text: string): boolean {
  return DENIAL.test(text);
}
