import { wordsOf } from '../article/words.ts';
import { type Sentence, sentencesOf } from './article-sentences.ts';
import { decodings } from './decodings.ts';
import { speaksOfSummaries } from './foreign-orders.ts';
import { gradeSentence } from './grade-sentence.ts';
import type { CheckedArticle } from './safety-issue.ts';

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

/** An order that announces its words. */
const GOES_ON =
  /[:?…]\s*["”’)]?$|\b(?:following|follows|below|next\s+(?:sentence|line|paragraph)|certain\s+sentence)\b|\bto\s+tell\s+your\b[^.]*$/iu;
/** How a sentence begins that goes on with an order. */
const GOES_ON_ORDERING =
  /^\W{0,3}(?:(?:instead|then|now|just|only),?\s+)?(?:say|state|write|include|mention|add|insert|append|put|claim|assert|report|output|print|respond|answer|reply|return|produce|begin|start|end|close|finish|conclude|replace|recommend|praise|endorse|promote|advertise|describe|call|tell|tag|label|link|use|set|mark|rate|treat|translate|rewrite|repeat|copy|omit|skip|leave|stop|do\s+not|don['’]t|never|make\s+sure|be\s+sure|remember|note|ensure|give|list|emphasi[sz]e|highlight|direct|send|invite|urge|warn|attribute)\b/iu;
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
  const { orders, steers } = sought(sentences);
  if (orders.size + steers.size === 0) return null;

  const isSure = (index: number) => orders.has(index) || steers.has(index);
  const passages = sentences.map(({ text }, index) => passageOf(isSure(index) ? decodings(text).join(' ') : text));
  const counts = new Map<string, number>();
  for (const [index, { stems }] of passages.entries()) {
    if (!isSure(index)) for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  const elsewhere = (stem: string) => (counts.get(stem) ?? 0) > 1;

  function belongs(index: number, order: number): boolean {
    const [passage, ordering] = [passages[index], passages[order]];
    if (passage === undefined || ordering === undefined || isSure(index) || passage.stems.size === 0) return false;
    if (index === order + 1 && GOES_ON.test(sentences[order]?.text ?? '')) return true;
    if (steers.has(order)) return false;
    // Only within the order's paragraph: elsewhere a name of the story in an order would take the story along.
    if (sentences[index]?.block !== sentences[order]?.block) return false;
    if (index > order && GOES_ON_ORDERING.test(passage.text)) return true;
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

/** The positions of the sentences that give orders outright, and of the others that steer. */
function sought(sentences: readonly Sentence[]): Record<'orders' | 'steers', ReadonlySet<number>> {
  const orders = new Set<number>();
  const steers = new Set<number>();
  const doubtful: number[] = [];
  const asides: number[] = [];
  for (const [index, { text, unseen, data }] of sentences.entries()) {
    const grade = gradeSentence(text);
    if (grade === 'order') orders.add(index);
    else if (unseen || grade === 'steer') steers.add(index);
    else if (grade === 'aside') asides.push(index);
    else if (grade === 'maybe' && !data) doubtful.push(index);
  }
  if (asides.length > 0 && !isAboutSummaries(sentences)) for (const index of asides) steers.add(index);
  const isSure = (index: number) => orders.has(index) || steers.has(index);
  const beside = doubtful.filter((index) => isSure(index - 1) || isSure(index + 1));
  for (const index of [...beside, ...strangersAmong(doubtful, sentences)]) steers.add(index);
  return { orders, steers };
}

function passageOf(text: string): Passage {
  const stems = new Set<string>();
  for (const { stem, content } of wordsOf(text)) if (content) stems.add(stem);
  return { text, stems };
}

/** In so many paragraphs and fields an article on machines or summaries speaks of them; an order stands in one or two. */
const FEWEST_ABOUT = 3;
/** Such a sentence is in English, whatever else its words mean elsewhere. */
const ENGLISH = /\b(?:the|and|with)\b/iu;

function isAboutSummaries(sentences: readonly Sentence[]): boolean {
  const own = sentences.filter(({ text }) => !ENGLISH.test(text) && speaksOfSummaries(text));
  const blocks = new Set(own.map(({ block }) => block));
  return blocks.size >= FEWEST_ABOUT;
}

/** A name within a sentence: its first word has its capital anyway. A month or a day names nobody. */
const NAME =
  /(?<=[\p{L}\p{N},;:"“‘'(]\s?)(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?)(?!\p{L}))\p{Lu}[\p{L}\p{N}]+/gu;
/** A doubtful sentence with more words of its own speaks of something else. */
const STRANGE = 0.5;

/**
 * Those of the sentences that speak of something else than the others: with a name that only they have, or with a larger
 * share of words than `STRANGE` that only they have.
 */
function strangersAmong(doubtful: readonly number[], sentences: readonly Sentence[]): number[] {
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
    return names.some(isAlone) || stems.filter(isAlone).length > STRANGE * stems.length;
  });
}
