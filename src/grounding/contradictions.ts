import type { ArticleIndex } from './article-index.ts';
import type { Claim } from './claim.ts';
import { checkAddedDenials } from './denied/check-added-denials.ts';
import { checkDeniedClauses } from './denied/check-denied-clauses.ts';
import { checkNegation } from './denied/check-negation.ts';
import type { FoundIssue } from './evidence.ts';
import { checkAntecedents } from './names/check-antecedents.ts';
import { checkDeeds } from './names/check-deeds.ts';
import { checkExchangedNames } from './names/check-exchanged-names.ts';
import { checkOffices } from './names/check-offices.ts';
import { checkRoles } from './names/check-roles.ts';
import { checkChangedFigures } from './turned/check-changed-figures.ts';
import { checkComparedCells } from './turned/check-compared-cells.ts';
import { checkComparedQuantities } from './turned/check-compared-quantities.ts';
import { checkComparisons } from './turned/check-comparisons.ts';
import { checkFigureDirection } from './turned/check-figure-direction.ts';
import { checkImpossibleChanges } from './turned/check-impossible-changes.ts';
import { checkNearCopies } from './turned/check-near-copies.ts';
import { checkOpposites } from './turned/check-opposites.ts';
import { checkOrder } from './turned/check-order.ts';
import { checkPairs } from './turned/check-pairs.ts';
import { checkReckonedDirection } from './turned/check-reckoned-direction.ts';

type Check = (claim: Claim, index: ArticleIndex) => FoundIssue[];

/**
 * Checks for `direction` and then `negation`, in the order in which they are asked. One issue is enough: an opposite
 * often comes with an order turned round, and what is denied is read as the opposite as well.
 */
const TURNED_OR_DENIED: readonly Check[] = [
  checkFigureDirection, // `35 % less` for `35 % more`
  checkChangedFigures, // `rose from 23 to 57` for `fell to 23 from 57`
  checkReckonedDirection, // `seven minutes less` for `rose from 56 to 63 minutes`
  checkOpposites, // `rose` for `fell`, `enabled` for `disabled`
  checkImpossibleChanges, // `rose from 9 to 7`
  checkOrder, // `A before B` for `A after B`, `A replaced B` for `B replaced A`
  checkComparisons, // `A is faster than B` for `B is faster than A`
  checkComparedCells, // `A is lighter than B` for a row with 13 kg under A and 12 kg under B
  checkPairs, // `two drowned and seven burned` for `seven drowned and two burned`
  checkComparedQuantities, // `A came before B` for `A came at noon`, and elsewhere `B came at ten`
  checkNegation, // `is encrypted` for `is not encrypted`
  checkDeniedClauses, // `The lock opened in the cold` for `In the cold the lock would not open`
  checkNearCopies, // `made it better` for `made it worse`
  checkAddedDenials, // `is not available` where nothing is denied
];

/**
 * What a claim says of the same things otherwise than the article: a name in the place of another, the opposite, the
 * other way round, with a negation more or less.
 *
 * @param lacksName whether the claim has a name that the article lacks: then it needs no saying that one stands in the
 * wrong place.
 */
export function contradictionsOf(claim: Claim, index: ArticleIndex, lacksName: boolean): FoundIssue[] {
  const groups = [
    ...(lacksName ? [] : [[checkRoles, checkOffices, checkDeeds, checkExchangedNames, checkAntecedents]]),
    TURNED_OR_DENIED,
  ];
  return groups.flatMap((checks) => {
    for (const check of checks) {
      const issues = check(claim, index);
      if (issues.length > 0) return issues;
    }
    return [];
  });
}
