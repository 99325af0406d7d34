import { wordsOf } from '../article/words.ts';
import { isFiller } from './background.ts';
import { definiteSubject } from './dangling.ts';
import { outcomeOf } from './outcome.ts';
import type { Sentence } from './sentence.ts';

/** Weights of a sentence's terms, of length one: the dot product of two is their likeness, 0 to 1. */
export type Vector = ReadonlyMap<string, number>;

export interface Ranking {
  /** By `Sentence.index`: how much it tells about the article, mostly between 1 and 3. */
  readonly scores: readonly number[];
  /** By `Sentence.index`. */
  readonly vectors: readonly Vector[];
  /** How much a summary should say a term, by its stem: 0 for one that a single sentence has. */
  readonly weights: ReadonlyMap<string, number>;
  /** Stems of the title, which stands above every summary. */
  readonly title: ReadonlySet<string>;
  /** By stem: the `Sentence.index` of the first sentence that has it. */
  readonly firsts: ReadonlyMap<string, number>;
}

const WEIGHTS = {
  frequency: 0.8,
  shared: 0.6,
  title: 0.24,
  opening: 0.8,
  sectionOpener: 0.25,
  closing: -0.2,
  figure: 0.28,
  outcome: 0.4,
  person: -0.24,
  tooLong: -0.032, // a word
  vague: -0.15,
  unnamed: -0.08,
  hypothetical: -0.2,
  filler: -0.45,
};

const OPENING_SPAN = 5; // sentences over which the bonus for the opening falls to a third
const CLOSING = 0.85; // from this share of the article on there are thanks, outlooks and morals
const LONG = 28;
const MOST_OUTCOME = 1.2;
const STRESSED = 1.5; // a term of the title weighs so much more

const VAGUE =
  /\b(?:those|these|that (?:day|week|afternoon|evening|time|one|is)|this|such|also|would|might|perhaps|probably|somebody|someone|something|anything|everyone|people|sometimes|later|the (?:other|others|former|latter|rest))\b/gi;
const HYPOTHETICAL = /^(?:if|unless|suppose|imagine|say)\b|\b(?:would|could|might|may) (?:have|be)\b/i;
const PEOPLE_UNNAMED = /\b(?:they|them|he|him|she|her|his|their)\b/gi;
const I = /\b(?:I|my|me)\b/;
const YOU = /\b(?:you|your)\b/i;

/**
 * Scores every sentence by what it says of the article: how many sentences share its terms (the frequency that SumBasic
 * builds on, Nenkova and Vanderwende 2005), words of the title, place in article and section, figures and outcome; less
 * for the first and second person, length, vague words, hypotheses and scene-setting. Linear in the article.
 */
export function rankSentences(sentences: readonly Sentence[], title: string): Ranking {
  const holders = holdersOf(sentences);
  const vectors = vectorsOf(sentences, holders);
  const titleStems = new Set(
    wordsOf(title)
      .filter(({ content }) => content)
      .map(({ stem }) => stem),
  );
  const scores = sentences.map((sentence) => {
    const { text, stems, figures, wordCount, index, place } = sentence;
    const outcome = outcomeOf(text);
    const filler = isFiller(sentence, outcome);
    const terms = [...new Set(stems)];
    const held = terms.map((term) => holders.get(term) ?? 1);
    const inTitle = terms.filter((term) => titleStems.has(term)).length;
    return (
      WEIGHTS.frequency * mean(held.map((count) => Math.log(1 + count))) +
      WEIGHTS.shared * mean(held.map((count) => (count > 1 ? 1 : 0))) +
      WEIGHTS.title * Math.min(1, inTitle / 3) +
      (filler ? 0 : WEIGHTS.opening * Math.exp(-index / OPENING_SPAN)) +
      (place === 0 ? WEIGHTS.sectionOpener : 0) +
      (index > sentences.length * CLOSING ? WEIGHTS.closing : 0) +
      WEIGHTS.figure * Math.min(2, figures.length) +
      WEIGHTS.outcome * Math.min(MOST_OUTCOME, outcome.strength) +
      WEIGHTS.person * ((I.test(text) ? 1 : 0) + (YOU.test(text) ? 1 : 0)) +
      WEIGHTS.tooLong * Math.max(0, wordCount - LONG) +
      WEIGHTS.vague * Math.min(3, countOf(VAGUE, text)) +
      WEIGHTS.unnamed * Math.min(3, countOf(PEOPLE_UNNAMED, text)) +
      (HYPOTHETICAL.test(text) || lacksUnit(sentence) ? WEIGHTS.hypothetical : 0) +
      (filler ? WEIGHTS.filler : 0)
    );
  });
  const weights = new Map<string, number>();
  for (const [stem, count] of holders) weights.set(stem, Math.log(count) * (titleStems.has(stem) ? STRESSED : 1));
  const firsts = new Map<string, number>();
  for (const { stems, index } of sentences) {
    for (const stem of stems) if (!firsts.has(stem)) firsts.set(stem, index);
  }
  return { scores, vectors, weights, title: titleStems, firsts };
}

/** Whether a sentence takes for known what only the article has told: neither it nor the title. */
export function takesForKnown({ text, index }: Pick<Sentence, 'text' | 'index'>, { title, firsts }: Ranking): boolean {
  const subject = definiteSubject(text);
  return subject !== null && !title.has(subject) && (firsts.get(subject) ?? index) < index;
}

/** How much of the same two sentences speak of: the cosine of their vectors, from 0 to 1. */
export function likeness(a: Vector, b: Vector): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [term, weight] of small) sum += weight * (large.get(term) ?? 0);
  return sum;
}

/** How many sentences have each stem. */
function holdersOf(sentences: readonly Sentence[]): Map<string, number> {
  const holders = new Map<string, number>();
  for (const { stems } of sentences) {
    for (const stem of new Set(stems)) holders.set(stem, (holders.get(stem) ?? 0) + 1);
  }
  return holders;
}

function vectorsOf(sentences: readonly Sentence[], holders: ReadonlyMap<string, number>): Vector[] {
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

/** `It is now 1.8.`: what it is stands in the sentence before. */
function lacksUnit({ text, figures }: Sentence): boolean {
  return /\d\.\d+\.$/.test(text) && figures.every(({ unit }) => unit === null);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function countOf(pattern: RegExp, text: string): number {
  return (text.match(pattern) ?? []).length;
}
