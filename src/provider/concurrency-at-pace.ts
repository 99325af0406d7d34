import type { Pace } from './pacer-provider.ts';

const MINUTE_MS = 60_000;
/** What one call takes, roughly: to say how many at once a number of tokens a minute is good for. */
const TOKENS_OF_A_CALL = 3000;
/** An article needs a call, sometimes three, and each of them time to be answered. */
const CALLS_IN_TIME = 4;

/**
 * How many articles are worth being worked on at once: with more, some would wait for their turn until their time is over.
 *
 * @param timeoutMs how long one article may take.
 */
export function concurrencyAtPace({ rpm, tpm }: Pace, timeoutMs: number): number {
  const callsAMinute = Math.min(rpm ?? Infinity, (tpm ?? Infinity) / TOKENS_OF_A_CALL);
  return Math.max(1, Math.floor((callsAMinute * timeoutMs) / MINUTE_MS / CALLS_IN_TIME));
}
