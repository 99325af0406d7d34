import { wordsOf } from '../../article/words.ts';
import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { conceptsAndNumbersOf } from '../concepts.ts';
import { coverageBy } from '../coverage.ts';
import { type FoundIssue, WRONG_WAY_ROUND } from '../evidence.ts';
import { oneOf } from '../lexicon.ts';
import { oncePerPassage } from '../once-per-passage.ts';
import { hitsIn } from './opposites.ts';

const NEAREST = 2; // passages compared with
const COVERED = 0.5; // of the claim by the passage that has it the other way
const EXPLAINED = 0.7; // of the words that tell two clauses of a claim apart, by those of the article
const EXPLAINED_BY_FIGURES = 0.5; // the same where two figures tell them apart
const HALF = 0.5; // of those of either clause of the article, by the claim; of what has changed places, by what has not
const FARTHEST = 2; // clauses from each other
const LONGEST = 400; // characters of a sentence that are looked at
/** Not before what says more of the same. */
const BORDER = new RegExp(
  String.raw`(?:[;:—]|,\s(?!an?\s)|(?<!-)\s(?:and|then|${oneOf('contrasting')})\s)(?!\s?(?:it|they|he|she|which|who|that|whose)\s)`,
  'gi',
);
/** What tells when, and how much of it: words that are told apart only beside each other. */
const THEN = /\b(?:first|initially|originally|formerly|previously|once|used\sto|until|had|before|was|were)\b/i;
const NOW = /\b(?:now|later|since|today|then|eventually|afterwards|finally|is|are|has)\b/i;
const SHARE = /\b(?:others|rest|half|all|whole|full|none|most|more|less|fewer)\b/g;

/** Two clauses side by side, by the words that only the one or the other has. */
interface Pair {
  readonly first: ReadonlySet<string>;
  readonly second: ReadonlySet<string>;
}

/**
 * Finds two things of which a claim says in two clauses what the article says of the respective other one: `seven drowned and
 * two died in a fire` for `two drowned and seven died in a fire`, or in which opposites have changed places.
 */
export function checkPairs(claim: Claim, index: ArticleIndex): FoundIssue[] {
  // A word of the claim's own tells nothing.
  const isTold = (trait: string) => !/^\p{L}/u.test(trait) || index.holdersOf(trait).length > 0;
  const claimed = pairsOf(clausesOf(claim.text)).map(
    ({ first, second }): Pair => ({ first: keep(first, isTold), second: keep(second, isTold) }),
  );
  if (claimed.length === 0) return [];
  for (const { passage } of index.rank(claim.terms, NEAREST)) {
    if (coverageBy(passage, claim, index) < COVERED) continue;
    if (compares(claim.text) !== compares(index.textAt(passage))) continue; // who is behind comes second, who beats first
    const stated = pairsIn(passage, index);
    if (!claimed.some((own) => stated.some((its) => areCrossed(own, its) || areTurned(own, its)))) continue;
    return [{ code: 'direction', message: WRONG_WAY_ROUND, passage }];
  }
  return [];
}

function compares(text: string): boolean {
  return /\sthan\s/.test(text);
}

function areCrossed(own: Pair, its: Pair): boolean {
  const [straight, alsoStraight] = [own.first.intersection(its.first).size, own.second.intersection(its.second).size];
  const [turned, alsoTurned] = [own.first.intersection(its.second), own.second.intersection(its.first)];
  if (Math.min(straight, alsoStraight) === 0) return false;
  // `is` and `was` tell when, but too little to be all that has changed places.
  if ([turned, alsoTurned].some((traits) => keep(traits, (trait) => !/^\^(?:then|now)$/.test(trait)).size === 0))
    return false;
  // Where most has changed places, the clauses have: `two cracked, so all were replaced` for `all were replaced after two cracked`.
  if (straight + alsoStraight <= HALF * (turned.size + alsoTurned.size)) return false;
  if (straight + alsoTurned.size < HALF * wordsOfTraits(its.first)) return false;
  if (alsoStraight + turned.size < HALF * wordsOfTraits(its.second)) return false;
  const all = wordsOfTraits(own.first) + wordsOfTraits(own.second);
  const told = straight + turned.size + alsoTurned.size + alsoStraight;
  return told >= (areFigures(own, its) ? EXPLAINED_BY_FIGURES : EXPLAINED) * all;
}

