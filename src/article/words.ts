import { stemmer } from 'stemmer';
import type { Range } from './article.ts';

/** A word of a text, in the form in which words are compared. */
export interface Word extends Range {
  /** Porter stem, lower case, American spelling: `Optimised` and `optimizing` are the same word. */
  readonly stem: string;
  /** Whether it carries meaning of its own; `the`, `with`, `also` do not. */
  readonly content: boolean;
}

const WORD = /[\p{L}\p{N}]+(?:['’]\p{L}+)?/gu;
const DIGITS = /^\d+$/;
const LONGEST_STEMMED = 32; // longer runs are keys and hashes, and the stemmer's patterns are not linear

const STOP_WORDS = new Set(
  `a about above across after again against all almost along already also although always am among an and another any
  anyone anything are around as at away back be because been before being below between both but by came can cannot
  come could did do does doing done down during each either else enough even ever every few for from further get gets
  getting give given go goes going gone got had has have having he her here hers herself him himself his how however i
  if in instead into is it its itself just keep kept know knew let lets like made make makes making many may me might
  more most much must my myself near need never next no nor not nothing now of off often on once one only onto or other
  others our ours ourselves out over own per perhaps put quite rather really same say says see seen several shall she
  should since so some someone something sometimes soon still such take taken than that the their theirs them themselves
  then there these they thing things this those though through thus to together too toward towards took until up upon us
  use used uses using very via want was way ways we well went were what when where whether which while who whole whom
  whose why will with within without would yet you your yours yourself`.split(/\s+/),
);

/** The words of a text in order. Linear in its length. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  WORD.lastIndex = 0;
  for (let match = WORD.exec(text); match !== null; match = WORD.exec(text)) {
    const [raw] = match;
    const { stem, content } = readWord(raw);
    words.push({ start: match.index, end: match.index + raw.length, stem, content });
  }
  return words;
}

const read = new Map<string, Omit<Word, keyof Range>>();

/** Of one word as it is written. Kept between calls, like stems; numbers would fill the memory, and have no other form. */
function readWord(raw: string): Omit<Word, keyof Range> {
  if (raw < 'A' && DIGITS.test(raw)) return { stem: raw, content: raw.length > 1 };
  const known = read.get(raw);
  if (known !== undefined) return known;
  const bare = raw.replace(/['’]\p{L}+$/u, '').toLowerCase();
  const word = { stem: stemOf(bare), content: bare.length > 1 && !STOP_WORDS.has(bare) };
  if (raw.length > LONGEST_STEMMED) return word;
  if (read.size >= MOST_STEMS_KEPT) read.clear();
  read.set(copyOf(raw), word);
  return word;
}

const stems = new Map<string, string>();
const MOST_STEMS_KEPT = 20_000;

/** Stem of one lower-case word. Kept between calls, because the same few thousand words make up most articles. */
export function stemOf(word: string): string {
  if (word.length > LONGEST_STEMMED) return word;
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= MOST_STEMS_KEPT) stems.clear();
  const stem = stemmer(american(word));
  stems.set(word, stem);
  return stem;
}

/** V8 keeps the whole text as long as a part of it that is longer than a dozen characters. */
function copyOf(word: string): string {
  return ` ${word}`.slice(1);
}

// Applied to every word alike, so that turning `surprise` into `surprize` does no harm.
function american(word: string): string {
  if (word.length < 6) return word;
  return word.replace(/is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)/, 'iz').replace(/our(?=$|s$|ed$|ing$|al$)/, 'or');
}
