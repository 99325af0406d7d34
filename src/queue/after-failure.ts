import type { Clock } from '../clock.ts';
import type { AppError } from '../errors.ts';
import { HostRestsError } from '../fetching/fetch-error.ts';
import { ProviderError } from '../provider/provider-error.ts';

/** What becomes of a job after an attempt that failed; `ms`: in how many milliseconds it is due again. */
export type AfterFailure =
  /** Nothing is wrong with the job: it waits, and has not used up an attempt. `closed`: every other job would fare alike. */
  | { readonly next: 'wait'; readonly ms: number; readonly closed: boolean }
  | { readonly next: 'again'; readonly ms: number }
  | { readonly next: 'dead-letter' };

export interface FailurePolicy {
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** How often an article is tried. With the waits below the last try comes after some two hours. */
const MOST_ATTEMPTS = 8;
/** The same where every try may have been paid for: the provider answered, and no answer would do. */
const MOST_PAID_ATTEMPTS = 3;

const FIRST_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 3_600_000;
/** How long a provider that says nothing better is left alone. */
const CLOSED_MS = 30_000;
/** How long until what only a person can mend is looked at again: a key that is refused, a quota that is spent. */
const BROKEN_MS = 300_000;
const DAY_MS = 86_400_000;

/** The provider takes nothing for now, from anybody. */
const closed: readonly string[] = ['provider-circuit-open', 'provider-rate-limited'];
const broken: readonly string[] = ['provider-authentication', 'provider-quota-exhausted'];
/** Upshot itself has no room for the work just now, or is being stopped. */
const local: readonly string[] = ['busy', 'cancelled', 'interrupted', 'shutting-down'];
/** What the client said must not have changed has. */
const PRECONDITION_FAILED = 412;
const paid: readonly string[] = ['no-valid-summary', 'provider-invalid-answer', 'provider-length-stop'];

/**
 * Decides by the error alone. A provider that is closed, a spent budget and a full disk are no fault of the article: it
 * waits them out, a budget until the day turns (UTC). What may pass is tried again after 10 seconds, then three times as
 * long each time, at most an hour, half of it by chance, and never before the error's own `retryAfterMs`. What cannot
 * pass is a dead letter at once.
 */
export function afterFailure(error: AppError, attempts: number, { clock, random }: FailurePolicy): AfterFailure {
  const { code, status, retryable, retryAfterMs } = error;
  const wait = (ms: number, isClosed: boolean) => ({ next: 'wait' as const, ms, closed: isClosed });
  if (code === 'budget-exhausted') return wait(retryAfterMs ?? DAY_MS - (clock.now() % DAY_MS), true);
  if (closed.includes(code)) return wait(Math.max(1000, retryAfterMs ?? CLOSED_MS), true);
  if (broken.includes(code)) return wait(retryAfterMs ?? BROKEN_MS, true);
  if (code.startsWith('catalogue-')) return wait(retryAfterMs ?? CLOSED_MS, true);
  if (local.includes(code) || isNeverAsked(error)) return wait(retryAfterMs ?? 1000, false);
  if (status === PRECONDITION_FAILED) return { next: 'dead-letter' };
  if (!retryable || attempts >= (paid.includes(code) ? MOST_PAID_ATTEMPTS : MOST_ATTEMPTS)) {
    return { next: 'dead-letter' };
  }
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 3 ** (attempts - 1));
  return { next: 'again', ms: Math.max(retryAfterMs ?? 0, Math.round((longest * (1 + random())) / 2)) };
}

/** Its turn did not come, since calls of others took up the provider, or its host wants to be left alone. */
function isNeverAsked(error: AppError): boolean {
  if (error instanceof HostRestsError) return true;
  return error instanceof ProviderError && error.code === 'provider-timeout' && !error.asked;
}
