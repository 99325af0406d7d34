import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { conceptsAndNumbersOf } from '../concepts.ts';
import { coverageBy } from '../coverage.ts';
import { type FoundIssue, WRONG_WAY_ROUND } from '../evidence.ts';
import { oneOf } from '../lexicon.ts';
import { oncePerPassage } from '../once-per-passage.ts';

const NEAREST = 2; // passages compared with
const COVERED = 0.5; // of the claim by the passage that has it the other way
const EXPLAINED = 0.7; // of the words that tell two clauses of a claim apart, by those of the article
const HALF = 0.5; // of those of either clause of the article, by the claim
const LONGEST = 400; // characters of a sentence that are looked at
/** Not before what says more of the same. */
const BORDER = new RegExp(
  String.raw`(?:[;:—]|,\s(?!an?\s)|(?<!-)\s(?:and|then|${oneOf('contrasting')})\s)(?!\s?(?:it|they|he|she|which|who|that|whose)\s)`,
  'gi',
);
/** Two clauses side by side, by the words that only the one or the other has. */
interface Pair {
  readonly first: ReadonlySet<string>;
  readonly second: ReadonlySet<string>;
}

/**
 * Finds two things of which a claim says in two clauses what the article says of the respective other one: `seven drowned and
 * two died in a fire` for `two drowned and seven died in a fire`.
 */
export function checkPairs(claim: Claim, index: ArticleIndex): FoundIssue[] {
  const claimed = pairsOf(claim.text);
  if (claimed.length === 0) return [];
  for (const { passage } of index.rank(claim.terms, NEAREST)) {
    if (coverageBy(passage, claim, index) < COVERED) continue;
    const stated = pairsIn(passage, index);
    if (!claimed.some((own) => stated.some((its) => areCrossed(own, its)))) continue;
    return [{ code: 'direction', message: WRONG_WAY_ROUND, passage }];
  }
  return [];
}

function areCrossed(own: Pair, its: Pair): boolean {
  const [straight, turned] = [own.first.intersection(its.first).size, own.first.intersection(its.second).size];
  const [itsTurned, itsStraight] = [own.second.intersection(its.first).size, own.second.intersection(its.second).size];
  if (Math.min(straight, turned, itsTurned, itsStraight) === 0) return false;
  if (straight + itsTurned < HALF * its.first.size || turned + itsStraight < HALF * its.second.size) return false;
  return straight + turned + itsTurned + itsStraight >= EXPLAINED * (own.first.size + own.second.size);
}

const pairsIn = oncePerPassage((passage, index): readonly Pair[] => {
  const range = index.passages[passage];
  return range ? pairsOf(index.textOf(range)) : [];
});

function pairsOf(sentence: string): Pair[] {
  const text = sentence.slice(0, LONGEST);
  const clauses = text
    .split(BORDER)
    .map(conceptsAndNumbersOf)
    .filter(({ size }) => size > 0);
  return clauses.slice(1).map((second, at) => {
    const first = clauses[at] ?? new Set();
    return { first: first.difference(second), second: second.difference(first) };
  });
}
