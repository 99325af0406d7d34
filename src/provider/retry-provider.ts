import pRetry from 'p-retry';
import type { Clock } from '../clock.ts';
import { attemptsOf } from './attempts-of.ts';
import type { Attempt, Provider } from './provider.ts';
import { ProviderError, withAttempts } from './provider-error.ts';

export interface RetryOptions {
  readonly clock: Clock;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  /** How often to try again after the first time. Default 4. */
  readonly retries?: number;
  /** The ceiling of the first wait, in milliseconds; it doubles with every further one. Default 500. */
  readonly minMs?: number;
  /** The ceiling of every wait that we choose ourselves, in milliseconds. Default 30,000. */
  readonly maxMs?: number;
}

/**
 * Tries again what may succeed when tried again: the one retry policy of Upshot. It waits a random time below a ceiling
 * that doubles (full jitter), or as long as the provider asked for plus a little jitter, so that those who were turned
 * away together do not come back together. It never waits past the call's deadline: then the last error stands. So it does
 * at once when a breaker is open: whatever else can be tried is better than waiting there.
 */
export function createRetryProvider(inner: Provider, options: RetryOptions): Provider {
  const { clock, random, retries = 4, minMs = 500, maxMs = 30_000 } = options;

  const waitAfter = (error: ProviderError, failures: number): number => {
    if (error.retryAfterMs !== undefined) return Math.ceil(error.retryAfterMs + random() * minMs);
    return Math.round(random() * Math.min(maxMs, minMs * 2 ** (failures - 1)));
  };

  return {
    name: inner.name,
    model: inner.model,
    prompt: inner.prompt,
    async draft(request, call) {
      const attempts: Attempt[] = [];
      let waitedMs = 0;
      let startedAt = 0;
      const book = (made: readonly Attempt[]) => {
        const [first, ...others] = made;
        if (first) attempts.push({ ...first, waitedMs: first.waitedMs + waitedMs }, ...others);
      };

      return pRetry(
        async () => {
          startedAt = clock.now();
          try {
            const result = await inner.draft(request, call);
            book(result.attempts);
            return { ...result, attempts };
          } catch (error) {
            if (!(error instanceof ProviderError)) throw error;
            book(attemptsOf(error, inner, clock.now() - startedAt));
            throw withAttempts(error, [...attempts]);
          }
        },
        {
          retries,
          signal: call.signal,
          minTimeout: 0, // p-retry's own wait knows neither our clock nor Retry-After: shouldRetry waits instead
          shouldRetry: async ({ error, attemptNumber, retriesLeft }) => {
            if (!(error instanceof ProviderError) || !mayPass(error) || retriesLeft <= 0) return false;
            waitedMs = waitAfter(error, attemptNumber);
            if (clock.now() + waitedMs >= call.deadline) throw noTimeLeft(error, waitedMs);
            await clock.sleep(waitedMs, call.signal);
            return true;
          },
        },
      );
    },
  };
}

function mayPass({ retryable, code }: ProviderError): boolean {
  return retryable && code !== 'provider-circuit-open';
}

function noTimeLeft(error: ProviderError, waitMs: number): ProviderError {
  const wait = `${(waitMs / 1000).toFixed(1)} s`;
  return withAttempts(error, error.attempts, `${error.message}; trying again in ${wait} would be past the deadline`);
}
