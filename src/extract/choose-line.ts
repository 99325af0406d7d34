import { summaryLimits } from '../summary/summary.ts';
import { isIntroduction, isTimestamped } from './background.ts';
import { opensWithPronoun } from './dangling.ts';
import { gradeOf } from './fitness.ts';
import { gradeByLanguage } from './grade-by-language.ts';
import { isLesson, outcomeOf } from './outcome.ts';
import { polish } from './polish.ts';
import { likeness, type Ranking, takesForKnown } from './rank-sentences.ts';
import type { Sentence } from './sentence.ts';

/** The line that says why the article matters, and the sentences it is made of. */
export interface Line {
  readonly text: string;
  readonly from: readonly Sentence[];
}

const limits = summaryLimits.whyItMatters;

const IDEAL_WORDS = { from: 26, to: 39 };
const CLOSING = 0.85; // from this share of the article on, conclusions are drawn
const MOST_OUTCOME = 1.4;
const TITLED = 0.3; // for what says again what the title promises
const FEWEST_TITLED = 3; // words of the title, figures aside: two may be no more than a name
const TELLING = 0.2; // weight of what the sentences say of the article, beside what they say came of it
const LEANING_COST = 0.6;
const UNKNOWN_COST = 0.2; // for taking for known what only the article has told
const NO_OUTCOME_COST = 1.2; // a scene or a bare fact: only when the article has nothing else
const MOST_TAGGED = 40;
const NARRATED =
  /^(?:on|at|by|in|until|that|the next) (?:\S+ ){0,2}?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|morning|afternoon|evening|night)\b/i;
