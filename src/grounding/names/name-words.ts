import type { Range } from '../../article/article.ts';
import { wordsOf } from '../../article/words.ts';
import { isEnglishWord } from '../english-words.ts';
import { unitOf } from '../figures/units.ts';
import { polesOf } from '../lexicon.ts';
import names from './names.json' with { type: 'json' };

/** A word of a text that is a name or a part of one. */
export interface NameWord extends Range {
  readonly written: string;
  /** In lower case and without possessive. */
  readonly small: string;
  /** Stands right behind the one before it: `Ingrid Palmqvist`. */
  readonly joined: boolean;
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}&]*(?:[.'’/][\p{L}\p{N}]+)*/gu;
const QUOTED = /"[^"\n]*"|“[^”\n]*”|«[^»\n]*»/gu;
const GENERIC = new Set(names.generic.split(' '));
const STARTERS = new Set(names.starters.split(' '));
const TECHNOLOGIES = new Set(names.technologies.split(' '));
/** After these a word that no dictionary has is a name, though in lower case. */
const NAMED =
  /\b(?:package|tool|library|module|command|crate|plug-?in|utility|program|framework|project|named|called)\s$/i;
/** Behind a word that is thereby a company's, though a dictionary has it and it opens the sentence. */
const COMPANY = /^,?\s(?:Inc|Corp|Ltd|LLC|PLC|plc|GmbH)\b/;

/** Behind a number or a word for each of them, `kWh` is a unit. */
const MEASURED = /(?:\d\s?|\b(?:per|an?|each|every)\s)$/;

const OPENS = /(?:^|[.!?:;]["”’)]?\s+|["“‘(•]\s*|^[-*]\s+)$/u;

/** The words of a text that are names or parts of them. */
export function namesIn(claim: string): NameWord[] {
  const text = claim.replace(QUOTED, (quote) => ' '.repeat(quote.length));
  const found: NameWord[] = [];
  let end = -1;
  for (const match of text.matchAll(WORD)) {
    const written = match[0].replace(/['’]s?$/, '');
    const small = written.toLowerCase();
    const before = text.slice(0, match.index);
    const measures = MEASURED.test(before) && unitOf(small) !== null;
    const isCompany = !GENERIC.has(small) && isOfCompany(written, text.slice(match.index + match[0].length));
    if (measures || !(isCompany || isName(written, small, before)) || /\d/.test(written)) continue;
    const joined = match.index - end === 1 && text[end] === ' ' && found.length > 0;
    found.push({ start: match.index, end: match.index + match[0].length, written, small, joined });
    end = match.index + match[0].length;
  }
  return found;
}

/** Whether a sentence, a quotation or an item of a list begins with a word. */
export function opensSentence({ start }: NameWord, claim: string): boolean {
  return OPENS.test(claim.slice(0, start));
}

/** A name whatever else is written with a capital: `eBPF`, `kafka`, the first word of `Quarkbein GmbH`. */
export function isUnmistakable({ written, small, end }: NameWord, claim: string): boolean {
  return /\p{Lu}/u.test(written.slice(1)) || TECHNOLOGIES.has(small) || isOfCompany(written, claim.slice(end));
}

/** `Summit Corp`, but not `The Corp`. */
function isOfCompany(written: string, after: string): boolean {
  return /^\p{Lu}/u.test(written) && COMPANY.test(after) && wordsOf(written).some(({ content }) => content);
}

function isName(written: string, small: string, before: string): boolean {
  if (small.length < 2 || GENERIC.has(small)) return false;
  if (!/\p{Lu}/u.test(written)) return !isEnglishWord(small) && (TECHNOLOGIES.has(small) || NAMED.test(before));
  if (/\p{Lu}/u.test(written.slice(1))) return true;
  return (
    !OPENS.test(before) ||
    STARTERS.has(small) ||
    TECHNOLOGIES.has(small) ||
    (!isEnglishWord(small) && polesOf(small).length === 0)
  );
}

/** Words of names that stand beside each other. */
export function runsOf(words: readonly NameWord[]): NameWord[][] {
  const runs: NameWord[][] = [];
  for (const word of words) {
    const run = runs.at(-1);
    if (word.joined && run) run.push(word);
    else runs.push([word]);
  }
  return runs;
}
