import { summaryLimits } from '../summary/summary.ts';
import type { Candidate } from './candidates.ts';
import { type Grade, grades } from './fitness.ts';
import { likeness, type Vector } from './rank-sentences.ts';

const REPEATS = 0.55; // two sentences more alike than this say the same
const LIKENESS_COST = 1.2;
const SAME_SECTION_COST = 0.16;
const SAME_BLOCK_COST = 0.12;
const NEW_PART = 0.15; // for the first bullet that tells a part of the story
const NEW_TERM = 0.08; // times the weight of each term that the summary has not said yet
const SIXTH_AT_LEAST = 0.5; // of the mean score of the five: a weak sixth bullet is better left out

/**
 * Chooses five or six bullets, in article order: the best first, then always the one that adds most (maximal marginal
 * relevance, Carbonell and Goldstein 1998: score less likeness to what is chosen or already `said` by the line, less for a
 * section already told, more for the article's terms by their `weights` and for parts of the story not told yet). When the
 * sentences that stand alone do not suffice, grades are let in one by one (`leaning`, then `loose`), at last repetitions
 * too; fewer than five are returned only when there are no more.
 */
export function chooseBullets(
  candidates: readonly Candidate[],
  said: readonly Vector[],
  weights: ReadonlyMap<string, number>,
): Candidate[] {
  const { min, max } = summaryLimits.bullets;
  const chosen: Candidate[] = [];
  const take = (grade: Grade, mayRepeat: boolean, upTo: number) => {
    const pool = candidates.filter((candidate) => grades.indexOf(candidate.grade) <= grades.indexOf(grade));
    while (chosen.length < upTo) {
      const next = bestAddition(pool, chosen, said, mayRepeat, weights);
      if (!next) return;
      if (chosen.length >= min && next.score < SIXTH_AT_LEAST * mean(chosen)) return;
      chosen.push(next);
    }
  };
  take('fit', false, max);
  take('leaning', false, min);
  take('loose', false, min);
  take('loose', true, min);
  return chosen.sort((a, b) => a.sentence.index - b.sentence.index);
}

function bestAddition(
  pool: readonly Candidate[],
  chosen: readonly Candidate[],
  said: readonly Vector[],
  mayRepeat: boolean,
  weights: ReadonlyMap<string, number>,
): Candidate | null {
  const told = [...said, ...chosen.map(({ vector }) => vector)];
  const saidTerms = new Set(told.flatMap((vector) => [...vector.keys()]));
  const toldParts = new Set(chosen.flatMap(({ parts }) => [...parts]));
  let best: Candidate | null = null;
  let most = Number.NEGATIVE_INFINITY;
  for (const candidate of pool) {
    if (chosen.some(({ bullet }) => bullet.toLowerCase() === candidate.bullet.toLowerCase())) continue;
    const alike = told.reduce((highest, vector) => Math.max(highest, likeness(vector, candidate.vector)), 0);
    if (alike > REPEATS && !mayRepeat) continue;
    const sectionTold = chosen.filter(({ sentence }) => sentence.section === candidate.sentence.section).length;
    const near = chosen.filter(({ sentence }) => sentence.block === candidate.sentence.block).length;
    const added = [...candidate.parts].some((part) => !toldParts.has(part)) ? NEW_PART : 0;
    const terms = [...candidate.vector.keys()].filter((term) => !saidTerms.has(term));
    const gain =
      candidate.score +
      added +
      NEW_TERM * terms.reduce((sum, term) => sum + (weights.get(term) ?? 0), 0) -
      LIKENESS_COST * alike -
      SAME_SECTION_COST * sectionTold -
      SAME_BLOCK_COST * near;
    if (gain > most) [best, most] = [candidate, gain];
  }
  return best;
}

function mean(chosen: readonly Candidate[]): number {
  return chosen.reduce((sum, { score }) => sum + score, 0) / chosen.length;
}