const HEARSAY = /^(?:the|our|its|their) \p{L}+ (?:says?|said|claims?|argues?|hopes?|promises?|insists?)\b/iu;
const QUOTATION = /^["“«]/;
const HYPOTHETICAL = /\b(?:would|might|could|may) have\b|^(?:if|unless|suppose|imagine)\b/i;
const VAGUE = /^(?:most|some|many|all|(?:\S+ )?other)\b/i;
const GOES_ON = /^(?:\S+ ){0,5}(?:that|this|these|those|it|its|they|them|their)\b/i;

/**
 * Chooses the sentence, or two neighbours of one paragraph, that best states a consequence: what is gained, lost, saved or
 * prevented, and for whom; one that states none only when the article has nothing else. A sentence that leans on the one
 * before it comes with that one, or not at all. Null when no sentence of the article can be the line.
 */
export function chooseLine(
  sentences: readonly Sentence[],
  ranking: Ranking,
  isLine: (text: string) => boolean,
): Line | null {
  const lines = sentences.flatMap((sentence, index) => {
    const before = sentences[index - 1];
    const groups = before?.block === sentence.block ? [[before, sentence], [sentence]] : [[sentence]];
    return groups.map((from) => ({ from, score: scoreOf(from, ranking, sentences.length) }));
  });
  let best: Line | null = null;
  let most = Number.NEGATIVE_INFINITY;
  const promising = lines.filter(({ score }) => score > Number.NEGATIVE_INFINITY).sort((a, b) => b.score - a.score);
  for (const { from, score } of promising.slice(0, MOST_TAGGED)) {
    const text = lineOf(from);
    const final = score - (from[0] && leansByLanguage(from[0]) ? LEANING_COST : 0);
    if (final > most && isLine(text)) [best, most] = [{ text, from }, final];
  }
  return best;
}

function leansByLanguage({ text, language }: Sentence): boolean {
  return language === 'en' && gradeByLanguage(polish(text)) !== 'fit';
}

function lineOf(from: readonly Sentence[]): string {
  return from.map(({ text }, position) => (position === 0 ? polish(text) : text)).join(' ');
}

function scoreOf(from: readonly Sentence[], ranking: Ranking, count: number): number {
  const { scores, vectors } = ranking;
  const characters = from.reduce((sum, { text }) => sum + text.length + 1, 0);
  if (characters > limits.characters + 40) return Number.NEGATIVE_INFINITY;
  const [first, second] = from;
  if (!first || first.kind === 'quote' || from.some(({ label }) => label !== null)) return Number.NEGATIVE_INFINITY;
  const toReader = first.index >= count * CLOSING;
  const opening = gradeOf(polish(first.text), first, { toReader });
  const rest = second ? gradeOf(second.text, { ...second, wordCount: 20 }, { toReader }) : 'fit';
  if (opening === 'never' || rest === 'never') return Number.NEGATIVE_INFINITY;
  const isTitled = repeatsTitle(from, ranking);
  const { strength } = outcomeOf(from.map(({ text }) => text).join(' '));
  const own = from.map(({ index }) => scores[index] ?? 0);
  const figures = from.reduce((sum, sentence) => sum + sentence.figures.length, 0);
  return (
    Math.min(MOST_OUTCOME, strength) +
    (TELLING * own.reduce((sum, score) => sum + score, 0)) / own.length +
    (isTitled ? TITLED : 0) +
    (strength > 0 || (isTitled && first.index === 0)
      ? placeOf(from, count) + Math.min(2, figures) * 0.1
      : -NO_OUTCOME_COST) -
    lengthCost(from.reduce((sum, { wordCount }) => sum + wordCount, 0)) -
    (opening === 'fit' ? 0 : LEANING_COST) -
    (opening === 'loose' || rest === 'loose' ? 0.4 : 0) -
    (from.some(({ text }) => isTimestamped(text)) ? 0.7 : 0) -
    (takesForKnown({ text: polish(first.text), index: first.index }, ranking) ? UNKNOWN_COST : 0) -
    (isIntroduction(first.text) ? 0.4 : 0) -
    (NARRATED.test(first.text) ? 0.3 : 0) -
    (HEARSAY.test(first.text) ? 0.4 : 0) -
    (QUOTATION.test(first.text) || opensWithPronoun(polish(first.text)) ? NO_OUTCOME_COST : 0) -
    (from.some(({ text }) => HYPOTHETICAL.test(text)) ? 0.4 : 0) -
    (from.some(({ text }) => VAGUE.test(text)) ? 0.6 : 0) -
    (second ? pairCost(first, second, vectors) : 0)
  );
}

function repeatsTitle(from: readonly Sentence[], { title }: Ranking): boolean {
  return (
    new Set(from.flatMap(({ stems }) => stems.filter((stem) => title.has(stem) && /\p{L}/u.test(stem)))).size >=
    FEWEST_TITLED
  );
}

function lengthCost(words: number): number {
  return words < IDEAL_WORDS.from ? (IDEAL_WORDS.from - words) * 0.025 : Math.max(0, words - IDEAL_WORDS.to) * 0.04;
}

// Two sentences make one line when both carry it and the second goes on from the first.
function pairCost(first: Sentence, second: Sentence, vectors: Ranking['vectors']): number {
  const idle = [first, second].some(({ text, figures }) => figures.length === 0 && outcomeOf(text).strength === 0);
  const alike = likeness(vectors[first.index] ?? new Map(), vectors[second.index] ?? new Map());
  return 0.15 + (idle ? 0.3 : 0) + (GOES_ON.test(second.text) || alike > 0.08 ? 0 : 0.5);
}

// Articles state their point at the start and draw their conclusion at the end.
function placeOf(from: readonly Sentence[], count: number): number {
  const lesson = from.some(({ text }) => isLesson(text)) ? 0.3 : 0;
  const index = from[0]?.index ?? 0;
  const first = index < 3 && !isTimestamped(from[0]?.text ?? '') ? 0.3 : 0;
  const isOpening = index < Math.max(3, Math.min(16, count * 0.2));
  return first + lesson + (isOpening || index >= count * CLOSING ? 0.3 : 0);
}
