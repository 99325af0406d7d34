import type { Range } from '../article/article.ts';
import { wordsOf } from '../article/words.ts';
import type { ArticleIndex } from './article-index.ts';
import type { Claim } from './claim.ts';
import { countWords } from './figures/number-words.ts';
import { conceptOf, oneOf } from './lexicon.ts';
import { oncePerPassage } from './once-per-passage.ts';

const NEAREST = 3; // passages compared with
const LONGEST = 600; // characters of a passage that are looked at
const COPIED = 0.6; // share of the words of the shorter of two sentences that the other one has too
const FRAMED = 3; // words in common right beside a place; the end of both sentences counts as one
const FEWEST = 2; // of these that carry meaning
const MUCH = 3; // words with meaning on one side that make up for the other one, where a sentence has none there
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

/** A passage that a claim has most words of. */
export interface NearCopy {
  readonly passage: number;
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** Where a sentence may differ from another one: at a word or some words of it, or right before one, which is half a place back. */
export interface Place {
  readonly tokens: readonly Token[];
  readonly at: number;
  /** The last of some words. Default: `at`. */
  readonly to?: number;
}

/** What two sentences have in common on one side of two places. */
interface Shared {
  readonly words: number;
  readonly content: number;
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

/** Where a part of a sentence stands among its words; undefined where it has none of them. */
export function placeOf({ start, end }: Range, tokens: readonly Token[]): Place | undefined {
  const isIn = (token: Token) => token.start >= start && token.end <= end;
  const at = tokens.findIndex(isIn);
  return at < 0 ? undefined : { tokens, at, to: tokens.findLastIndex(isIn) };
}

/** Whether two sentences have most words in common. */
function areNear(own: readonly Token[], its: readonly Token[]): boolean {
  const keys = [own, its].map((some) => new Set(some.filter(({ content }) => content).map(({ key }) => key)));
  const [shorter, longer] = keys.sort((a, b) => a.size - b.size);
  return shorter !== undefined && longer !== undefined && shorter.intersection(longer).size >= COPIED * shorter.size;
}

/** A claim's words, and the passages that it is nearly copied from with theirs. */
export interface Copy {
  readonly tokens: readonly Token[];
  readonly near: readonly NearCopy[];
}

/** Several checks ask for the same claim. */
const copies = new WeakMap<Claim, { readonly index: ArticleIndex; readonly copy: Copy }>();

/** What a claim is nearly copied from. */
export function copyOf(claim: Claim, index: ArticleIndex): Copy {
  const known = copies.get(claim);
  if (known?.index === index) return known.copy;
  const tokens = tokensOf(claim.text);
  const near = index.rank(claim.terms, NEAREST).flatMap(({ passage }) => {
    const its = toldIn(passage, index);
    const kind = index.passages[passage]?.kind;
    return kind !== 'table' && kind !== 'code' && areNear(tokens, its.tokens) ? [{ passage, ...its }] : [];
  });
  const copy = { tokens, near };
  copies.set(claim, { index, copy });
  return copy;
}

const toldIn = oncePerPassage((passage, index) => {
  const text = index.textAt(passage).slice(0, LONGEST);
  return { text, tokens: tokensOf(text) };
});

/** Whether two sentences have the same words right before and right behind two places, and speak of the same thing there. */
export function areFramedAlike(own: Place, its: Place): boolean {
  const [left, right] = [sharedFrom(own, its, -1), sharedFrom(own, its, 1)];
  if (Math.min(left.words, right.words) === 0 && !(endsAt(own, left, right) || endsAt(its, left, right))) return false;
  if (left.content + right.content < FEWEST || left.words + right.words < FRAMED) return false;
  const [marks, others] = [marksAt(own), marksAt(its)];
  return !(lacks(its.tokens, marks) && lacks(own.tokens, others));
}

/** Whether a sentence ends at a place, and shares much on its other side. */
function endsAt({ tokens, at, to = at }: Place, left: Shared, right: Shared): boolean {
  if (left.words === 0) return Math.ceil(at) === 0 && right.content >= MUCH;
  return right.words === 0 && Math.floor(to) === tokens.length - 1 && left.content >= MUCH;
}

/** How many words two sentences share from two places on, one behind the other, and how many of them carry meaning. */
export function sharedFrom(own: Place, its: Place, step: 1 | -1): Shared {
  const next = (place: Place) => (step > 0 ? Math.floor(place.to ?? place.at) : Math.ceil(place.at)) + step;
  let [words, content, skipped] = [0, 0, false];
  for (let i = next(own), j = next(its); ; i += step, j += step) {
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
  const next = keyAt(own, 1);
  if (one !== undefined && other !== undefined && next !== undefined && next === keyAt(its, 1)) return [1, 1];
  return [Number.POSITIVE_INFINITY, 0];
}

function marksAt({ tokens, at, to = at }: Place): Token[] {
  const isNear = (position: number) => position >= at - MARKED && position <= to + MARKED;
  const isIn = (position: number) => position >= at && position <= to;
  return tokens.filter(({ isMark }, position) => isMark && isNear(position) && !isIn(position));
}

/** Whether a sentence lacks one of some words. */
function lacks(tokens: readonly Token[], some: readonly Token[]): boolean {
  return some.some(({ key }) => tokens.every((one) => one.key !== key));
}
