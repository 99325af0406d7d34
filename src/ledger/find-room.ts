import { dayAccount, runAccount } from './account.ts';
import type { OverBudget } from './budget-error.ts';
import type { Terms, Usage } from './ledger.ts';
import { type BatchedAccounts, type Booked, findOverBudget, nanosOf } from './sqlite-accounts.ts';

/** What is set aside for a call, or the budget that it could go past. */
export type Room =
  | { readonly estimate: Usage | undefined; readonly isShort: boolean }
  | { readonly over: OverBudget; readonly mayFree: boolean };

/**
 * What there is to set aside for a call within its budgets: its estimate, and where that will not fit any more whatever
 * becomes of the calls under way, all that is left, if that is no less than the `least` of the call. So a budget is used
 * up to the last call of usual length, and not left at the first one that could be the longest.
 *
 * @param open finds what is under way; it is asked only when a budget is too small.
 */
export function findRoom(
  accounts: Pick<BatchedAccounts, 'read'>,
  terms: Terms,
  now: number,
  open: () => readonly Booked[],
): Room {
  const { estimate, least } = terms;
  const over = findOverBudget(accounts, terms, now, open);
  if (over === null) return { estimate, isShort: false };
  if (over.mayFree || estimate === undefined || least === undefined) return over;
  const overLeast = findOverBudget(accounts, { ...terms, estimate: least }, now, open);
  return overLeast ?? { estimate: within(nanosLeft(accounts, terms, now), least, estimate), isShort: true };
}

/** Of the tightest of the budgets. */
function nanosLeft(accounts: Pick<BatchedAccounts, 'read'>, { spending, dailyMaxCostUsd }: Terms, now: number): number {
  const budgets = [
    ...(spending?.maxCostUsd === undefined ? [] : [{ name: runAccount(spending.run), usd: spending.maxCostUsd }]),
    ...(dailyMaxCostUsd === undefined ? [] : [{ name: dayAccount(now), usd: dailyMaxCostUsd }]),
  ];
  return Math.min(...budgets.map(({ name, usd }) => nanosOf(usd) - accounts.read(name).costNanos));
}

/** Between the two lies nothing but output tokens, each of one price. */
function within(nanos: number, least: Usage, most: Usage): Usage {
  const from = nanosOf(least.costUsd ?? 0);
  const perToken = (nanosOf(most.costUsd ?? 0) - from) / (most.outputTokens - least.outputTokens);
  const more = Math.floor((nanos - from) / perToken);
  const costUsd = Math.min(nanos, from + Math.ceil(more * perToken)) / 1e9;
  return { ...least, outputTokens: least.outputTokens + more, costUsd };
}
