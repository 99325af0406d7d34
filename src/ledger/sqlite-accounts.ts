import type { Sqlite } from '../sqlite/sqlite.ts';
import { type Account, type AccountName, dayAccount, runAccount } from './account.ts';
import type { OverBudget } from './budget-error.ts';
import type { Terms, Usage } from './ledger.ts';

const NANOS = 1e9;

/** US dollars to whole billionths of one. */
export const nanosOf = (usd: number): number => Math.round(usd * NANOS);

/** What of a call is counted on its accounts. */
export interface Booked {
  readonly state: string;
  readonly run: string | null;
  readonly reservedAt: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costNanos: number | null;
}

/** An account as it is stored, or a change to one. Calls under way are in it. */
export interface Sums {
  calls: number;
  settled: number;
  uncertain: number;
  inputTokens: number;
  outputTokens: number;
  costNanos: number;
  /** Calls with a price, and those without one that were answered or may have been. */
  priced: number;
  unpriced: number;
  /** What `costNanos` has of uncertain calls. */
  uncertainNanos: number;
}

export const noSums: Readonly<Sums> = {
  ...{ calls: 0, settled: 0, uncertain: 0, inputTokens: 0, outputTokens: 0, costNanos: 0, priced: 0, unpriced: 0 },
  uncertainNanos: 0,
};

/** Accounts as they are within one transaction: each is read once, and written once at its end. */
export interface BatchedAccounts {
  read(name: AccountName): Readonly<Sums>;
  /** Changes the accounts of a call by what became of its row; null is a row that is not there. */
  rebook(before: Booked | null, after: Booked | null): void;
  flush(): void;
}

export function batchedAccounts(db: Sqlite): BatchedAccounts {
  const read = new Map<AccountName, Sums>();
  const changed = new Set<AccountName>();

  function account(name: AccountName): Sums {
    let sums = read.get(name);
    if (sums === undefined) {
      sums = { ...readSums(db, name) };
      read.set(name, sums);
    }
    return sums;
  }

  function add(name: AccountName, call: Booked, sign: 1 | -1): void {
    const sums = account(name);
    const change = sumsOf(call);
    for (const key of SUMS) sums[key] += sign * change[key];
    changed.add(name);
  }

  return {
    read: account,
    rebook(before, after) {
      for (const [call, sign] of [[before, -1] as const, [after, 1] as const]) {
        if (call === null) continue;
        add(dayAccount(call.reservedAt), call, sign);
        if (call.run !== null) add(runAccount(call.run), call, sign);
      }
    },
    flush() {
      for (const name of changed) db.run(STORE, { name, ...account(name) });
    },
  };
}

const SUMS = Object.keys(noSums) as (keyof Sums)[];
const STORE = `INSERT OR REPLACE INTO ledger_account VALUES
  (:name, :calls, :settled, :uncertain, :inputTokens, :outputTokens, :costNanos, :priced, :unpriced,
   :uncertainNanos)`;

function sumsOf({ state, inputTokens, outputTokens, costNanos }: Booked): Sums {
  const settled = state === 'settled' || state === 'discarded';
  const uncertain = state === 'uncertain';
  const charged = settled || uncertain || (state === 'failed' && outputTokens > 0);
  return {
    ...{ calls: 1, settled: settled ? 1 : 0, uncertain: uncertain ? 1 : 0, inputTokens, outputTokens },
    ...{
      costNanos: costNanos ?? 0,
      priced: costNanos === null ? 0 : 1,
      unpriced: costNanos === null && charged ? 1 : 0,
      uncertainNanos: uncertain ? (costNanos ?? 0) : 0,
    },
  };
}

const COLUMNS = `calls, settled, uncertain, input_tokens AS inputTokens, output_tokens AS outputTokens,
  cost_nanos AS costNanos, priced, unpriced, uncertain_nanos AS uncertainNanos`;

/** An account as it stands; all noughts where nothing was ever booked on it. */
export function readSums(db: Sqlite, name: AccountName): Sums {
  return db.get<Sums>(`SELECT ${COLUMNS} FROM ledger_account WHERE name = ?`, [name]) ?? noSums;
}

/** Of all days from `since` on, oldest first. */
export function readDays(db: Sqlite, since = ''): (Sums & { readonly day: string })[] {
  return db.all(
    `SELECT substr(name, 5) AS day, ${COLUMNS} FROM ledger_account WHERE name >= ? AND name < 'day;' ORDER BY name`,
    [`day:${since}`],
  );
}

