import type { ArticleIndex } from './article-index.ts';
import type { Claim } from './claim.ts';
import { checkDeniedClauses } from './denied/check-denied-clauses.ts';
import { checkNegation } from './denied/check-negation.ts';
import type { FoundIssue } from './evidence.ts';
import { checkRoles } from './names/check-roles.ts';
import { checkChangedFigures } from './turned/check-changed-figures.ts';
import { checkComparedCells } from './turned/check-compared-cells.ts';
import { checkComparedFigures } from './turned/check-compared-figures.ts';
import { checkComparedQuantities } from './turned/check-compared-quantities.ts';
import { checkComparisons } from './turned/check-comparisons.ts';
import { checkFigureDirection } from './turned/check-figure-direction.ts';
import { checkMoves } from './turned/check-moves.ts';
import { checkOpposites } from './turned/check-opposites.ts';
import { checkOrder } from './turned/check-order.ts';
import { checkPairs } from './turned/check-pairs.ts';
import { checkTransfers } from './turned/check-transfers.ts';

type Check = (claim: Claim, index: ArticleIndex) => FoundIssue[];

/** Of each group one issue is enough: a word and its opposite often come with an order turned round as well. */
const TURNED: readonly Check[] = [
  checkFigureDirection,
  checkChangedFigures,
  checkOpposites,
  checkOrder,
  checkMoves,
  checkTransfers,
  checkComparisons,
  checkComparedCells,
  checkComparedFigures,
  checkPairs,
  checkComparedQuantities,
];
const DENIED: readonly Check[] = [checkNegation, checkDeniedClauses];

/**
 * What a claim says of the same things otherwise than the article: a name in the place of another, the opposite, the other way
 * round, with a negation more or less.
 *
 * @param lacksName whether the claim has a name that the article lacks: then it needs no saying that one stands in the wrong place.
 */
export function contradictionsOf(claim: Claim, index: ArticleIndex, lacksName: boolean): FoundIssue[] {
  const groups = [...(lacksName ? [] : [[checkRoles]]), TURNED, DENIED];
  return groups.flatMap((checks) => {
    for (const check of checks) {
      const issues = check(claim, index);
      if (issues.length > 0) return issues;
    }
    return [];
  });
}
