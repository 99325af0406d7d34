import { type Word, wordsOf } from '../../article/words.ts';
import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { conceptOf, oneOf } from '../lexicon.ts';
import { saysNo, wordsOfNo } from './negated-words.ts';

const JOINING = new RegExp(String.raw`[,;:()—]|\s(?:${oneOf('contrasting')}|and|because)\s`, 'i');
/** What follows a word only to say what for: `sufficient to block it`. */
const PURPOSE = new RegExp(String.raw`^\sto\s(?!(?:${oneOf('determining')}|\p{Lu}\p{L}*)\s).*$`, 'su');
const OTHERS = /\b(?:besides|others?|apart|rest|remaining|beyond|any)\b/i;
/** Where what is said with a word ends; `failed a test and is inspected` says nothing against the inspecting. */
const BORDER = String.raw`[.,;:!?\n]|\s(?:and|but)\s(?=${oneOf('auxiliary')}\s)`;
const BEFORE = new RegExp(`^.*(?:${BORDER})`, 'is');
const BEHIND = new RegExp(String.raw`(?:${BORDER}|\s(?:rather\sthan|instead\sof)\s).*$`, 'is');
const AROUND = 70; // characters around a word within which another no may undo the difference

/** The words by which a claim says no beside one of its words; where it denies nothing, not in what it says only to say what for. */
export function ownWordsOfNo(word: Word, { text }: Claim, deniesAnything: boolean): ReadonlySet<string> {
  return wordsOfNo(deniesAnything ? clauseOf(text, word) : withoutPurpose(text, word));
}

/** The words by which a passage says no beside one of its words, which the claim denies by `negator`, if at all. */
export function theirWordsOfNo(
  { word, passage }: { readonly word: Word; readonly passage: number },
  negator: string | undefined,
  claim: Claim,
  index: ArticleIndex,
): ReadonlySet<string> {
  return wordsOfNo(withoutOnly(scopeOf(negator, word, passage, index), claim));
}

/** What stands with a word between two commas or joining words. */
export function clauseOf(text: string, { start, end }: Word): string {
  const before = text.slice(0, start).split(JOINING).at(-1) ?? '';
  return before + text.slice(start, end) + (text.slice(end).split(JOINING)[0] ?? '');
}

/** What a claim says beside a word: `unable` in `unable to block it`, but not what for. */
function withoutPurpose(text: string, { start, end }: Word): string {
  const after = text.slice(end);
  return `${text.slice(0, start)} ${saysNo(after) ? after : after.replace(PURPOSE, '')}`;
}

/** `only the mill has it` says no of the others, and not of the mill. */
function withoutOnly(text: string, { text: own, terms }: Claim): string {
  if (OTHERS.test(own)) return text;
  return text.replace(/\bonly\s(?=(?:the\s|an?\s)?([\p{L}\p{N}]+))/iu, (only, next: string) => {
    const [word] = wordsOf(next);
    return word && terms.has(conceptOf(word.stem)) ? '' : only;
  });
}

/**
 * Where another no may undo the difference: around the word in its clause where the claim says `not` of it, its whole
 * passage where it says `no` or `none` and so denies the verb as well. Without the word itself.
 */
function scopeOf(negator: string | undefined, { start, end }: Word, passage: number, index: ArticleIndex): string {
  const { text } = index.article;
  const whole = index.passages[passage];
  if (whole && negator !== undefined && !/^(?:not|cannot|\w+n['’]t)$/.test(negator)) {
    return `${text.slice(whole.start, start)} ${text.slice(end, whole.end)}`;
  }
  const before = text.slice(Math.max(0, start - AROUND), start).replace(BEFORE, '');
  return `${before} ${text.slice(end, end + AROUND).replace(BEHIND, '')}`;
}
