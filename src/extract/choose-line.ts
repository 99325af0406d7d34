import { summaryLimits } from '../summary/summary.ts';
import { gradeOf } from './fitness.ts';
import { gradeByLanguage } from './grade-by-language.ts';
import { polish } from './polish.ts';
import type { Ranking } from './rank-sentences.ts';
import type { Sentence } from './sentence.ts';

/** The line that says why the article matters, and the sentences it is made of. */
export interface Line {
  readonly text: string;
  readonly from: readonly Sentence[];
}

const limits = summaryLimits.whyItMatters;

/** What states a consequence, and how strongly. Each counts once. */
const CUES: readonly (readonly [RegExp, number])[] = [
  [/\b(?:so that|which means|(?:this|that|it) means|means that|as a result|which let|in turn)\b/i, 0.5],
  [/\b(?:lets?|allow(?:s|ed)?|enabl(?:es?|ed)|mak(?:es?|ing) it possible) /i, 0.35],
  [/\b(?:prevent|avoid|protect|guarantee|ensur)\w*|\bno longer\b|\bwithout (?:\w+ )?\w+ing\b/i, 0.35],
  [/\b(?:sav(?:es?|ed|ing)|reduc\w+|cuts?|halved|fell|fallen|dropped|down (?:from|by)|from \S+(?: \S+)? to)\b/i, 0.35],
  [
    /\b(?:lost|losing|loss|could not|cannot|can(?:no|['’])t|failed|damage|outage|downtime|cost(?:s|ing)?|wast\w+)\b/i,
    0.3,
  ],
  [/\b(?:risk\w*|danger\w*|attack\w*|leak\w*|expos\w+|secure|reliab\w+|trust)\b/i, 0.2],
  [
    /\b(?:customers?|users?|visitors?|engineers?|developers?|teams?|patients?|readers?|shops?|drivers?|buyers?|sellers?|on-?call)\b/i,
    0.3,
  ],
  [/\b(?:faster|cheaper|safer|simpler|smaller|easier|sooner|fewer|better|worse|slower|less)\b/i, 0.2],
  [/\b(?:lesson|learn(?:ed|t)|matters?|worth|rather than|only way|the point|the truth)\b/i, 0.2],
];

const IDEAL_WORDS = { from: 24, to: 42 };
const LEAST_CUES = 0.3; // below it, a sentence states a fact and no consequence
const LEANING_COST = 0.6;
const MOST_TAGGED = 40;

/**
 * Chooses the sentence, or two neighbours of one paragraph, that best states a consequence: what is gained, lost, saved or
 * prevented, and for whom. A sentence that leans on the one before it comes with that one, or not at all. Null when no
 * sentence of the article can be the line.
 */
export function chooseLine(
  sentences: readonly Sentence[],
  { scores }: Ranking,
  isLine: (text: string) => boolean,
): Line | null {
  const lines = sentences.flatMap((sentence, index) => {
    const before = sentences[index - 1];
    const groups = before?.block === sentence.block ? [[before, sentence], [sentence]] : [[sentence]];
    return groups.map((from) => ({ from, score: scoreOf(from, scores, sentences.length) }));
  });
  let best: Line | null = null;
  let most = Number.NEGATIVE_INFINITY;
  const promising = lines.filter(({ score }) => score > Number.NEGATIVE_INFINITY).sort((a, b) => b.score - a.score);
  for (const { from, score } of promising.slice(0, MOST_TAGGED)) {
    const text = lineOf(from);
    const first = from[0]?.text ?? '';
    const final = score - (gradeByLanguage(polish(first)) === 'fit' ? 0 : LEANING_COST);
    if (final > most && isLine(text)) [best, most] = [{ text, from }, final];
  }
  return best;
}

function lineOf(from: readonly Sentence[]): string {
  return from.map(({ text }, position) => (position === 0 ? polish(text) : text)).join(' ');
}

function scoreOf(from: readonly Sentence[], scores: readonly number[], count: number): number {
  const characters = from.reduce((sum, { text }) => sum + text.length + 1, 0);
  if (characters > limits.characters + 40) return Number.NEGATIVE_INFINITY;
  const [first, second] = from;
  if (!first || first.kind === 'quote') return Number.NEGATIVE_INFINITY;
  const opening = gradeOf(polish(first.text), first);
  if (opening === 'never' || (second && gradeOf(second.text, { ...second, wordCount: 20 }) === 'never')) {
    return Number.NEGATIVE_INFINITY;
  }
  const whole = from.map(({ text }) => text).join(' ');
  const cues = CUES.reduce((sum, [pattern, weight]) => sum + (pattern.test(whole) ? weight : 0), 0);
  const words = from.reduce((sum, { wordCount }) => sum + wordCount, 0);
  const off = Math.max(0, IDEAL_WORDS.from - words, words - IDEAL_WORDS.to);
  const own = from.map(({ index }) => scores[index] ?? 0);
  const worth = 0.4 * Math.max(...own) + (0.6 * own.reduce((sum, score) => sum + score, 0)) / own.length;
  const place = first.index < 12 ? 0.35 : first.index > count * 0.8 ? 0.1 : 0;
  const loose = from.some((sentence) => gradeOf(sentence.text, { ...sentence, wordCount: 20 }) === 'loose');
  return (
    cues +
    worth +
    place -
    off * 0.04 -
    (opening === 'fit' ? 0 : LEANING_COST) -
    (cues < LEAST_CUES ? 0.4 : 0) -
    (/^(?:most|some|many)\b/i.test(first.text) ? 0.2 : 0) -
    (loose ? 0.4 : 0) -
    (second ? 0.1 : 0)
  );
}
