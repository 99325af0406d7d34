import { splitSentences } from '../article/sentences.ts';
import { wordsOf } from '../article/words.ts';
import { decodings } from './decodings.ts';
import { isForeignOrder } from './foreign-orders.ts';
import { furtherOrder, instructionPhrases, type PhraseGroup } from './instruction-phrases.ts';
import { isRuleForOthers, opensWithOrder, orderliness } from './order-signals.ts';
import { hasPartedLetters } from './plain-letters.ts';
import { spokenOf, withoutSpeech } from './quoted-orders.ts';
import type { CheckedArticle } from './safety-issue.ts';
import { overridingPhrases, RUN_TOGETHER, steeringPhrases } from './steering-phrases.ts';
import { unquoted } from './unquoted.ts';
import { orderWords } from './word-signs.ts';

/** A sentence, line or field of an article. */
export interface Passage {
  /** As it stands, or decoded where it was encoded. */
  readonly text: string;
  /** Stems of its content words. */
  readonly stems: ReadonlySet<string>;
}

export interface ReadPassages {
  /** What asks a summariser for something, or nobody sees, and what goes with it. */
  readonly instructions: readonly Passage[];
  /** All the rest. */
  readonly clean: readonly Passage[];
  /** Whether something gives orders outright, so that a claim out of nowhere may come from it. */
  readonly ordered: boolean;
}

/** From this on nearly every sentence is an order (`orderliness`), and from that on those that speak of something else are. */
const ORDERLY = 2.6;
const MAYBE_ORDERLY = 1.9;

const outright = [...instructionPhrases, ...overridingPhrases];

/**
 * How a sentence speaks to whoever summarises it: it gives orders outright, or it says what a summary must hold or announces
 * what is to be said (`steer`), or it may do so (`maybe`). Others do the latter as well, if rarely, so that is no more than
 * a reason not to believe it alone; and `maybe` counts only where the sentence has no place in its article.
 */
export function gradeOf(sentence: string): 'order' | 'steer' | 'maybe' | null {
  const own = withoutSpeech(sentence);
  const texts = decodings(own).map((text) => ({ text, signs: orderWords.of(text) }));
  const isDisguised = texts.length > 1 && hasPartedLetters(sentence);
  if (isDisguised && texts.some(({ text }) => RUN_TOGETHER.test(text))) return 'order';
  const spoken = texts.map(({ text, signs }) => ({ text: spokenOf(text), signs }));
  if (spoken.some((read) => fits(read, outright))) return 'order';
  if (
    spoken.some(
      (read) => (fits(read, steeringPhrases) && !isRuleForOthers(read.text)) || isForeignOrder(read.text, read.signs),
    )
  )
    return 'steer';
  // Whoever lets somebody say so outright may mean the reader: a story can do without that sentence.
  if (own !== sentence && fits({ text: sentence, signs: orderWords.of(sentence) }, outright)) return 'steer';
  if (!texts.some(mayBeOrderly)) return null;
  // What is only quoted may be the example of an article about such orders.
  const pieces = texts.flatMap(({ text }) => windows(text));
  return pieces.some((text) => orderliness(unquoted(text)) >= ORDERLY) ? 'steer' : 'maybe';
}

interface ReadText {
  readonly text: string;
  /** Of its words, see word-signs.ts. */
  readonly signs: number;
}

function mayBeOrderly({ text, signs }: ReadText): boolean {
  if (text.length <= WINDOW) return orderliness(text, signs) >= MAYBE_ORDERLY;
  return windows(text).some((piece) => orderliness(piece) >= MAYBE_ORDERLY);
}

