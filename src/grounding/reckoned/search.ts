import type { Range } from '../../article/article.ts';
import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import type { Figure } from '../figures/figures.ts';
import { isOutdone, isTelling, likenessAt, type Rival } from '../misplaced.ts';
import type { Surroundings } from '../surroundings.ts';
import { within } from '../within.ts';
import type { Asked } from './asked.ts';

const NEAREST = 10; // passages whose figures are reckoned with
const MOST_FIGURES = 12; // of a passage or two
const AS_LIKE = 0.12; // by which what is reckoned with may be less like the claim than a figure that contradicts it
const LEAST_SHARE_OFF = 0.5; // of the last digit that counts, by which a figure is rounded at the least

/** A figure of a claim, with what surrounds it there and what the article has in its place. */
export interface Sought {
  readonly asked: Asked;
  readonly around: Surroundings;
  readonly rival: Rival<Figure> | undefined;
}

/** A search for what a figure of a claim follows from. */
export interface Search extends Sought {
  readonly claim: Claim;
  readonly index: ArticleIndex;
  /** The passages most like what surrounds the figure, best first. */
  readonly ranked: readonly number[];
  /** Whether the article has another figure of the kind in surroundings much like the claim's. */
  readonly contradicted: boolean;
  /** Whether it has that one in a passage that says nearly all of the claim. */
  readonly outdone: boolean;
  /** How like the claim's the surroundings of a figure of the article are, 0 to 1. */
  like(figure: Figure): number;
  /**
   * Whether they are about as like as those of what contradicts the claim.
   *
   * @param times how much less they may be, in steps of what all may be less; 1 by default.
   */
  isNear(figure: Figure, times?: number): boolean;
  /** Whether the claim states a figure of the article as well, besides the one that is sought. */
  isSaid(figure: Figure): boolean;
}

/**
 * Position of the passage from which the figure follows, -1 for the article as a whole, null when it does not follow.
 */
export type Way = (search: Search) => number | null;

export function searchFor(sought: Sought, claim: Claim, index: ArticleIndex): Search {
  const { asked, around, rival } = sought;
  const known = new Map<Figure, number>(); // a figure is tried with many others
  const like = (figure: Figure) => {
    const found = known.get(figure) ?? likenessAt(figure, around, index);
    known.set(figure, found);
    return found;
  };
  return {
    ...{ ...sought, claim, index, like },
    ranked: index.rank(around, NEAREST).map(({ passage }) => passage),
    contradicted: isTelling(rival),
    outdone: isOutdone(0, rival, claim, index),
    isNear: (figure, times = 1) => rival === undefined || like(figure) >= rival.likeness - times * AS_LIKE,
    isSaid: ({ value, unit }) =>
      claim.figures.some((figure) => figure !== asked.claimed && figure.value === value && figure.unit === unit),
  };
}

/** The figures of a range that are reckoned with: the first few of those wanted. */
export function figuresIn(
  range: Range | undefined,
  { figures }: ArticleIndex,
  isWanted: (figure: Figure) => boolean = () => true,
): Figure[] {
  return within(figures, range).filter(isWanted).slice(0, MOST_FIGURES);
}

/** A passage with the one that follows it in the same block. */
export function withNext(position: number, { passages }: ArticleIndex): Range | undefined {
  const [own, after] = [passages[position], passages[position + 1]];
  if (!own || own.kind === 'table' || after?.block !== own.block) return own;
  return { start: own.start, end: after.end };
}

/** A passage with those before and after it, in the same block or in any; a row of a table alone. */
export function withNeighbours(position: number, { passages }: ArticleIndex, inAny = false): Range | undefined {
  const [before, own, after] = [passages[position - 1], passages[position], passages[position + 1]];
  if (!own || own.kind === 'table') return own;
  return {
    start: before && (inAny || before.block === own.block) ? before.start : own.start,
    end: after && (inAny || after.block === own.block) ? after.end : own.end,
  };
}

/** How many digits of a figure count: two of 0.25 and of 2,500. */
export function digitsOf({ count }: Figure): number {
  return String(count)
    .replace(/^0\.|\D/g, '')
    .replace(/0+$/, '').length;
}

/** How many of some pairs of figures are expected to fit by chance; far too many, as most are of another magnitude. */
export function expectedByChance(pairs: number, claimed: Figure): number {
  const precision = 10 ** -Math.max(1, digitsOf(claimed));
  return 2 * pairs * Math.max(claimed.slack, LEAST_SHARE_OFF * precision);
}
