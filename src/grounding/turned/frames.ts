import type { Range } from '../../article/article.ts';
import { wordsOf } from '../../article/words.ts';
import { countWords } from '../figures/number-words.ts';
import { conceptOf, oneOf } from '../lexicon.ts';

const FRAMED = 3; // words in common right beside a place; the end of both sentences counts as one
const FEWEST = 2; // of these that carry meaning
const MOST_SKIPPED = 2; // words that only one sentence has, once on either side
const MARKED = 4; // words from a place within which a figure or a name tells what it is about
const NO = new RegExp(String.raw`^(?:${oneOf('denying')}|\p{L}+n['’]t)$`, 'u');
/** What makes `not` no denial. */
const SOFTENING =
  /^\s(?:only|just|merely|simply|until|till|before|unless|necessarily|least|more|less|fewer|later|longer|doubt|matter|all|every|even)\b/i;
const UNTIL = /^(?:\s[\p{L}\d'’-]+){1,9}\s(?:until|till)\s/u;
const FARTHEST = 90; // characters to an `until` up to which alone something is denied
/** Words that carry no meaning of their own, but on which that of a sentence hangs. */
const HINGE =
  /^(?:before|after|until|since|first|last|up|down|on|off|in|out|over|under|with|to|from|by|more|less|fewer|most|least|above|below|for|against|than|all|some|every|any|if|unless)$/;
const FIGURE = new RegExp(`^(?:\\d|(?:${countWords(2, 20)})$)`);

/** A word of a sentence, as two sentences are laid side by side. */
export interface Token extends Range {
  /** The same for words of about the same meaning, and for all that deny. */
  readonly key: string;
  /** Lower case. */
  readonly written: string;
  readonly content: boolean;
  readonly isNo: boolean;
  /** A figure, or a name inside the sentence: it tells what is spoken of. */
  readonly isMark: boolean;
}

/** Where a sentence may differ from another one: at a word of it, or right before one, which is half a place back. */
export interface Place {
  readonly tokens: readonly Token[];
  readonly at: number;
}

/** The words of a sentence that carry meaning, deny, or say how the others hang together. */
export function tokensOf(text: string): Token[] {
  return wordsOf(text).flatMap(({ start, end, stem, content }): Token[] => {
    const written = text.slice(start, end).toLowerCase();
    const plain = { start, end, written, isNo: false, isMark: false };
    if (NO.test(written)) {
      const isDenial = !SOFTENING.test(text.slice(end, end + 14)) && !UNTIL.test(text.slice(end, end + FARTHEST));
      return isDenial ? [{ ...plain, key: 'not', content: false, isNo: true }] : [];
    }
    const isFigure = FIGURE.test(written);
    if (!content && !isFigure && !HINGE.test(written)) return [];
    if (/^(?:least|most)$/.test(written) && /\bat\s$/i.test(text.slice(0, start))) return []; // a bound
    const isMark = isFigure || (start > 0 && /^\p{Lu}/u.test(text.slice(start, end)));
    return [{ ...plain, key: content ? conceptOf(stem) : written, content: content || isFigure, isMark }];
  });
}

/** Whether two sentences have the same words right before and right behind two places, and speak of the same thing there. */
export function areFramedAlike(own: Place, its: Place): boolean {
  const [left, right] = [sharedFrom(own, its, -1), sharedFrom(own, its, 1)];
  if (left.words === 0 || right.words === 0) return false;
  if (left.content + right.content < FEWEST || left.words + right.words < FRAMED) return false;
  const [marks, others] = [marksAt(own), marksAt(its)];
  return !(lacks(its.tokens, marks) && lacks(own.tokens, others));
}

/** How many words two sentences share from two places on, one behind the other, and how many of them carry meaning. */
export function sharedFrom(own: Place, its: Place, step: 1 | -1) {
  const next = step > 0 ? Math.floor : Math.ceil;
  let [words, content, skipped] = [0, 0, false];
  for (let i = next(own.at) + step, j = next(its.at) + step; ; i += step, j += step) {
    if (!own.tokens[i] && !its.tokens[j]) return { words: words + 1, content };
    const [more, further] = skipsTo({ ...own, at: i }, { ...its, at: j }, step);
    if (more + further > (skipped ? 0 : MOST_SKIPPED)) return { words, content };
    skipped ||= more + further > 0;
    i += more * step;
    j += further * step;
    words += 1;
    content += own.tokens[i]?.content ? 1 : 0;
  }
}

/** How many words are left out of either sentence, which have none to share at two positions, until they share one. */
function skipsTo(own: Place, its: Place, step: 1 | -1): readonly [own: number, its: number] {
  const keyAt = ({ tokens, at }: Place, skips = 0) => tokens[at + skips * step]?.key;
  const [one, other] = [keyAt(own), keyAt(its)];
  if (one === other) return [0, 0];
  for (let skips = 1; one !== undefined && other !== undefined && skips <= MOST_SKIPPED; skips += 1) {
    if (keyAt(own, skips) === other) return [skips, 0];
    if (keyAt(its, skips) === one) return [0, skips];
  }
  return [Number.POSITIVE_INFINITY, 0];
}

function marksAt({ tokens, at }: Place): Token[] {
  return tokens.filter(({ isMark }, position) => isMark && Math.abs(position - at) <= MARKED);
}

/** Whether a sentence lacks one of some words. */
function lacks(tokens: readonly Token[], some: readonly Token[]): boolean {
  return some.some(({ key }) => tokens.every((one) => one.key !== key));
}
