import { createRequire } from 'node:module';
import type { PartOfSpeech, WinkMethods } from 'wink-nlp';
import type { Range } from '../article/article.ts';

/** A word or mark of a sentence with its part of speech. */
export interface Token extends Range {
  readonly text: string;
  readonly pos: PartOfSpeech;
}

const LONGEST_RUN = /\S{60}/; // the tagger's cost grows with the square of a run without spaces

let nlp: WinkMethods | undefined;

/** Tags a sentence; empty for text that is no language, such as keys and hashes. Loads the model on first use. */
export function tagWords(sentence: string): Token[] {
  if (LONGEST_RUN.test(sentence)) return [];
  nlp ??= loadModel();
  const tokens = nlp.readDoc(sentence).tokens();
  const parts = tokens.out(nlp.its.pos);
  let from = 0;
  return tokens.out().flatMap((text, index) => {
    const start = sentence.indexOf(text, from);
    if (start < 0) return [];
    from = start + text.length;
    return [{ text, start, end: from, pos: parts[index] as PartOfSpeech }];
  });
}

/**
 * Whether the tokens hold a subject and a verb that agrees with a time: `moved`, `is moving`; not `moving`, `to move`,
 * nor one that only a relative clause has (`a tool, whose last test ended`).
 */
export function hasClause(tokens: readonly Token[]): boolean {
  const subject = tokens.findIndex((token, index) => isNominal(token.pos) || isNameLike(token, index));
  const verb = tokens.findIndex(
    (_, index) => subject >= 0 && index > subject && isFiniteVerb(tokens, index) && !opensName(tokens, index),
  );
  if (verb < 0) return false;
  const relative = tokens.findIndex(({ text }, index) => {
    const before = tokens[index - 1]?.pos ?? 'VERB';
    if (/^that$/i.test(text)) return ['NOUN', 'PROPN', 'NUM'].includes(before);
    return /^(?:who|which|whose|whom)$/i.test(text) && ['NOUN', 'PROPN', 'NUM', 'PUNCT'].includes(before);
  });
  if (relative < 0 || relative > verb) return true;
  const from = tokens[relative - 1]?.text === ',' ? tokens.findIndex(({ text }, i) => i > verb && text === ',') : verb;
  return (
    from > 0 &&
    tokens.some((_, index) => index > from && isFiniteVerb(tokens, index) && !isAuxiliaryChain(tokens, from, index))
  );
}

/** `has measured`, `was being rebuilt`: one verb, whose parts are not two. */
function isAuxiliaryChain(tokens: readonly Token[], first: number, index: number): boolean {
  return tokens
    .slice(first, index)
    .every(({ pos, text }) => pos === 'AUX' || pos === 'ADV' || pos === 'PART' || /^n['’]t$/.test(text));
}

/** Whether the tokens begin with a subject that a finite verb follows at once: `the next one is`, `we never saw`. */
export function opensWithClause(tokens: readonly Token[]): boolean {
  const verb = tokens.findIndex((_, index) => isFiniteVerb(tokens, index));
  if (verb < 1 || verb > 8) return false;
  const subject = tokens.slice(0, verb);
  return (
    subject.some(({ pos }) => isNominal(pos)) &&
    subject.every(
      ({ pos, text }) => isNominal(pos) || ['DET', 'ADJ', 'ADV', 'SYM'].includes(pos) || /^(?:of|'s|’s|-)$/.test(text),
    )
  );
}

function isFiniteVerb(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (token?.pos === 'AUX') return true;
  if (token?.pos !== 'VERB' || /ing$/.test(token.text) || isNameLike(token, index)) return false;
  return tokens[index - 1]?.text.toLowerCase() !== 'to';
}

/** The first word of a name that looks like an order: `Let's Encrypt issues...`. */
function opensName(tokens: readonly Token[], index: number): boolean {
  return index < 2 && tokens.slice(index + 1, 3).some((token, next) => isNameLike(token, index + 1 + next));
}

function isNameLike({ text }: Token, index: number): boolean {
  return index > 0 && /^\p{Lu}/u.test(text); // the tagger takes `React` and `Pods` for verbs
}

function isNominal(pos: PartOfSpeech): boolean {
  return pos === 'NOUN' || pos === 'PROPN' || pos === 'PRON' || pos === 'NUM';
}

// Synchronous and at the first call: a server that never extracts never pays the 160 ms and 44 MB.
function loadModel(): WinkMethods {
  const require = createRequire(import.meta.url);
  const wink: typeof import('wink-nlp').default = require('wink-nlp');
  return wink(require('wink-eng-lite-web-model'), ['pos']);
}
