import type { Account, AccountName, CostGrouping, CostRow } from './account.ts';
import type { OverBudget } from './budget-error.ts';

/**
 * The book of paid calls, shared by every process on one database. A call is reserved before it is made and settled
 * after, so that the same question is asked once: a second caller waits for the first one's reservation, and a settled
 * answer is never bought again.
 */
export interface Ledger<Answer extends BookedAnswer = BookedAnswer> {
  /**
   * Takes the right to make the call, in one transaction.
   * - `reserved`: make the call, then settle or release it. With `outputTokens` there is room for no longer an answer.
   * - `settled`: here is the answer that was already paid for.
   * - `busy`: a living caller holds it; ask again in a moment.
   * - `over-budget`: nobody may make it, since it could go past a budget; nothing is booked.
   * A reservation whose owner died, or whose lease passed, is booked as `uncertain` and reserved anew. Until it is closed a
   * call counts at its estimate, so budgets hold whoever asks at once, in whatever process; an uncertain one does so for
   * good, unless its answer comes late.
   */
  reserve(key: LedgerKey, terms: Terms): Promise<Reservation<Answer>>;
  /** Books the answer. From here on the same key is answered with it. What was not counted or has no price stays at its estimate. */
  settle(receipt: string, answer: Answer): Promise<void>;
  /**
   * Gives the right back without an answer: `failed` cost `usage` and without one nothing, `uncertain` may have been
   * charged, and `unsent` is struck off the book: it was never made.
   */
  release(receipt: string, outcome: 'failed' | 'uncertain' | 'unsent', code: string, usage?: Usage): Promise<void>;
  /** Keeps the cost of these answers on the book but no longer answers with them: they led to no valid summary. */
  discard(receipts: readonly string[]): Promise<void>;
  /** How many output tokens the last answers of a model had, some dozens of them, the newest first. */
  lastOutputs(of: Pick<LedgerKey, 'provider' | 'model'>): Promise<readonly number[]>;
  totals(): Promise<LedgerTotals>;
  /** What an account spent; all zeros for one that nothing was booked on. Cheap enough to be asked every second. */
  account(name: AccountName): Promise<Account>;
  /** What all calls came to since the beginning of a day (UTC, `2025-08-07`). Default: since ever. */
  spent(since?: string): Promise<Account>;
  /** The same, by day (oldest first), model, provider, tag or run (the dearest first). */
  costs(by: CostGrouping, since?: string): Promise<readonly CostRow[]>;
}

/** On what terms a call is reserved. */
export interface Terms {
  /** When the caller is given up for lost, in milliseconds since the Unix epoch. */
  readonly leaseUntil: number;
  /** What it is expected to take at most. Without a price no cost budget counts it. Default: nothing is expected. */
  readonly estimate?: Usage | undefined;
  /**
   * The same when its answer is allowed as few tokens as nearly all do with: where no budget will have room for the estimate
   * any more, the call may have what is left, if it is no less than this. Default: the estimate or nothing.
   */
  readonly least?: Usage | undefined;
  /** The run that it is made for, with the budgets of that run. */
  readonly spending?: Spending | undefined;
  /** What all calls of one day (UTC) may cost together, in US dollars. */
  readonly dailyMaxCostUsd?: number | undefined;
  /** Whether something stands idle until it is booked: then it is not put off to be booked together with others. Default false. */
  readonly atOnce?: boolean | undefined;
}

/** An answer is kept as it is; the book itself reads only what it cost. */
export interface BookedAnswer {
  readonly usage: Usage;
}

/** What a call took. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** US dollars by the price file; null when the model has no price there, never a guessed 0. */
  readonly costUsd: number | null;
}

/** The run that a call is made for, and what all calls of that run together may come to. */
export interface Spending {
  readonly run: string;
  readonly maxCalls?: number | undefined;
  /** US dollars. */
  readonly maxCostUsd?: number | undefined;
}

export interface LedgerKey {
  /** SHA-256 of everything in the request that may change the answer, hex. */
  readonly request: string;
  readonly provider: string;
  readonly model: string;
}

export type Reservation<Answer extends BookedAnswer = BookedAnswer> =
  | { readonly state: 'reserved'; readonly receipt: string; readonly outputTokens?: number }
  | { readonly state: 'settled'; readonly receipt: string; readonly answer: Answer }
  | { readonly state: 'busy' }
  | {
      readonly state: 'over-budget';
      readonly over: OverBudget;
      /** Whether there would be room if what is under way came to nothing: ask again in a moment. */
      readonly mayFree: boolean;
    };

/**
 * Sums over the whole book, failed calls included, uncertain ones at the most they can have cost. `costUsd` is null when nothing has a
 * price, else the sum of what has.
 */
export interface LedgerTotals {
  readonly calls: number;
  readonly settled: number;
  readonly uncertain: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number | null;
}
