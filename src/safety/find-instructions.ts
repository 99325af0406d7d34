import { splitSentences } from '../article/sentences.ts';
import { wordsOf } from '../article/words.ts';
import { decodings } from './decodings.ts';
import { foreignOrder } from './foreign-orders.ts';
import { hasForgedMarks, RUN_TOGETHER } from './forged-marks.ts';
import { orderScore } from './order-model.ts';
import { hasPartedLetters } from './plain-letters.ts';
import { spokenOf, withoutSpeech } from './quoted-orders.ts';
import type { CheckedArticle } from './safety-issue.ts';
import { unquoted } from './unquoted.ts';

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

/**
 * From these scores on (see order-model.ts) a sentence gives orders, steers, or may. Of ordinary sentences
 * that nothing was learnt from one in a thousand reaches `STEERS`, and one in four hundred `MAY_STEER`.
 */
const ORDERS = 0.7;
const STEERS = 0.6;
const MAY_STEER = 0.25;
/** Of a sentence whose letters are disguised, or that is encoded, less is needed: nobody hides an ordinary one. */
const MAY_STEER_DISGUISED = 0;

/**
 * How a sentence speaks to whoever summarises it: it gives orders outright, or it says what a summary must hold or announces
 * what is to be said (`steer`), or it may do so (`maybe`). Others do the latter as well, if rarely, so that is no more than
 * a reason not to believe it alone; and `maybe` counts only where the sentence has no place in its article.
 */
export function gradeOf(sentence: string): 'order' | 'steer' | 'maybe' | null {
  const own = withoutSpeech(sentence);
  const texts = decodings(own);
  const isDisguised = texts.some((text) => text.normalize('NFKC') !== own.normalize('NFKC'));
  if (hasPartedLetters(own) && texts.some((text) => RUN_TOGETHER.test(text))) return 'order';
  const pieces = texts.flatMap((text) => windows(spokenOf(text)));
  // What is to be said may be as long as it likes: the order is what stands before or around it.
  const score = Math.max(...pieces.flatMap((piece) => [piece, ...bare(piece)]).map(orderScore));
  if (score >= ORDERS || pieces.some(hasForgedMarks)) return 'order';
  const foreign = pieces.map(foreignOrder);
  if (foreign.includes('order')) return 'order';
  if (score >= STEERS || foreign.includes('steer')) return 'steer';
  // Whoever lets somebody say so outright may mean the reader: a story can do without that sentence.
  if (own !== sentence && windows(sentence).some((piece) => orderScore(piece) >= ORDERS)) return 'steer';
  return score >= (isDisguised ? MAY_STEER_DISGUISED : MAY_STEER) ? 'maybe' : null;
}

/** What announces something, with a mark at its end. */
const ANNOUNCES = /^.{15,}?[:=](?=\s)/su;

/** A sentence without what it quotes and announces, where it does. */
function bare(text: string): string[] {
  const unspoken = unquoted(text);
  const without = ANNOUNCES.exec(unspoken)?.[0] ?? unspoken;
  return without === text ? [] : [without];
}

/** Longer sentences are judged in pieces and clause by clause: an order must not drown in words. In characters, with what pieces share. */
const WINDOW = 250;
const SHARED = 120;
const CLAUSE = /[^,;:–—]{15,}/gu;

function windows(text: string): string[] {
  if (text.length <= WINDOW) return [text];
  const count = Math.ceil((text.length - SHARED) / (WINDOW - SHARED));
  const pieces = Array.from({ length: count }, (_, index) =>
    text.slice(index * (WINDOW - SHARED), index * (WINDOW - SHARED) + WINDOW),
  );
  return [...pieces, ...(text.match(CLAUSE) ?? [])];
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
  const orders = new Set<number>();
  const steers = new Set<number>();
  const doubtful: number[] = [];
  for (const [index, { text, unseen, data }] of sentences.entries()) {
    const grade = gradeOf(text);
    if (grade === 'order') orders.add(index);
    else if (unseen || grade === 'steer') steers.add(index);
    else if (grade === 'maybe' && !data) doubtful.push(index);
  }
  const isSure = (index: number) => orders.has(index) || steers.has(index);
  const beside = doubtful.filter((index) => isSure(index - 1) || isSure(index + 1));
  for (const index of [...beside, ...strangersAmong(doubtful, sentences)]) steers.add(index);
  if (orders.size + steers.size === 0) return null;

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

function passageOf(text: string): Passage {
  const stems = new Set<string>();
  for (const { stem, content } of wordsOf(text)) if (content) stems.add(stem);
  return { text, stems };
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
