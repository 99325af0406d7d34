/**
 * The book of paid calls, shared by every process on one database. A call is reserved before it is made and settled
 * after, so that the same question is asked once: a second caller waits for the first one's reservation, and a settled
 * answer is never bought again.
 */
export interface Ledger<Answer extends BookedAnswer = BookedAnswer> {
  /**
   * Takes the right to make the call, in one transaction.
   * - `reserved`: make the call, then settle or release it.
   * - `settled`: here is the answer that was already paid for.
   * - `busy`: a living caller holds it; ask again in a moment.
   * A reservation whose owner died, or whose `leaseUntil` passed, is booked as `uncertain` and reserved anew.
   */
  reserve(key: LedgerKey, leaseUntil: number): Promise<Reservation<Answer>>;
  /** Books the answer. From here on the same key is answered with it. */
  settle(receipt: string, answer: Answer): Promise<void>;
  /**
   * Gives the right back without an answer: `failed` cost `usage` and without one nothing, `uncertain` may have been
   * charged.
   */
  release(receipt: string, outcome: 'failed' | 'uncertain', code: string, usage?: Usage): Promise<void>;
  /** Keeps the cost of these answers on the book but no longer answers with them: they led to no valid summary. */
  discard(receipts: readonly string[]): Promise<void>;
  totals(): Promise<LedgerTotals>;
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
  | { readonly state: 'reserved'; readonly receipt: string }
  | { readonly state: 'settled'; readonly receipt: string; readonly answer: Answer }
  | { readonly state: 'busy' };

/** Sums over the whole book, failed calls included. `costUsd` is null when nothing has a price, else the sum of what has. */
export interface LedgerTotals {
  readonly calls: number;
  readonly settled: number;
  readonly uncertain: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number | null;
}
