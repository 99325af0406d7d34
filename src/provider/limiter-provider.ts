import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { GuardedProvider } from './guard-readings.ts';
import { leaving } from './leaving.ts';
import type { Call, Provider } from './provider.ts';
import { ProviderError, withAttempts } from './provider-error.ts';
import { createUsualTime } from './usual-time.ts';
import { withWait } from './with-wait.ts';

export interface LimiterOptions {
  readonly clock: Clock;
  /** The most calls at once, and how many it begins with; at least 1. Default 64. */
  readonly maxConcurrency?: number;
}

/** One who waits in line: what lets it in, and what sends it away. */
interface Waiting {
  begin(): void;
  turnAway(): void;
}

/**
 * So many of those who waited are let in in one turn of the event loop. What they book at once is sent only at the end of the
 * turn, and a kill in between leaves calls uncertain that nobody sent.
 */
const MOST_IN_TURN = 4;

/** How long a provider is left alone at most, whatever it asks for: an hour. */
const LONGEST_HOLD_MS = 3_600_000;

/**
 * Asks a provider for no more at once than it takes: additive increase, multiplicative decrease. A 429 halves what was in
 * use, down to one call, once for each wave: calls sent before the last decrease say nothing new. Every answer
 * raises the limit by its inverse, which is about one a round, up to `maxConcurrency`. Who finds no room waits in line,
 * first come, first served; how long is in the `waitedMs` of the first attempt. A call leaves its place with its answer, before
 * that is booked, and whoever waited for one is sent `atOnce`.
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
): Provider & Pick<GuardedProvider, 'limiter' | 'heldMs'> {
  const { clock, maxConcurrency = 64 } = options;
  /** Those who wait, in order. */
  const line = new Set<Waiting>();
  let limit = maxConcurrency;
  let inFlight = 0;
  /** Calls sent so far, which numbers them, and how many of them had been sent at the last decrease. */
  let sent = 0;
  let sentAtDecrease = 0;
  /** The most calls at once that were sent since then: a limit that nobody reaches is not what the provider found too high. */
  let peak = 0;
  const usualTime = createUsualTime();
  /** Until when, by the steady clock, the provider wants to be left alone. */
  let notBefore = 0;
  /** Those in line who were let in in this turn of the event loop. */
  let admittedInTurn = 0;

  const hasRoom = () => inFlight < Math.floor(limit);
  /** Whether a newcomer takes nobody's place. */
  const isFree = () => hasRoom() && line.size === 0;

  /** Takes a place, and says the number of the call in it. */
  function send(): number {
    inFlight += 1;
    peak = Math.max(peak, inFlight);
    sent += 1;
    return sent;
  }

  function admit(): void {
    for (const waiting of line) {
      if (!hasRoom() || admittedInTurn === MOST_IN_TURN) return;
      if (admittedInTurn === 0) void nextTurn().then(beginTurn);
      admittedInTurn += 1;
      line.delete(waiting);
      waiting.begin();
    }
  }

  function beginTurn(): void {
    admittedInTurn = 0;
    admit();
  }

  /** Sends nobody for as long as the provider asks, and those in line away. */
  function hold({ retryAfterMs = 0 }: ProviderError): void {
    notBefore = Math.max(notBefore, clock.steady() + Math.min(retryAfterMs, LONGEST_HOLD_MS));
    if (clock.steady() < notBefore) for (const waiting of line) waiting.turnAway();
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

  async function takeTurn(call: Call): Promise<number> {
    call.signal.throwIfAborted();
    const joinedAt = clock.steady();
    if (joinedAt < notBefore) throw turnedAway(inner, notBefore - joinedAt, 0);
    if (isFree()) return send();
    const half = (call.deadline - joinedAt) / 2;
    const leaveAt = () => call.deadline - Math.min(half, usualTime.read());
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const done = new AbortController();
    const waiting: Waiting = {
      begin() {
        if (clock.steady() < leaveAt()) resolve(send());
        else reject(tooLate(inner, clock.steady() - joinedAt));
      },
      turnAway: () => leave(turnedAway(inner, notBefore - clock.steady(), clock.steady() - joinedAt)),
    };
    const leave = (reason: unknown) => {
      if (line.delete(waiting)) reject(reason);
    };
    line.add(waiting);
    const left = leaving(call);
    if (left.aborted) leave(left.reason);
    left.addEventListener('abort', () => leave(left.reason), { once: true, signal: done.signal });
    clock.sleep(Math.max(0, leaveAt() - joinedAt), done.signal).then(
      () => leave(tooLate(inner, clock.steady() - joinedAt)),
      () => {},
    );
    try {
      return await promise;
    } finally {
      done.abort(true); // without a reason it would make an error with a stack
    }
  }

  return {
    name: inner.name,
    model: inner.model,
    prompt: inner.prompt,
    limiter: () => ({ limit, inFlight, waiting: line.size }),
    heldMs: () => Math.max(0, notBefore - clock.steady()),
    async draft(request, call) {
      const joinedAt = clock.steady();
      const atOnce = !isFree(); // its place stands empty from the moment in which it falls free
      const mine = await takeTurn(call);
      const sentAt = clock.steady();
      const waitedMs = Math.round(clock.steady() - joinedAt);
      let isIn = true;
      const leave = () => {
        if (!isIn) return;
        isIn = false;
        inFlight -= 1;
        admit();
      };
      try {
        const result = await inner.draft(request, { ...call, atOnce, onAnswer: leave });
        if (result.attempts.length > 0) {
          usualTime.add(clock.steady() - sentAt);
          increase();
        }
        return waitedMs === 0 ? result : { ...result, attempts: withWait(result.attempts, waitedMs) };
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        if (error.code === 'provider-rate-limited') {
          decrease(mine);
          hold(error);
        }
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
