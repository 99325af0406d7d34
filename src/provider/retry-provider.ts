import pRetry from 'p-retry';
import type { Clock } from '../clock.ts';
import { attemptsOf } from './attempts-of.ts';
import { leaving } from './leaving.ts';
import type { Attempt, DraftResult, Provider } from './provider.ts';
import { ProviderError, withAttempts } from './provider-error.ts';

export interface RetryOptions {
  readonly clock: Clock;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  /** How often to try again after the first time. Default 4. */
  readonly retries?: number;
  /** The same after failures that may be charged: a timeout, an answer that broke off. Default 2. */
  readonly paidRetries?: number;
  /** The ceiling of the first wait, in milliseconds; it doubles with every further one. Default 500. */
  readonly minMs?: number;
  /** The ceiling of every wait that we choose ourselves, in milliseconds. Default 30,000. */
  readonly maxMs?: number;
}

/**
 * Tries again what may succeed when tried again: the one retry policy of Upshot. It waits a random time below a ceiling
 * that doubles (full jitter), or as long as the provider asked for plus a little jitter, so that those who were turned
 * away together do not come back together. It never waits past the call's deadline: then the last error stands. So it
 * does after a timeout when another one would take all the time that is left, after a third failure that may be charged,
 * and at once when a breaker is open: whatever else can be tried is better than waiting there. To be turned away by the
 * limiter is no attempt: it is waited out, and adds to what the next attempt waited.
 */
export function createRetryProvider(inner: Provider, options: RetryOptions): Provider {
  const { clock, random, retries = 4, paidRetries = 2, minMs = 500, maxMs = 30_000 } = options;

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
      let paid = 0;
      const book = (made: readonly Attempt[]) => {
        const [first, ...others] = made;
        if (first) attempts.push({ ...first, waitedMs: first.waitedMs + waitedMs }, ...others);
      };

      /** Whether the limiter let nobody in for now, and that has been waited out. */
      async function waitedOutside(error: ProviderError): Promise<boolean> {
        const wait = waitAfter(error, 1);
        if (!isTurnedAway(error) || clock.steady() + wait >= call.deadline) return false;
        waitedMs += wait + (error.attempts[0]?.waitedMs ?? 0);
        await clock.sleep(wait, leaving(call));
        return true;
      }

      async function attempt(): Promise<DraftResult> {
        startedAt = clock.steady();
        try {
          const result = await inner.draft(request, call);
          book(result.attempts);
          return { ...result, attempts };
        } catch (error) {
          if (!(error instanceof ProviderError)) throw error;
          if (await waitedOutside(error)) return attempt();
          book(attemptsOf(error, inner, clock.steady() - startedAt));
          if (error.uncertain) paid += 1;
          throw withAttempts(error, [...attempts]);
        }
      }

      return pRetry(attempt, {
        retries,
        signal: call.signal,
        minTimeout: 0, // p-retry's own wait knows neither our clock nor Retry-After: shouldRetry waits instead
        shouldRetry: async ({ error, attemptNumber, retriesLeft }) => {
          if (!(error instanceof ProviderError) || !mayPass(error) || retriesLeft <= 0) return false;
          if (error.uncertain && paid > paidRetries) return false;
          waitedMs = waitAfter(error, attemptNumber);
          const leftMs = call.deadline - clock.steady() - waitedMs;
          const tookMs = error.code === 'provider-timeout' ? clock.steady() - startedAt : 0;
          if (leftMs <= tookMs) throw noTimeLeft(error, waitedMs, leftMs);
          await clock.sleep(waitedMs, leaving(call));
          return true;
        },
      });
    },
  };
}

function mayPass({ retryable, code }: ProviderError): boolean {
  return retryable && code !== 'provider-circuit-open';
}

/** Nobody was asked, for as long as the error says: only a limiter turns away like this. */
function isTurnedAway({ code, asked }: ProviderError): boolean {
  return code === 'provider-rate-limited' && !asked;
}

function noTimeLeft(error: ProviderError, waitMs: number, leftMs: number): ProviderError {
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  const why =
    leftMs <= 0
      ? `trying again in ${seconds(waitMs)} would be past the deadline`
      : `the ${seconds(leftMs)} that are left are too few to try again`;
  return withAttempts(error, error.attempts, `${error.message}; ${why}`);
}