/** What people are told of an account: calls under way aside, and those whose caller is lost as uncertain. */
export function accountOf(sums: Sums, open: readonly Booked[], lost: readonly Booked[]): Account {
  const openNanos = sumOf(open, ({ costNanos }) => costNanos ?? 0);
  const priced = sums.priced - open.filter(({ costNanos }) => costNanos !== null).length;
  return {
    calls: sums.calls,
    settled: sums.settled,
    uncertain: sums.uncertain + lost.length,
    inputTokens: sums.inputTokens - sumOf(open, ({ inputTokens }) => inputTokens),
    outputTokens: sums.outputTokens - sumOf(open, ({ outputTokens }) => outputTokens),
    costUsd: priced === 0 ? null : (sums.costNanos - openNanos) / NANOS,
    uncertainUsd: (sums.uncertainNanos + sumOf(lost, ({ costNanos }) => costNanos ?? 0)) / NANOS,
    unpriced: sums.unpriced,
    open: { calls: open.length, costUsd: openNanos / NANOS },
  };
}

/**
 * The budget that a call on these terms could go past; null when it fits in all of them. One that nothing under way can make
 * room in comes first.
 *
 * @param open finds what is under way; it is asked only when a budget is too small.
 */
export function findOverBudget(
  accounts: Pick<BatchedAccounts, 'read'>,
  { estimate, spending, dailyMaxCostUsd }: Terms,
  now: number,
  open: () => readonly Booked[],
): { readonly over: OverBudget; readonly mayFree: boolean } | null {
  const cost = nanosOf(estimate?.costUsd ?? 0);
  const found: { readonly over: OverBudget; readonly mayFree: boolean }[] = [];

  function checkCost(budget: 'run-cost' | 'day-cost', spent: number, maxUsd: number, isOn: (call: Booked) => boolean) {
    const limit = nanosOf(maxUsd);
    if (spent + cost <= limit) return;
    const freed = sumOf(open().filter(isOn), ({ costNanos }) => costNanos ?? 0);
    const mayFree = spent - freed + cost <= limit;
    // What is under way stands in the way only of those who wait for it.
    const inTheWay = mayFree ? spent : spent - freed;
    found.push({ over: { budget, spent: inTheWay / NANOS, limit: maxUsd, next: cost / NANOS }, mayFree });
  }

  if (spending && (spending.maxCalls !== undefined || spending.maxCostUsd !== undefined)) {
    const { run, maxCalls, maxCostUsd } = spending;
    const { calls, costNanos } = accounts.read(runAccount(run));
    const ofRun = (call: Booked) => call.run === run;
    if (maxCalls !== undefined && calls + 1 > maxCalls) {
      const mayFree = calls - open().filter(ofRun).length + 1 <= maxCalls;
      found.push({ over: { budget: 'run-calls', spent: calls, limit: maxCalls, next: 1 }, mayFree });
    }
    if (maxCostUsd !== undefined) checkCost('run-cost', costNanos, maxCostUsd, ofRun);
  }
  if (dailyMaxCostUsd !== undefined) {
    const today = dayAccount(now);
    const { costNanos } = accounts.read(today);
    checkCost('day-cost', costNanos, dailyMaxCostUsd, ({ reservedAt }) => dayAccount(reservedAt) === today);
  }
  return found.find(({ mayFree }) => !mayFree) ?? found[0] ?? null;
}

/** What a row says that was expected to take `held` once it is known to have taken `usage`. */
export function taken(held: Pick<Booked, 'inputTokens' | 'outputTokens' | 'costNanos'>, usage: Usage) {
  const { inputTokens, outputTokens, costUsd } = usage;
  if (costUsd !== null) return { inputTokens, outputTokens, costNanos: nanosOf(costUsd) };
  const { costNanos } = held; // what has no price may still have been charged
  const isCounted = inputTokens + outputTokens > 0;
  return isCounted ? { inputTokens, outputTokens, costNanos } : { ...tokensOf(held), costNanos };
}

function tokensOf({ inputTokens, outputTokens }: Pick<Booked, 'inputTokens' | 'outputTokens'>) {
  return { inputTokens, outputTokens };
}

function sumOf<T>(items: readonly T[], amount: (item: T) => number): number {
  return items.reduce((sum, item) => sum + amount(item), 0);
}
