import { wordsOf } from '../article/words.ts';
import { isFiller, namesIn } from './background.ts';
import { outcomeOf } from './outcome.ts';
import type { Sentence } from './sentence.ts';

/** Weights of a sentence's terms, of length one: the dot product of two is their likeness, 0 to 1. */
export type Vector = ReadonlyMap<string, number>;

export interface Ranking {
  /** By `Sentence.index`: how much it tells about the article, mostly between 0 and 1.5. */
  readonly scores: readonly number[];
  /** By `Sentence.index`. */
  readonly vectors: readonly Vector[];
}

const WEIGHTS = {
  centrality: 0.42,
  title: 0.2,
  position: 0.28,
  figures: 0.25,
  names: 0.12,
  outcome: 0.3,
  part: 0.12,
  length: 0.2,
};

const VAGUE =
  /\b(?:those|these|that (?:day|week|afternoon|evening|time|one|is)|this|such|also|would|might|perhaps|probably|somebody|someone|something|anything|everyone|people|sometimes|later|the (?:other|others|former|latter|rest))\b/gi;
const HYPOTHETICAL = /^(?:if|unless|suppose|imagine|say)\b|\b(?:would|could|might|may) (?:have|be)\b/i;
const PEOPLE_UNNAMED = /\b(?:they|them|he|him|she|her|his|their)\b/gi;
const CLOSING = /\b(?:conclu|result|outcome|number|lesson|learn|takeaway|impact|summary|chang|after|now|today)/i;

/**
 * Scores every sentence: likeness to the rest of the article (the mean cosine over TF-IDF, computed through the sum of
 * all vectors, hence linear), words of the title, place in article and section, figures, names, outcome and a length fit
 * for a bullet; less for vague words, hypotheses, numbers without their unit and what only sets the scene.
 */
export function rankSentences(sentences: readonly Sentence[], title: string): Ranking {
  const vectors = vectorsOf(sentences);
  const centrality = centralityOf(vectors);
  const titleStems = new Set(
    wordsOf(title)
      .filter(({ content }) => content)
      .map(({ stem }) => stem),
  );
  const scores = sentences.map((sentence, index) => {
    const { text, stems, figures, wordCount } = sentence;
    const { parts, strength } = outcomeOf(text);
    const background = parts.size === 0 && strength === 0;
    const inTitle = new Set(stems.filter((stem) => titleStems.has(stem))).size;
    return (
      WEIGHTS.centrality * (centrality[index] ?? 0) +
      WEIGHTS.title * Math.min(1, inTitle / 3) +
      WEIGHTS.position * positionOf(sentence, sentences.length) * (background ? 0.5 : 1) +
      WEIGHTS.figures * share(figures.length, 2) +
      WEIGHTS.names * share(namesIn(text), 2) +
      WEIGHTS.outcome * share(strength, 1) +
      WEIGHTS.part * (background ? 0 : 1) +
      WEIGHTS.length * lengthOf(wordCount) -
      0.1 * Math.min(3, countOf(VAGUE, text)) -
      0.08 * Math.min(3, countOf(PEOPLE_UNNAMED, text)) -
      (HYPOTHETICAL.test(text) || lacksUnit(sentence) ? 0.2 : 0) -
      (isFiller(sentence) ? 0.55 : background ? 0.15 : 0)
    );
  });
  return { scores, vectors };
}

export function likeness(a: Vector, b: Vector): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [term, weight] of small) sum += weight * (large.get(term) ?? 0);
  return sum;
}

function vectorsOf(sentences: readonly Sentence[]): Vector[] {
  const holders = new Map<string, number>();
  for (const { stems } of sentences) {
    for (const stem of new Set(stems)) holders.set(stem, (holders.get(stem) ?? 0) + 1);
  }
  return sentences.map(({ stems }) => {
    const vector = new Map<string, number>();
    for (const stem of stems) {
      const rarity = Math.log(1 + sentences.length / (holders.get(stem) ?? 1));
      vector.set(stem, (vector.get(stem) ?? 0) + rarity);
    }
    const length = Math.sqrt([...vector.values()].reduce((sum, weight) => sum + weight * weight, 0)) || 1;
    return new Map([...vector].map(([stem, weight]) => [stem, weight / length]));
  });
}

/** Mean likeness of each sentence to all others, scaled so that the highest is 1. */
function centralityOf(vectors: readonly Vector[]): number[] {
  const sum = new Map<string, number>();
  for (const vector of vectors) {
    for (const [term, weight] of vector) sum.set(term, (sum.get(term) ?? 0) + weight);
  }
  const raw = vectors.map((vector) => (vector.size === 0 ? 0 : likeness(vector, sum) - 1));
  const most = raw.reduce((a, b) => Math.max(a, b), 0) || 1;
  return raw.map((value) => Math.max(0, value / most));
}

function positionOf({ index, place, heading }: Sentence, count: number): number {
  const span = Math.min(10, Math.ceil(count / 5));
  const opening = index < span ? 1 - (0.6 * index) / span : 0;
  const inSection = place === 0 ? 0.5 : place < 3 ? 0.3 : 0;
  const closing = CLOSING.test(heading) ? 0.3 : index > count * 0.85 ? 0.15 : 0;
  return Math.max(opening, Math.min(1, inSection + closing));
}

/** `It is now 1.8.`: what it is stands in the sentence before. */
function lacksUnit({ text, figures }: Sentence): boolean {
  return /\d\.\d+\.$/.test(text) && figures.every(({ unit }) => unit === null);
}

/** 1 for 14 to 27 words, less on both sides, below 0 for the shortest. */
function lengthOf(words: number): number {
  if (words < 14) return (words - 9) / 5;
  return words <= 27 ? 1 : Math.max(0, 1 - (words - 27) / 15);
}

function share(count: number, enough: number): number {
  return Math.min(1, count / enough);
}

function countOf(pattern: RegExp, text: string): number {
  return (text.match(pattern) ?? []).length;
}
