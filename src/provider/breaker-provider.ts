import type { Clock } from '../clock.ts';
import { createFailureRow, type FailureRow } from './failure-row.ts';
import type { BreakerReading } from './guard-readings.ts';
import { createOutcomeWindow } from './outcome-window.ts';
import type { DraftResult, Provider } from './provider.ts';
import { ProviderError, type ProviderErrorCode } from './provider-error.ts';

export interface BreakerOptions {
  readonly clock: Clock;
  /** The share of failed calls, above 0 and up to 1, at which it opens. Default 0.4. */
  readonly share?: number;
  /** How many calls the window must hold for that share to say anything. Default 10. */
  readonly minCalls?: number;
  /** How far back calls count, in milliseconds. Default 60,000. */
  readonly windowMs?: number;
  /** How long it stays open before a call may try the provider again, in milliseconds. Default 30,000. */
  readonly openMs?: number;
  /** Told of every change of state, once; half-open when the first call that comes then is let through. */
  readonly onChange?: (reading: BreakerReading) => void;
}

/**
 * How many articles must have failed: one that a provider always fails on, tried again and again or in many parts, says
 * nothing of the others.
 */
const MIN_ARTICLES = 3;

/** Since when nothing but failures says that a provider is down, however well it did before: as a share of the window. */
const SHARE_IN_A_ROW = 1 / 12;

type Verdict = 'up' | 'down' | 'unknown';

/** When a call began: between which changes of state, and by the steady clock. */
interface Began {
  readonly era: number;
  readonly at: number;
}

/** How soon to come back while another call tries the provider, in milliseconds. */
const DURING_TRIAL_MS = 1000;

/** What the provider must be up for to have found out. */
const provesUp: readonly ProviderErrorCode[] = [
  'provider-refused',
  'provider-context-exceeded',
  'provider-bad-request',
  'provider-length-stop',
];
/** A busy provider is the limiter's business, and a key's account is neither up nor down. */
const saysNothing: readonly ProviderErrorCode[] = [
  'provider-rate-limited',
  'provider-authentication',
  'provider-quota-exhausted',
];
/** What passes by itself or not at all: all there is to do about it is to wait, which whoever meets an open breaker is told. */
const passesByItself: readonly ProviderErrorCode[] = ['provider-unavailable', 'provider-timeout'];

/**
 * A circuit breaker: leaves a provider alone that fails too often. It looks back with every failure, and opens when at least
 * `share` of at least `minCalls` calls of its window failed, or when nothing but failures came: the last `minCalls` calls,
 * where so few are made, or they take so long, that the window has fewer; those of a twelfth of the window; or the last
 * `minCalls`, all by a timeout or an answer that broke off, since each may be charged (as may those that are in flight by
 * then). Where all of them began after the first failure, only a success of another such call breaks the row, and more have to
 * have failed than are under way. In all cases these are failures of at least three articles. Open, it turns calls away at
 * once. After `openMs` it is half-open: one call at a time tries the provider, and the others are turned away. A trial that
 * succeeds closes it and forgets what was; one that fails opens it anew; one that shows neither leaves the trial to the next
 * call. Calls that began before a change of state say nothing about the new one.
 *
 * @throws {ProviderError} `provider-circuit-open`, 503, retryable, with `retryAfterMs`, when the provider was not asked.
 */
