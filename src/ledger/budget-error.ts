import { AppError } from '../errors.ts';

/** What calls may not go past: those of a run together, or the cost of a day. */
export type Budget = 'run-calls' | 'run-cost' | 'day-cost';

export interface OverBudget {
  readonly budget: Budget;
  /** Calls, or US dollars; what is under way is in it at its estimate where it may still make room. */
  readonly spent: number;
  readonly limit: number;
  /** What the next call was expected to add at most. */
  readonly next: number;
}

/**
 * A call that was not made, since it could have gone past a budget. It says nothing about the provider, so that no guard
 * counts it, tries again or asks another provider, and answers that were bought on the way to it are kept.
 *
 * `budget-exhausted`, 503. `retryable` in a second where calls under way may still make room. Else a day's budget is, with
 * `retryAfterMs` until the next day (UTC) begins; a run's stays spent.
 */
export class BudgetError extends AppError {
  declare readonly code: 'budget-exhausted';
  readonly over: OverBudget;
  /** Whether what is under way may still turn out to cost less than was set aside for it. */
  readonly mayFree: boolean;

  constructor(over: OverBudget, now: number, mayFree = false) {
    const ofDay = over.budget === 'day-cost';
    super(mayFree ? saidOfWait(over) : said(over), {
      code: 'budget-exhausted',
      status: 503,
      hint: mayFree ? 'Try again in a moment, or with fewer at once.' : hints[over.budget],
      ...(ofDay && { retryable: true, retryAfterMs: msToNextDay(now) }),
      ...(mayFree && { retryable: true, retryAfterMs: WAIT_MS }),
    });
    this.over = over;
    this.mayFree = mayFree;
  }
}

const hints: Readonly<Record<Budget, string>> = {
  'run-calls': 'Raise --max-calls and give the same command again: it goes on where it was.',
  'run-cost': 'Raise --max-cost and give the same command again: it goes on where it was.',
  'day-cost': 'Raise UPSHOT_MAX_COST_USD, or go on tomorrow: the day begins at midnight UTC.',
};

function said({ budget, spent, limit, next }: OverBudget): string {
  if (budget === 'run-calls') return `This run made ${spent} of the ${limit} calls that it may make`;
  const whose = budget === 'run-cost' ? 'This run' : 'Today';
  const verb = budget === 'run-cost' ? 'spent' : 'has cost';
  return `${whose} ${verb} ${dollars(spent)} of the ${dollars(limit)} that it may, and the next call may take ${dollars(next)}`;
}

function saidOfWait({ budget, limit }: OverBudget): string {
  const whose = budget === 'day-cost' ? 'today' : 'this run';
  const allowed = budget === 'run-calls' ? `${limit} calls` : dollars(limit);
  return `Calls under way may take what is left of the ${allowed} that ${whose} may come to`;
}

/** A cent's worth of digits, and more where that would hide the amount. */
export function dollars(usd: number): string {
  const digits = usd === 0 || usd >= 1 ? 2 : Math.min(9, Math.max(2, 2 - Math.floor(Math.log10(usd))));
  return `$${usd.toFixed(digits).replace(/(\.\d\d\d*?)0+$/, '$1')}`;
}

/** How soon a call under way may have made room, in milliseconds. */
const WAIT_MS = 1000;
const DAY_MS = 86_400_000;

function msToNextDay(now: number): number {
  return DAY_MS - (now % DAY_MS);
}
