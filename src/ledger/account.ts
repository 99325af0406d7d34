/** On whose account calls go: what a run spent (`run:<id>`), or all calls of a day in UTC (`day:2025-08-07`). */
export type AccountName = `run:${string}` | `day:${string}`;

export const runAccount = (run: string): AccountName => `run:${run}`;

/** @param at milliseconds since the Unix epoch. */
export const dayAccount = (at: number): AccountName => `day:${utcDay(at)}`;

export const utcDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** What the calls of an account came to so far. */
export interface Account {
  /** Every call that was sent, one answered by a 429 too, and those that are under way. */
  readonly calls: number;
  /** Calls that were answered, whatever became of the answer. */
  readonly settled: number;
  /** Calls that may have been charged although no answer came. They count at the most they can cost until the answer comes. */
  readonly uncertain: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** US dollars, of calls with a price. Null when none has one. */
  readonly costUsd: number | null;
  /** How much of that is of uncertain calls, which may have cost less. */
  readonly uncertainUsd: number;
  /** Calls with an answer, or perhaps one, that no price is known of: they are not in `costUsd`. */
  readonly unpriced: number;
  /** What is under way now: it is in `calls`, and not in the tokens and the cost above. */
  readonly open: { readonly calls: number; readonly costUsd: number };
}

export const costGroupings = ['day', 'model', 'provider', 'tag', 'run'] as const;
/** `tag`: that of the entry which the answers ended in; an entry with two tags counts in both. */
export type CostGrouping = (typeof costGroupings)[number];

export interface CostRow extends Account {
  /** The day, model, provider, tag or run. Null: calls that ended in no entry, or were made for no run. */
  readonly key: string | null;
}