/** Whether the clauses of two pairs are each about the same, in any order, and have two opposites the other way round. */
function areTurned(own: Pair, { first, second }: Pair): boolean {
  return [
    { first, second },
    { first: second, second: first },
  ].some((its) => {
    const isTurned = [...own.first].some((trait) => {
      const other = otherSideOf(trait);
      return other !== undefined && own.second.has(other) && its.first.has(other) && its.second.has(trait);
    });
    const common = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
      keep(one.intersection(other), (trait) => otherSideOf(trait) === undefined).size;
    const [straight, alsoStraight] = [common(own.first, its.first), common(own.second, its.second)];
    const crossed = common(own.first, its.second) + common(own.second, its.first);
    return isTurned && Math.min(straight, alsoStraight) > 0 && straight + alsoStraight > crossed;
  });
}

/** Whether what has kept its place, or what has changed it, is a figure in either clause. */
function areFigures({ first, second }: Pair, its: Pair): boolean {
  const isFigure = (traits: ReadonlySet<string>) => [...traits].some((trait) => /^\d{2}/.test(trait));
  const straight = [first.intersection(its.first), second.intersection(its.second)];
  return straight.every(isFigure) || [first.intersection(its.second), second.intersection(its.first)].every(isFigure);
}

function keep(traits: ReadonlySet<string>, isKept: (trait: string) => boolean): ReadonlySet<string> {
  return new Set([...traits].filter(isKept));
}

/** How many traits are words; one word may be on the sides of several opposites. */
function wordsOfTraits(traits: ReadonlySet<string>): number {
  return keep(traits, (trait) => /^[\p{L}\p{N}]/u.test(trait)).size;
}

/** `-up and down` for `+up and down`; none for a word. */
function otherSideOf(trait: string): string | undefined {
  const [sign, axis] = [trait.slice(0, 1), trait.slice(1)];
  return /^[+-]/.test(sign) ? `${sign === '+' ? '-' : '+'}${axis}` : undefined;
}

/** The pairs of a passage and the one behind it in the same block. */
const pairsIn = oncePerPassage((passage, index): readonly Pair[] => {
  const [own, next] = [index.passages[passage], index.passages[passage + 1]];
  const goesOn = own !== undefined && next?.block === own.block && own.kind !== 'table';
  return pairsOf([...clausesAt(passage, index), ...(goesOn ? clausesAt(passage + 1, index) : [])]);
});

const clausesAt = oncePerPassage((passage, index) => clausesOf(index.textAt(passage)));

function clausesOf(sentence: string): ReadonlySet<string>[] {
  const clauses = sentence.slice(0, LONGEST).split(BORDER);
  return clauses.map(traitsOf).filter(({ size }) => size > 0);
}

function pairsOf(clauses: readonly ReadonlySet<string>[]): Pair[] {
  return clauses.flatMap((first, at) =>
    clauses
      .slice(at + 1, at + 1 + FARTHEST)
      .map((second) => ({ first: first.difference(second), second: second.difference(first) })),
  );
}

/** What a clause says: its concepts and numbers, sides of opposites (`+up and down`), and whether it tells of then or now. */
function traitsOf(clause: string): ReadonlySet<string> {
  const words = wordsOf(clause);
  const hits = hitsIn(clause, words, 0, words.length);
  return new Set([
    ...conceptsAndNumbersOf(clause),
    ...hits.map(({ pole }) => `${pole.side === 'one' ? '+' : '-'}${pole.axis}`),
    ...(THEN.test(clause) ? ['^then'] : []),
    ...(NOW.test(clause) ? ['^now'] : []),
    ...Array.from(clause.toLowerCase().matchAll(SHARE), ([word]) => `^${word.replace(/all|full/, 'whole')}`),
  ]);
}
