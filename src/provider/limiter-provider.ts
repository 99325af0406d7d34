import type { Clock } from '../clock.ts';
import type { LimiterReading } from './guard-readings.ts';
import type { Call, Provider } from './provider.ts';
import { ProviderError, withAttempts } from './provider-error.ts';
import { createTurns } from './turns.ts';
import { createUsualTime } from './usual-time.ts';
import { withWait } from './with-wait.ts';

export interface LimiterOptions {
  readonly clock: Clock;
  /** The most calls at once, and how many it begins with; at least 1. Default 64. */
  readonly maxConcurrency?: number;
  /**
   * How many more calls than the limit may be made ready meanwhile, as a share of it: then a call is sent in the moment in
   * which another is answered. Only for an inner provider that awaits `onSend`. Default 0.
   */
  readonly readyShare?: number;
}

/** How long a provider is left alone at most, whatever it asks for: an hour. */
const LONGEST_HOLD_MS = 3_600_000;

/**
 * Asks a provider for no more at once than it takes: additive increase, multiplicative decrease. A 429 halves what was in
 * use, down to one call, once for each wave: calls sent before the last decrease say nothing new. Every answer
 * raises the limit by its inverse, which is about one a round, up to `maxConcurrency`. Who finds no room waits in line,
 * first come, first served; how long is in the `waitedMs` of the first attempt. A call leaves its place with its answer, before
 * that is booked. With `readyShare` some in line are booked and made ready meanwhile, so that no place stands empty.
 *
 * A 429 with `Retry-After` is believed: until then, at most an hour, nobody is sent, and those who come or stand in line
 * are turned away at once, so that they can wait elsewhere or ask another. That the provider may recover earlier is not
 * found out.
 *
 * A call that has less time left than calls usually take, and less than half of what it came with, is not sent any more: it
 * would be cut off, and may be charged for all the same.
 *
 * @throws {ProviderError} `provider-timeout`, retryable, when a call's turn does not come in time;
 *   `provider-rate-limited`, retryable, with `retryAfterMs`, when it is turned away: both `asked: false`. Who is
 *   cancelled in line leaves it with the signal's reason.
 */
export function createLimiterProvider(
  inner: Provider,
  options: LimiterOptions,
): Provider & { limiter(): LimiterReading } {
  const { clock, maxConcurrency = 64, readyShare = 0 } = options;
  let limit = maxConcurrency;
  /** Calls that are made ready or under way, and those of them that are under way. */
  let admitted = 0;
  let inFlight = 0;
  /** Calls sent so far, which numbers them, and how many of them had been sent at the last decrease. */
  let sent = 0;
  let sentAtDecrease = 0;
  /** The most calls at once that were sent since then: a limit that nobody reaches is not what the provider found too high. */
  let peak = 0;
  const usualTime = createUsualTime();
  /** Until when, by the steady clock, the provider wants to be left alone. */
  let notBefore = 0;

  const line = {
    ...{ clock, leaveAt, tooLate: (waitedMs: number) => tooLate(inner, waitedMs) },
  };
  const ready = createTurns({
    ...line,
    hasRoom: () => admitted < Math.floor(limit) + Math.floor(limit * readyShare),
    begin: () => {
      admitted += 1;
      return admitted;
    },
  });
  const sending = createTurns({
    ...line,
    hasRoom: () => inFlight < Math.floor(limit),
    begin: () => {
      inFlight += 1;
      peak = Math.max(peak, inFlight);
      sent += 1;
      return sent;
    },
  });

  function leaveAt(call: Call, joinedAt: number): number {
    return call.deadline - Math.min((call.deadline - joinedAt) / 2, usualTime.read());
  }

  /** Sends nobody for as long as the provider asks, and those in line away. */
  function hold({ retryAfterMs = 0 }: ProviderError): void {
    notBefore = Math.max(notBefore, clock.steady() + Math.min(retryAfterMs, LONGEST_HOLD_MS));
    const left = notBefore - clock.steady();
    if (left > 0) for (const turns of [sending, ready]) turns.turnAway((waitedMs) => turnedAway(inner, left, waitedMs));
  }

  function requireNotHeld(): void {
    const left = notBefore - clock.steady();
    if (left > 0) throw turnedAway(inner, left, 0);
  }

  function increase(): void {
    limit = Math.min(maxConcurrency, limit + 1 / limit);
  }

  function decrease(call: number): void {
    if (call <= sentAtDecrease) return;
    limit = Math.max(1, peak / 2);
    sentAtDecrease = sent;
    peak = 0;
  }

  return {
    name: inner.name,
    model: inner.model,
    prompt: inner.prompt,
    limiter: () => ({ limit, inFlight, waiting: ready.waiting() + sending.waiting() }),
    async draft(request, call) {
      call.signal.throwIfAborted();
      requireNotHeld();
      let waited = 0;
      let state: 'ready' | 'sent' | 'left' = 'ready';
      let sentAt = 0;
      let mine = 0;
      const joinedAt = clock.steady();
      await ready.take(call);
      waited += clock.steady() - joinedAt;

      const onSend = async () => {
        if (state !== 'ready') return; // asked once more, in the same place
        requireNotHeld();
        const readyAt = clock.steady();
        mine = await sending.take(call);
        state = 'sent';
        sentAt = clock.steady();
        waited += sentAt - readyAt;
      };
      const leave = () => {
        if (state === 'left') return;
        if (state === 'sent') inFlight -= 1;
        state = 'left';
        admitted -= 1;
        sending.admit();
        ready.admit();
      };
      try {
        if (readyShare === 0) await onSend();
        const hooks = { onAnswer: leave, ...(readyShare > 0 && { onSend }) };
        const result = await inner.draft(request, { ...call, ...hooks });
        if (result.attempts.length > 0) {
          usualTime.add(clock.steady() - sentAt);
          increase();
        }
        const waitedMs = Math.round(waited);
        return waitedMs === 0 ? result : { ...result, attempts: withWait(result.attempts, waitedMs) };
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        if (error.code === 'provider-rate-limited' && error.asked) {
          decrease(mine);
          hold(error);
        }
        const waitedMs = Math.round(waited);
        throw waitedMs === 0 ? error : withAttempts(error, withWait(error.attempts, waitedMs));
      } finally {
        leave();
      }
    },
  };
}

function tooLate({ name, model }: Provider, waited: number): ProviderError {
  const waitedMs = Math.round(waited);
  return new ProviderError(`${name} was not asked: its turn did not come within ${Math.ceil(waitedMs / 1000)} s`, {
    code: 'provider-timeout',
    provider: name,
    asked: false,
    retryable: true,
    hint: 'Send the request again in a moment, or fewer at once.',
    attempts: [{ provider: name, model, outcome: 'provider-timeout', durationMs: 0, waitedMs }],
  });
}

function turnedAway({ name, model }: Provider, leftMs: number, waited: number): ProviderError {
  const code = 'provider-rate-limited';
  return new ProviderError(
    `${name} asks for fewer requests and is left alone for another ${Math.ceil(leftMs / 1000)} s`,
    {
      ...{ code, provider: name, asked: false, retryable: true, retryAfterMs: leftMs },
      hint: 'A second provider in UPSHOT_PROVIDER would be asked meanwhile.',
      attempts: [{ provider: name, model, outcome: code, durationMs: 0, waitedMs: Math.round(waited) }],
    },
  );
}
