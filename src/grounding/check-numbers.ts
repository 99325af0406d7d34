import type { GroundableArticle } from '../article/article.ts';
import type { ClaimEvidence } from './evidence.ts';
import { type Figure, figuresOf } from './figures.ts';

/** Finds the figures of claims that the article does not state. */
export interface NumberChecker {
  check(claim: string): ClaimEvidence['issues'];
}

const FURTHEST_ROUNDED = 0.02; // a rounded figure is never off by more than this share of what it rounds
const SMALL_COUNT = 12; // `three services` may be counted from a list, which no comparison of figures can tell
const BARE_YEAR = /^(?:19|20)\d\d$/;

/**
 * A figure is stated when the article has the same quantity, however written: `24K` is 24,000, `ninety minutes` is
 * 1.5 hours, `half` is 50%. So is one rounded to the places that the claim shows, save for shares of 99% and more,
 * where what was rounded off is the point. Numbers in tables and code have their unit elsewhere (the head of a column,
 * a key), so there the bare number is enough. Left to doubt, never an issue: bare small counts, bare years, `one day`.
 */
export function numberChecker(article: GroundableArticle, figures: readonly Figure[]): NumberChecker {
  const unitElsewhere = figuresInTablesAndCode(article, figures);

  const states = (claimed: Figure) => {
    if (claimed.unit === null) return figures.some((figure) => agree(claimed, claimed.count, figure.count));
    return (
      figures.some((figure) => figure.unit === claimed.unit && agree(claimed, claimed.value, figure.value)) ||
      unitElsewhere.some((figure) => agree(claimed, claimed.count, figure.count))
    );
  };

  return {
    check(claim) {
      return figuresOf(claim)
        .filter((figure) => !isDoubtful(figure, claim) && !states(figure))
        .map((figure) => {
          const written = claim.slice(figure.start, figure.end);
          const closest = closestOf(figure, figures);
          const instead = closest
            ? `; the closest it states is "${article.text.slice(closest.start, closest.end)}"`
            : '';
          return {
            code: 'number' as const,
            message: `The article does not state "${written}"${instead}. Use the article's own figure or leave it out.`,
          };
        });
    },
  };
}

function agree(claimed: Figure, value: number, stated: number): boolean {
  const apart = Math.abs(value - stated);
  if (apart <= Math.abs(stated) * 1e-9) return true;
  if (claimed.unit === 'percent' && stated >= 99) return false;
  return apart <= Math.abs(value) * claimed.slack && apart <= Math.abs(stated) * FURTHEST_ROUNDED;
}

function isDoubtful(figure: Figure, claim: string): boolean {
  if (figure.fraction) return true; // `half the team` and `a quarter later` are rarely measured shares
  if (figure.unit !== null) return figure.spelled && figure.count === 1;
  const written = claim.slice(figure.start, figure.end);
  return figure.spelled || BARE_YEAR.test(written) || (Number.isInteger(figure.count) && figure.count <= SMALL_COUNT);
}

function closestOf(claimed: Figure, figures: readonly Figure[]): Figure | undefined {
  let closest: Figure | undefined;
  for (const figure of figures) {
    if (figure.unit !== claimed.unit || figure.fraction || isDoubtfulCount(figure)) continue;
    if (!closest || distance(figure, claimed) < distance(closest, claimed)) closest = figure;
  }
  return closest && distance(closest, claimed) < Math.log(3) ? closest : undefined;
}

function isDoubtfulCount({ unit, count }: Figure): boolean {
  return unit === null && count <= SMALL_COUNT;
}

function distance(a: Figure, b: Figure): number {
  return Math.abs(Math.log((a.value || Number.EPSILON) / (b.value || Number.EPSILON)));
}

function figuresInTablesAndCode({ blocks }: GroundableArticle, figures: readonly Figure[]): Figure[] {
  const found: Figure[] = [];
  let next = 0;
  for (const { kind, start, end } of blocks) {
    while ((figures[next]?.start ?? end) < start) next += 1;
    for (; (figures[next]?.start ?? end) < end; next += 1) {
      const figure = figures[next];
      if (figure && figure.unit === null && (kind === 'table' || kind === 'code')) found.push(figure);
    }
  }
  return found;
}
