import { splitSentences } from '../article/sentences.ts';
import { wordsOf } from '../article/words.ts';
import { furtherOrder, instructionPhrases, type PhraseGroup } from './instruction-phrases.ts';
import type { CheckedArticle } from './safety-issue.ts';

/** A sentence, line or field of an article. */
export interface Passage {
  /** As it stands, or decoded where it was encoded. */
  readonly text: string;
  /** Stems of its content words. */
  readonly stems: ReadonlySet<string>;
}

export interface ReadPassages {
  /** What asks a summariser for something, and what goes with it. */
  readonly instructions: readonly Passage[];
  /** All the rest. */
  readonly clean: readonly Passage[];
}

/** Whether a sentence gives orders to whoever summarises it. */
export function isInstruction(sentence: string, groups: readonly PhraseGroup[] = instructionPhrases): boolean {
  return decodings(sentence).some((text) =>
    groups.some(
      ({ hint, phrases }) =>
        hint.test(text) && windows(text).some((window) => phrases.some((pattern) => pattern.test(window))),
    ),
  );
}

/** Longer sentences are lists or data; the patterns look at them piece by piece. In characters, with what pieces share. */
const WINDOW = 1_000;
const SHARED = 300;

function windows(text: string): string[] {
  if (text.length <= WINDOW) return [text];
  const count = Math.ceil((text.length - SHARED) / (WINDOW - SHARED));
  return Array.from({ length: count }, (_, index) =>
    text.slice(index * (WINDOW - SHARED), index * (WINDOW - SHARED) + WINDOW),
  );
}
/** An order that announces its words. */
const GOES_ON = /[:…]\s*["”’)]?$|\b(?:following|below|next\s+(?:sentence|line|paragraph)|certain\s+sentence)\b/iu;
/** How many passages may go with an order, each next to it or to another that does. */
const REACH = 3;
/** What follows an order within its paragraph goes with it when less than this share of its words come anywhere else. */
const AT_HOME = 0.2;

/**
 * Parts the passages of an article into those that ask whoever summarises it for something, and the others. A sentence
 * next to an order goes with it when the order announces it, or when it speaks of what only the order speaks of: an
 * advertisement that the order introduces does, the next sentence of the story is not. Returns null, quickly, for an article that asks for nothing.
 * Linear in the article.
 */
export function findInstructions(article: CheckedArticle): ReadPassages | null {
  const sentences = sentencesOf(article);
  const orders = new Set<number>();
  for (const [index, { text }] of sentences.entries()) if (isInstruction(text)) orders.add(index);
  if (orders.size === 0) return null;

  const passages = sentences.map(({ text }, index) => passageOf(orders.has(index) ? decodings(text).join(' ') : text));
  const counts = new Map<string, number>();
  for (const [index, { stems }] of passages.entries()) {
    if (!orders.has(index)) for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  const elsewhere = (stem: string) => (counts.get(stem) ?? 0) > 1;

  function belongs(index: number, order: number): boolean {
    const [passage, ordering] = [passages[index], passages[order]];
    if (passage === undefined || ordering === undefined || orders.has(index) || passage.stems.size === 0) return false;
    if (index === order + 1 && GOES_ON.test(sentences[order]?.text ?? '')) return true;
    // Only within the order's paragraph: elsewhere a name of the story in an order would take the story along.
    if (sentences[index]?.block !== sentences[order]?.block) return false;
    if (index > order && furtherOrder.test(passage.text)) return true;
    const stems = [...passage.stems];
    const speaksOfIt = stems.some((stem) => ordering.stems.has(stem) && !elsewhere(stem));
    return speaksOfIt || (index > order && stems.filter(elsewhere).length < AT_HOME * stems.length);
  }

  const asked = new Set(orders);
  for (const order of orders) {
    for (let index = order + 1; index <= order + REACH && belongs(index, order); index += 1) asked.add(index);
    for (let index = order - 1; index >= order - REACH && belongs(index, order); index -= 1) asked.add(index);
  }
  return {
    instructions: passages.filter((_, index) => asked.has(index)),
    clean: passages.filter((_, index) => !asked.has(index)),
  };
}

function passageOf(text: string): Passage {
  const stems = new Set<string>();
  for (const { stem, content } of wordsOf(text)) if (content) stems.add(stem);
  return { text, stems };
}

interface Sentence {
  readonly text: string;
  /** The field or block it stands in. */
  readonly block: number;
}

/** Fields and sentences in order; of code and tables the lines. */
function sentencesOf({ text, blocks, title, url, source, author, hidden = [] }: CheckedArticle): Sentence[] {
  const fields = [title, author, source, url && readableUrl(url)].map((field) => split(field ?? ''));
  const parts = blocks.map(({ kind, start, end }) => {
    const content = text.slice(start, end);
    return kind === 'code' || kind === 'table' ? content.split('\n') : split(content);
  });
  return [...fields, ...hidden.map((sentence) => [sentence]), ...parts].flatMap((sentences, block) =>
    sentences.map((sentence) => ({ text: sentence, block })),
  );
}

function split(text: string): string[] {
  return splitSentences(text).map(({ start, end }) => text.slice(start, end));
}

/** The words in an address: `/please-ignore%20this` as `please ignore this`. */
function readableUrl(url: string): string {
  const bare = url.replace(/^\w+:\/\/[^/]*/, '').replaceAll('+', ' ');
  const spelt = bare.replace(/(?:%[\da-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString());
  return spelt.replace(/[-_/?=&#.]+/g, ' ').trim();
}

/** Runs of base64 that could be a sentence. */
const BASE64 = /[A-Za-z\d+/_-]{24,4000}={0,2}/g;
/** Words of orders in ROT13. */
const ROT13_HINT = /vtaber|vafgehpgvba|fhzzne|flfgrz cebzcg|qvfertneq|ohyyrg/i;

/** A sentence in every way in which it could be read. */
function decodings(sentence: string): string[] {
  const texts = [sentence];
  for (const [run] of sentence.matchAll(BASE64)) {
    const text = Buffer.from(run, 'base64').toString('utf8');
    if (/^[\p{L}\p{N}\p{P}\p{Z}\p{S}\s]+$/u.test(text) && /\p{L}{2,} \p{L}/u.test(text)) texts.push(text);
  }
  if (ROT13_HINT.test(sentence)) texts.push(rot13(sentence));
  return texts;
}

/** The cipher that moves every Latin letter by thirteen; it is its own reverse. */
export function rot13(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const code = letter.charCodeAt(0);
    return String.fromCharCode(code + ((code | 32) < 110 ? 13 : -13));
  });
}