export function createBreakerProvider(
  inner: Provider,
  options: BreakerOptions,
): Provider & { breaker(): BreakerReading } {
  const { clock, share = 0.4, minCalls = 10, windowMs = 60_000, openMs = 30_000, onChange } = options;
  const window = createOutcomeWindow(clock, windowMs);
  /** The last `MIN_ARTICLES` different articles that failed, and when; the oldest first. */
  const failed = new Map<string, number>();
  /** Failed calls since the last success. */
  const row = createFailureRow(MIN_ARTICLES);
  /** The same of nothing but calls that began after the first of these had failed: other ends say what was before. */
  const longRow = createFailureRow(MIN_ARTICLES);
  /** When the calls that are under way began, by the steady clock. */
  const underWay = new Set<{ readonly at: number }>();
  let since = clock.now();
  /** By the steady clock; null while it is closed. */
  let retryAt: number | null = null;
  /** Why it is not closed. */
  let lastFailure: ProviderError | undefined;
  /** Whether `onChange` knows that it is half-open. */
  let told = false;
  /** A trial is on its way. */
  let trying = false;
  /** Goes up with every change, so that what began before it can be told from what began after. */
  let era = 0;

  function breaker(): BreakerReading {
    const counted = window.count();
    if (retryAt === null) return { state: 'closed', since, retryAt, ...counted };
    const left = retryAt - clock.steady();
    const at = clock.now() + left;
    if (left > 0) return { state: 'open', since, retryAt: at, ...counted };
    return { state: 'half-open', since: at, retryAt: null, ...counted };
  }

  function change(openUntil: number | null): void {
    since = clock.now();
    retryAt = openUntil;
    told = false;
    trying = false;
    era += 1;
    if (openUntil === null) {
      window.clear();
      failed.clear();
      row.end();
      longRow.end();
    }
    onChange?.(breaker());
  }

  /** Lets a call through and says whether it is the trial. */
  function admit(): boolean {
    if (retryAt === null) return false;
    const left = retryAt - clock.steady();
    if (left > 0) throw circuitOpen(inner.name, left, lastFailure);
    if (trying) throw circuitOpen(inner.name, Math.min(DURING_TRIAL_MS, openMs), lastFailure);
    if (!told) {
      told = true;
      onChange?.(breaker());
    }
    trying = true;
    return true;
  }

  function bookFailure(article: string, began: Began, mayBeCharged: boolean): void {
    row.add(article, clock.steady(), mayBeCharged);
    if (began.at >= (longRow.beganAt() ?? 0)) longRow.add(article, clock.steady(), mayBeCharged);
    failed.delete(article);
    failed.set(article, clock.steady());
    const [oldest] = failed.keys();
    if (failed.size > MIN_ARTICLES && oldest !== undefined) failed.delete(oldest);
  }

  function failsTooOften(): boolean {
    const { calls, failures } = window.count();
    if (calls < minCalls) return isLong(row);
    const [oldest = 0] = failed.values();
    const isOfMany = failed.size >= MIN_ARTICLES && oldest > clock.steady() - windowMs;
    return (
      isOfMany && (showsOutage(row) || (isMostlyOver(longRow) && showsOutage(longRow)) || failures / calls >= share)
    );
  }

  function isLong(one: FailureRow): boolean {
    return one.calls() >= minCalls && one.isOfMany();
  }

  function showsOutage(one: FailureRow): boolean {
    const lasts = clock.steady() - (one.beganAt() ?? Number.POSITIVE_INFINITY);
    return isLong(one) && (one.paid() >= minCalls || lasts >= windowMs * SHARE_IN_A_ROW);
  }

  /** Whether fewer calls are under way that began since the row did, and so may yet end it, than failed in it. */
  function isMostlyOver(one: FailureRow): boolean {
    const beganAt = one.beganAt() ?? Number.POSITIVE_INFINITY;
    return [...underWay].filter(({ at }) => at >= beganAt).length < one.calls();
  }

  function judge(verdict: Verdict, article: string, began: Began, mayBeCharged = false): void {
    if (verdict === 'unknown' || began.era !== era) return;
    const up = verdict === 'up';
    if (retryAt !== null) {
      change(up ? null : clock.steady() + openMs);
      return;
    }
    window.add(!up);
    if (up) {
      row.end();
      if (began.at >= (longRow.beganAt() ?? 0)) longRow.end();
      return;
    }
    bookFailure(article, began, mayBeCharged);
    if (failsTooOften()) change(clock.steady() + openMs);
  }

  return {
    name: inner.name,
    model: inner.model,
    prompt: inner.prompt,
    breaker,
    async draft(request, call) {
      call.signal.throwIfAborted();
      const isTrial = admit();
      const began = { era, at: clock.steady() };
      underWay.add(began);
      const { whole: fingerprint = request.article.fingerprint } = call;
      try {
        const result = await inner.draft(request, call);
        judge(verdictOfAnswer(result), fingerprint, began);
        return result;
      } catch (error) {
        if (error instanceof ProviderError && !call.signal.aborted) {
          const verdict = verdictOfError(error);
          if (verdict === 'down') lastFailure = error;
          judge(verdict, fingerprint, began, error.uncertain);
        }
        throw error;
      } finally {
        underWay.delete(began);
        if (isTrial) trying = false;
      }
    },
  };
}

/** An answer that the ledger held already, without an attempt, says nothing about today. */
function verdictOfAnswer({ attempts }: DraftResult): Verdict {
  return attempts.length > 0 ? 'up' : 'unknown';
}

function verdictOfError({ asked, code, retryable }: ProviderError): Verdict {
  if (!asked || saysNothing.includes(code)) return 'unknown';
  if (provesUp.includes(code) && !retryable) return 'up';
  const unwell = retryable || code === 'provider-unavailable' || code === 'provider-unreachable';
  return unwell || code === 'provider-timeout' ? 'down' : 'unknown';
}

function circuitOpen(provider: string, retryAfterMs: number, last: ProviderError | undefined): ProviderError {
  const seconds = Math.ceil(retryAfterMs / 1000);
  const why = last === undefined ? '' : `: ${last.message}`;
  const ownHint = last === undefined || passesByItself.includes(last.code) ? undefined : last.hint;
  const hints = [ownHint, 'A second provider in UPSHOT_PROVIDER would be asked meanwhile.'];
  return new ProviderError(`${provider} failed too often of late and is left alone for another ${seconds} s${why}`, {
    code: 'provider-circuit-open',
    provider,
    asked: false,
    retryable: true,
    retryAfterMs,
    hint: hints.filter(Boolean).join(' '),
    cause: last,
  });
}
