import { summaryLimits } from '../summary/summary.ts';
import { opensWithPronoun } from './dangling.ts';
import { type Grade, gradeOf, worse } from './fitness.ts';
import { gradeByLanguage } from './grade-by-language.ts';
import { outcomeOf, type Part } from './outcome.ts';
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
  readonly parts: ReadonlySet<Part>;
}

const MOST_TAGGED = 160; // sentences that the tagger looks at: about 25 ms, however long the article
const LONGEST_SOURCE = 600;
const TERSE = 5; // words of `Attendance rose from 17 to 44.` at least
const ENOUGH_WORDS = 8;
/** What a press release ends with: who is who, and whom to ask. */
const ABOUT_THE_SENDER =
  /^(?:about \p{Lu}|(?:media|press) (?:contacts?|enquiries|inquiries)|notes? (?:to|for) editors)/iu;

/**
 * The sentences worth considering, best first, each polished, shortened where it is too long and graded. Sentences that
 * cannot be brought into the limits are left out.
 */
export function findCandidates(
  sentences: readonly Sentence[],
  { scores, vectors }: Ranking,
  isBullet: (text: string) => boolean,
): Candidate[] {
  const ranked = sentences
    .filter(({ text }) => text.length <= LONGEST_SOURCE)
    .map((sentence) => {
      const polished = polish(sentence.text);
      const trimmed = polished.length < sentence.text.length - 1;
      return {
        sentence,
        polished,
        grade: gradeIn(polished, sentence),
        score: (scores[sentence.index] ?? 0) - (trimmed ? 0.05 : 0),
      };
    })
    .filter(({ grade }) => grade !== 'never')
    .sort((a, b) => rankOf(b) - rankOf(a) || a.sentence.index - b.sentence.index);
  return repeatsLast(ranked)
    .slice(0, MOST_TAGGED)
    .flatMap(({ sentence, polished, grade, score }) => {
      const whole = /!["”’')\]]*$/.test(polished) ? polished.replace(/!(["”’')\]]*)$/, '.$1') : polished;
      const label = sentence.label === null ? '' : `${sentence.label}: `;
      const text = shorten(whole, summaryLimits.bullet.characters - label.length);
      if (text === null) return [];
      const bullet = `${label}${text}`;
      if (!isBullet(bullet)) return [];
      const vector = vectors[sentence.index] ?? new Map();
      return [
        {
          sentence,
          bullet,
          grade: worse(grade, sentence.language === 'en' ? gradeByLanguage(text) : 'fit'),
          score,
          vector,
          parts: outcomeOf(text).parts,
        },
      ];
    });
}

// What opens with a pronoun is told last, and so are what a press release says of its sender and a paragraph without a
// stop: a caption or a name. A short sentence is no fragment when it says by how much something changed.
function gradeIn(polished: string, sentence: Sentence): Grade {
  const isTerse = sentence.wordCount >= TERSE && sentence.figures.length > 0 && outcomeOf(polished).strength > 0;
  const grade = gradeOf(polished, isTerse ? { ...sentence, wordCount: ENOUGH_WORDS } : sentence);
  if (sentence.kind === 'paragraph' && !/[.!?]["”’')\]]*$/.test(sentence.text)) return worse(grade, 'loose');
  if (opensWithPronoun(polished) || ABOUT_THE_SENDER.test(sentence.heading)) return worse(grade, 'loose');
  return worse(grade, isTerse && sentence.wordCount < ENOUGH_WORDS ? 'leaning' : 'fit');
}

/** Sentences alike but for their figures come after all others, so that a text full of them is not all there is to choose. */
function repeatsLast<Ranked extends { readonly polished: string }>(ranked: readonly Ranked[]): Ranked[] {
  const seen = new Set<string>();
  const isFirst = ranked.map(({ polished }) => {
    const shape = polished.toLowerCase().replace(/\d+/g, '0');
    return seen.size < seen.add(shape).size;
  });
  return [...ranked.filter((_, index) => isFirst[index]), ...ranked.filter((_, index) => !isFirst[index])];
}

function rankOf({ grade, score }: { grade: Grade; score: number }): number {
  return score - (grade === 'fit' ? 0 : grade === 'leaning' ? 0.4 : 0.8);
}