function fits({ text, signs }: ReadText, groups: readonly PhraseGroup[]): boolean {
  return groups.some(
    ({ sign, hint, phrases }) =>
      (sign === undefined || (signs & sign) !== 0) &&
      (hint?.test(text) ?? true) &&
      windows(text).some((window) => phrases.some((pattern) => pattern.test(window))),
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
const GOES_ON =
  /[:?…]\s*["”’)]?$|\b(?:following|follows|below|next\s+(?:sentence|line|paragraph)|certain\s+sentence)\b|\bto\s+tell\s+your\b[^.]*$/iu;
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
  const steers = new Set<number>();
  const doubtful: number[] = [];
  const orderly: number[] = [];
  for (const [index, { text, unseen, data }] of sentences.entries()) {
    const grade = gradeOf(text);
    if (grade === 'order') orders.add(index);
    else if (unseen || grade === 'steer') steers.add(index);
    else if (grade === 'maybe' && !data) doubtful.push(index);
    else if (!data && opensWithOrder(spokenOf(text))) orderly.push(index);
  }
  for (const index of strangersAmong(doubtful, sentences, STRANGE)) steers.add(index);
  // What gives advice, or shows code to follow, is full of orders that are for people.
  const advises = orderly.length > Math.max(MOST_STRAY, STRAY_SHARE * sentences.length);
  if (!advises && !article.blocks.some(({ kind }) => kind === 'code'))
    for (const index of strangersAmong(orderly, sentences, 1)) steers.add(index);
  if (orders.size + steers.size === 0) return null;

  const suspect = (index: number) => orders.has(index) || steers.has(index);
  const passages = sentences.map(({ text }, index) => passageOf(suspect(index) ? decodings(text).join(' ') : text));
  const counts = new Map<string, number>();
  for (const [index, { stems }] of passages.entries()) {
    if (!suspect(index)) for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  const elsewhere = (stem: string) => (counts.get(stem) ?? 0) > 1;

  function belongs(index: number, order: number): boolean {
    const [passage, ordering] = [passages[index], passages[order]];
    if (passage === undefined || ordering === undefined || suspect(index) || passage.stems.size === 0) return false;
    if (index === order + 1 && GOES_ON.test(sentences[order]?.text ?? '')) return true;
    if (steers.has(order)) return false;
    // Only within the order's paragraph: elsewhere a name of the story in an order would take the story along.
    if (sentences[index]?.block !== sentences[order]?.block) return false;
    if (index > order && furtherOrder.test(passage.text)) return true;
    const stems = [...passage.stems];
    const speaksOfIt = stems.some((stem) => ordering.stems.has(stem) && !elsewhere(stem));
    return speaksOfIt || (index > order && stems.filter(elsewhere).length < AT_HOME * stems.length);
  }

  const asked = new Set([...orders, ...steers]);
  for (const order of [...asked]) {
    for (let index = order + 1; index <= order + REACH && belongs(index, order); index += 1) asked.add(index);
    for (let index = order - 1; index >= order - REACH && belongs(index, order); index -= 1) asked.add(index);
  }
  return {
    instructions: passages.filter((_, index) => asked.has(index)),
    clean: passages.filter((_, index) => !asked.has(index)),
    ordered: orders.size > 0,
  };
}

function passageOf(text: string): Passage {
  const stems = new Set<string>();
  for (const { stem, content } of wordsOf(text)) if (content) stems.add(stem);
  return { text, stems };
}

/** So many sentences, or that share of all, may open with an order in an article that tells a story. */
const MOST_STRAY = 3;
const STRAY_SHARE = 0.04;

/** A name within a sentence: its first word has its capital anyway. A month or a day names nobody. */
const NAME =
  /(?<=[\p{L}\p{N},;:"“‘'(]\s?)(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?)(?!\p{L}))\p{Lu}[\p{L}\p{N}]+/gu;
/** A doubtful sentence with more words of its own speaks of something else. */
const STRANGE = 0.5;

/**
 * Those of the sentences that speak of something else than the others: with a name that only they have, or with a larger
 * share of words than `strange` that only they have.
 */
function strangersAmong(doubtful: readonly number[], sentences: readonly Sentence[], strange: number): number[] {
  if (doubtful.length === 0) return [];
  const said = new Map<string, number>();
  for (const { text } of sentences) {
    for (const stem of passageOf(text).stems) said.set(stem, (said.get(stem) ?? 0) + 1);
  }
  const isAlone = (stem: string) => (said.get(stem) ?? 0) < 2;
  return doubtful.filter((index) => {
    const text = sentences[index]?.text ?? '';
    const names = [...passageOf((text.match(NAME) ?? []).join(' ')).stems];
    const stems = [...passageOf(text).stems];
    return names.some(isAlone) || stems.filter(isAlone).length > strange * stems.length;
  });
}

interface Sentence {
  readonly text: string;
  /** The field or block it stands in. */
  readonly block: number;
  /** Whether the article has it only where nobody sees it. */
  readonly unseen: boolean;
  /** Whether it is a line of code or of a table. */
  readonly data: boolean;
}

/** Fields and sentences in order; of code and tables the lines. */
function sentencesOf({ text, blocks, title, url, source, author, hidden = [] }: CheckedArticle): Sentence[] {
  const fields = [title, author, source, url && readableUrl(url)].map((field) => split(field ?? ''));
  const isData = blocks.map(({ kind }) => kind === 'code' || kind === 'table');
  const parts = blocks.map(({ start, end }, index) => {
    const content = text.slice(start, end);
    return isData[index] ? content.split('\n') : split(content);
  });
  const first = fields.length + hidden.length;
  const all = [...fields, ...hidden.map((sentence) => [sentence]), ...parts];
  const sentences = all.flatMap((ones, block) => {
    const [unseen, data] = [block >= fields.length && block < first, isData[block - first] ?? false];
    return ones.map((one) => ({ text: one, block, unseen, data }));
  });
  const runs = scattered(parts).map((one) => ({ text: one, block: all.length, unseen: false, data: false }));
  return [...sentences, ...runs];
}

/** So short a paragraph can be a word of a sentence, and so many of them in a row are one. */
const SCRAP = 25;
const FEWEST_SCRAPS = 3;

/** Sentences whose words are paragraphs of their own. */
function scattered(parts: readonly (readonly string[])[]): string[] {
  const runs: string[] = [];
  let run: string[] = [];
  for (const part of [...parts, []]) {
    const [text = ''] = part;
    if (part.length === 1 && text.length <= SCRAP && !/\s.*\s/u.test(text)) run.push(text);
    else {
      if (run.length >= FEWEST_SCRAPS) runs.push(run.join(' '));
      run = [];
    }
  }
  return runs;
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
