import { type ArticleIndex, figureTerm } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { coverageBy } from '../coverage.ts';
import { saysNo } from '../denied/negated-words.ts';
import { type FoundIssue, WRONG_WAY_ROUND } from '../evidence.ts';
import { isOtherCase } from '../other-case.ts';
import { type Sides, sidesIn, sidesInPassage } from './sides.ts';

const NEAREST = 4; // passages compared with
const LEAST_COVERED = 0.3; // of the claim by a passage that can contradict it
const CROSSED = 0.9; // of 2: how much of both sides must be found on the other one
const FURTHER = 0.5; // by which that must be more than what is found on its own side
const LEAST = { order: 0.4, change: 0.3, rank: 0.3, deed: 0.3 }; // of each side that must be found on the other one
const SHORT = 3; // words of a side; longer ones of an order in time share some by chance
const MORE_THAN_CHANCE = 3; // words
const MOST_COUNTED = 3; // words of a side: of a long one, not all need be found
const HALF = 0.5;
const MOST_APART = 5; // words that tell two sides apart

interface Stated {
  readonly passage: number;
  readonly sides: readonly Sides[];
}

/** Finds what a claim has the wrong way round: from B to A, B before A, B replaced A, B is more than A. */
export function checkOrder(claim: Claim, index: ArticleIndex): FoundIssue[] {
  const claimed = sidesIn(claim.text);
  if (claimed.length === 0) return [];
  const stated = statedNear(claim, index);
  for (const own of claimed) {
    const passage = mirrored(own, stated) ?? crossed(own, stated);
    if (passage !== undefined) return [{ code: 'direction', message: WRONG_WAY_ROUND, passage }];
  }
  return [];
}

/** What the passages nearest to a claim say of what was before what and the like, where they can contradict it. */
function statedNear(claim: Claim, index: ArticleIndex): Stated[] {
  const terms = new Map([...claim.terms, ...claim.figures.map((figure) => [figureTerm(figure), 1] as const)]);
  return index.rank(terms, NEAREST).flatMap(({ passage }) => {
    const range = index.passages[passage];
    if (!range || coverageBy(passage, claim, index) < LEAST_COVERED) return [];
    const text = index.textOf(range);
    if (saysNo(claim.text) && !saysNo(text)) return []; // `not before` is after
    if (isOtherCase(claim, passage, index)) return [];
    return [{ passage, sides: sidesInPassage(passage, index) }];
  });
}

/** The passage that has a change of the claim in its own words, the other way round; none if any has it as the claim does. */
function mirrored(own: Sides, stated: readonly Stated[]): number | undefined {
  if (own.kind !== 'change' || stated.some(({ sides }) => sides.some((its) => isSame(own, its)))) return undefined;
  return stated.find(({ sides }) => sides.some((its) => its.kind === own.kind && isMirrored(own.apart, its.apart)))
    ?.passage;
}

/** The passage that has either side of the claim on the other one, clearly more than any has it on its own. */
function crossed(own: Sides, stated: readonly Stated[]): number | undefined {
  let straight = 0;
  let turned: { readonly by: number; readonly passage: number } | undefined;
  for (const { passage, sides } of stated) {
    for (const its of sides) {
      if (its.kind !== own.kind || its.scale !== own.scale) continue;
      const same = shared(own.first, its.first) + shared(own.second, its.second);
      straight = Math.max(straight, same);
      const by = crossing(own, its);
      if (by >= CROSSED && by - same >= FURTHER && by > (turned?.by ?? 0)) turned = { by, passage };
    }
  }
  return turned && straight <= turned.by - FURTHER ? turned.passage : undefined;
}

/** How much two relations have of each other's sides, 0 to 2; 0 where it is too little of either. */
function crossing(own: Sides, its: Sides): number {
  const [first, second] = [shared(own.first, its.second), shared(own.second, its.first)];
  const words = own.first.intersection(its.second).size + own.second.intersection(its.first).size;
  const isLong = own.kind === 'order' && Math.max(own.first.size, own.second.size) > SHORT;
  return Math.min(first, second) > LEAST[own.kind] && (!isLong || words >= MORE_THAN_CHANCE) ? first + second : 0;
}

/** Share of one side that another has, by the side with fewer words, so that long ones count too. */
function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const least = Math.min(one.size, other.size, MOST_COUNTED);
  return least === 0 ? 0 : Math.min(1, one.intersection(other).size / least);
}

/**
 * Whether what tells the sides of one relation apart tells those of the other apart the other way round. The side that
 * holds the subject as well has more words; the shorter one counts.
 */
function isMirrored(one: Sides['apart'], other: Sides['apart']): boolean {
  const [own, its] = [withoutShared(one, other), withoutShared(other, one)];
  return isMostlyIn(own.first, its.second) && isMostlyIn(own.second, its.first);
}

/** What a side has that the same side of another relation does not. */
function withoutShared(one: Sides['apart'], other: Sides['apart']): Sides['apart'] {
  return { first: one.first.difference(other.first), second: one.second.difference(other.second) };
}

function isMostlyIn(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size <= other.size ? mostly(one, other) : mostly(other, one);
}

/** Whether two relations have the same on the same sides: word for word, or where few words tell the sides apart. */
function isSame(one: Sides, other: Sides): boolean {
  if (one.kind !== other.kind) return false;
  const isWhole = one.first.isSubsetOf(other.first) && one.second.isSubsetOf(other.second);
  return isWhole || (mostly(one.apart.first, other.apart.first) && mostly(one.apart.second, other.apart.second));
}

function mostly(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  return part.size > 0 && part.size <= MOST_APART && part.intersection(whole).size >= HALF * part.size;
}
