/** How a circuit breaker stands, for health, metrics and the log. Times in milliseconds since the Unix epoch. */
export interface BreakerReading {
  readonly state: 'closed' | 'open' | 'half-open';
  /** Since when it has been in this state. */
  readonly since: number;
  /** When it lets a trial through; null unless it is open. */
  readonly retryAt: number | null;
  /** Calls, and the failed ones among them, that count now. */
  readonly calls: number;
  readonly failures: number;
}

/** How much is asked of a provider at once. */
export interface LimiterReading {
  /** How many calls it takes at once, as the 429s of late allow; not always a whole number. */
  readonly limit: number;
  readonly inFlight: number;
  readonly waiting: number;
}

/** What stands between Upshot and one provider. */
export interface GuardedProvider {
  readonly name: string;
  readonly model: string;
  breaker(): BreakerReading;
  limiter(): LimiterReading;
  /** For how many milliseconds yet it is sent nothing, as it asked for with a 429. */
  heldMs(): number;
}
