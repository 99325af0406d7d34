import { summaryLimits } from '../summary/summary.ts';
import { type Grade, gradeOf, worse } from './fitness.ts';
import { gradeByLanguage } from './grade-by-language.ts';
import { polish } from './polish.ts';
import type { Ranking, Vector } from './rank-sentences.ts';
import type { Sentence } from './sentence.ts';
import { shorten } from './shorten.ts';

/** A sentence made into a bullet that satisfies the schema. */
export interface Candidate {
  readonly sentence: Sentence;
  readonly bullet: string;
  readonly grade: Grade;
  readonly score: number;
  readonly vector: Vector;
}

const MOST_TAGGED = 160; // sentences that the tagger looks at: about 25 ms, however long the article
const LONGEST_SOURCE = 600;

/**
 * The sentences worth considering, best first, each polished, shortened where it is too long and graded. Sentences that
 * cannot be brought into the limits are left out.
 */
export function findCandidates(
  sentences: readonly Sentence[],
  { scores, vectors }: Ranking,
  isBullet: (text: string) => boolean,
): Candidate[] {
  return sentences
    .filter(({ text }) => text.length <= LONGEST_SOURCE)
    .map((sentence) => {
      const polished = polish(sentence.text);
      const trimmed = polished.length < sentence.text.length - 1;
      return {
        sentence,
        polished,
        grade: gradeOf(polished, sentence),
        score: (scores[sentence.index] ?? 0) - (trimmed ? 0.05 : 0),
      };
    })
    .filter(({ grade }) => grade !== 'never')
    .sort((a, b) => rankOf(b) - rankOf(a) || a.sentence.index - b.sentence.index)
    .slice(0, MOST_TAGGED)
    .flatMap(({ sentence, polished, grade, score }) => {
      const whole = /!["”’')\]]*$/.test(polished) ? polished.replace(/!(["”’')\]]*)$/, '.$1') : polished;
      const bullet = shorten(whole, summaryLimits.bullet.characters);
      if (bullet === null || !isBullet(bullet)) return [];
      const vector = vectors[sentence.index] ?? new Map();
      return [{ sentence, bullet, grade: worse(grade, gradeByLanguage(bullet)), score, vector }];
    });
}

function rankOf({ grade, score }: { grade: Grade; score: number }): number {
  return score - (grade === 'fit' ? 0 : grade === 'leaning' ? 0.4 : 0.8);
}
