import type { Article, BlockKind, Range } from './article.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

const words = (list: string) => new Set(list.split(' '));

/** Always followed by more of the same sentence. */
const ABBREVIATIONS = words('e.g i.e eg ie vs v cf al approx ca resp incl excl esp viz aka a.k.a w.r.t');
/** The same, and written with a capital: "300 ms. The next" is no title. */
const TITLES = words('Dr Mr Mrs Ms Mx Prof Hon Gen Col Capt Lt Sgt Rev St Mt');
/** The same, when a figure follows. */
const BEFORE_FIGURES = words(
  'no nos nr vol pp p ch chap sec sect fig figs eq eqs art ver para rfc ed tab pt jan feb mar apr jun jul aug sep sept oct nov dec',
);
/** A word that follows a dotted abbreviation or an initial only when a new sentence begins. */
const STARTERS = words(
  'the a an this that these those it its he she they we you i our their his her there here in on at by for from with to of as if when while where after before since because so but and or yet however then now once what why how who which no not all each every some many most both one two another still even only also instead later today next first second finally meanwhile',
);
/** What may follow "8 a.m." within the sentence, besides a time zone in capitals. */
const DATE_WORD =
  /^(?:mon|tues|wednes|thurs|fri|satur|sun)day|^(?:january|february|march|april|may|june|july|august|september|october|november|december)|^(?:eastern|central|mountain|pacific)$/i;

/** What makes a date of "3." in English or German; "May we" asks something. */
const MONTH =
  /^(?:jan(?:uary|uar)?|jänner|feb(?:ruary|ruar)?|märz|mär|mar(?:ch)?|apr(?:il)?|mai|may(?!\s+(?:i|we|you|it|he|she|they|this|the)\s)|june?|juni|july?|juli|aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)(?![\p{L}\p{N}])/iu;
/** "z. B.", "d. h.", "u. a.": single letters with stops, parted by spaces, the first in lower case. */
const SPACED_LETTERS = /(?:^|[\s("“„‘'[])(\p{Ll}(?:\.\s\p{L}){1,3})\.$/u;
/** Those that never end a sentence, without stops and spaces. */
const NEVER_LAST = words('zb dh ia eg ie zt uu idr');
/** Begins a sentence after the others, besides English starters. */
const GERMAN_STARTERS = words(
  'der die das den dem ein eine es er wir sie ich dies diese dieser dann danach so aber und',
);

/** The longest end of a sentence that is looked at; keeps the work linear. */
const TAIL = 40;

/**
 * Splits text into sentences; ranges are in order, do not overlap, and are trimmed of white space. Where Unicode's
 * rules (UAX 29) cut after an abbreviation, an initial or inside a name, the pieces are joined again. A line end always
 * ends a sentence. Linear in the length of the text.
 */
export function splitSentences(text: string): readonly Range[] {
  const known = latest.get(text);
  if (known !== undefined) return known;
  const sentences = split(text);
  if (text.length > LONGEST_KEPT) return sentences;
  if (kept + text.length > MOST_KEPT) {
    latest.clear();
    kept = 0;
  }
  kept += text.length;
  latest.set(` ${text}`.slice(1), sentences); // a part of a text would keep all of it
  return sentences;
}

// Whoever parses an article, holds claims against it or looks for instructions in it goes through its sentences.
const latest = new Map<string, readonly Range[]>();
let kept = 0;
const LONGEST_KEPT = 20_000; // characters
const MOST_KEPT = 500_000; // of all texts together

function split(text: string): Range[] {
  const sentences: Range[] = [];
  let start = 0;
  let end = 0;
  for (const { index, segment } of segmenter.segment(text)) {
    const trimmed = segment.trim();
    if (trimmed === '') continue;
    const from = index + segment.length - segment.trimStart().length;
    if (end > start && !belongTogether(text, start, end, from, trimmed)) {
      sentences.push({ start, end });
      start = from;
    } else if (end === start) {
      start = from;
    }
    end = from + trimmed.length;
  }
  if (end > start) sentences.push({ start, end });
  return sentences;
}

/** A sentence of an article, with the kind and position (in `blocks`) of the block it stands in. */
export interface Sentence extends Range {
  readonly kind: BlockKind;
  readonly block: number;
}

/**
 * The sentences of an article in order, with offsets into its text. Only paragraphs, list items and quotes have them;
 * none spans two blocks.
 */
export function sentencesOf({ text, blocks }: Pick<Article, 'text' | 'blocks'>): Sentence[] {
  const sentences: Sentence[] = [];
  for (const [block, { kind, start, end }] of blocks.entries()) {
    if (kind !== 'paragraph' && kind !== 'list-item' && kind !== 'quote') continue;
    for (const range of splitSentences(text.slice(start, end)))
      sentences.push({ start: start + range.start, end: start + range.end, kind, block });
  }
  return sentences;
}

/** Whether the cut between `text.slice(start, end)` and the piece `next` at `nextStart` is a wrong one. */
function belongTogether(text: string, start: number, end: number, nextStart: number, next: string): boolean {
  const between = text.slice(end, nextStart);
  if (/\n/.test(between)) return false;
  const tail = text.slice(Math.max(start, end - TAIL), end);
  if (!/[\p{L}\p{N}]/u.test(next)) return true; // a stray bracket or quotation mark
  if (between === '' && /[.!?]$/.test(tail)) return true; // ".NET", "?q=1"
  if (/[?!]["”’»')\]]+$/.test(tail) && /^\p{Ll}/u.test(next)) return true; // "Why?" she asked
  if (/(?:^|\s)(?:\.{3}|…)$/.test(tail)) return true; // an ellipsis between words
  const [, letters] = SPACED_LETTERS.exec(tail) ?? [];
  if (letters !== undefined) return NEVER_LAST.has(letters.replace(/[.\s]/g, '').toLowerCase()) || !starts(next);
  const last = /[^\s("“‘'[]*\.$/.exec(tail)?.[0].slice(0, -1);
  if (last === undefined || last === '') return false;
  if (end - start === last.length + 1 && /^(?:\d{1,3}|\p{L})$/u.test(last)) return true; // "1. First we..."
  if (/^\d{1,2}$/.test(last)) return MONTH.test(next.slice(0, TAIL));
  if (/^\p{Ll}$/u.test(last)) return /^\p{L}\.(?:\s|$)/u.test(next); // "z." of "z. B."
  return continues(last, next);
}

/** Whether text begins with a word that mostly begins sentences. */
function starts(text: string): boolean {
  const word = followerOf(text).toLowerCase();
  return STARTERS.has(word) || GERMAN_STARTERS.has(word);
}

function followerOf(text: string): string {
  return /^[("“‘'[]*([\p{L}\p{N}'’]+)/u.exec(text.slice(0, TAIL))?.[1] ?? '';
}

/** Whether a word that ended in a stop, followed by `next`, did not end a sentence. */
function continues(last: string, next: string): boolean {
  const word = last.toLowerCase();
  if (ABBREVIATIONS.has(word) || TITLES.has(last)) return true;
  if (BEFORE_FIGURES.has(word)) return /^[#§]?\d/.test(next);
  const follower = followerOf(next);
  if (word === 'a.m' || word === 'p.m') return /^\p{Lu}{2,4}$/u.test(follower) || DATE_WORD.test(follower);
  const initial = /^\p{Lu}$/u.test(last) && last !== 'I';
  if (initial || /^\p{L}{1,2}(?:\.\p{L})+$/u.test(last)) return !STARTERS.has(follower.toLowerCase());
  return false;
}
