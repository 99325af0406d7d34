import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import type { Ledger, LedgerKey, Usage } from '../ledger/ledger.ts';
import type { Vocabulary } from '../tags/vocabulary.ts';
import type { Call, DraftRequest, DraftResult, Provider } from './provider.ts';
import { ProviderError } from './provider-error.ts';
import { requestKey } from './request-key.ts';

export interface LedgerProviderOptions {
  readonly ledger: Ledger<DraftResult>;
  readonly clock: Clock;
  /** The tags that the inner provider offers; with others the same article is another question. */
  readonly vocabulary: Vocabulary;
  /** How often to look whether another process has its answer, in milliseconds. Default 100. */
  readonly pollMs?: number;
  /** How long past its deadline a reservation is kept for the call to be booked, in milliseconds. Default 10,000. */
  readonly leaseMarginMs?: number;
}

/** One call on its way, and how many wait for it. */
interface Flight {
  readonly answer: Promise<DraftResult>;
  readonly abort: AbortController;
  readonly deadline: number;
  waiting: number;
}

/**
 * A provider that never buys the same answer twice: every call is reserved in the ledger before it is made and booked
 * after. Callers with the same question share one call, in this process and across processes; it goes on as long as one
 * of them waits for it, and is cancelled with the last. A settled answer comes back with no `attempts`. What could not be
 * booked (a full disk, another process's lock) is kept in memory and booked before the same question is asked again.
 */
export function createLedgerProvider(inner: Provider, options: LedgerProviderOptions): Provider {
  const { ledger, clock, vocabulary, pollMs = 100, leaseMarginMs = 10_000 } = options;
  const flights = new Map<string, Flight>();
  const unbooked = new Map<string, () => Promise<void>>();

  async function book(id: string, booking: () => Promise<void>): Promise<void> {
    try {
      await booking();
    } catch (error) {
      // What the ledger names may pass; a defect would stand in the way of this question for good.
      if (error instanceof AppError) unbooked.set(id, booking);
      throw error;
    }
  }

  async function bookWhatIsLeft(id: string): Promise<void> {
    const booking = unbooked.get(id);
    if (booking === undefined) return;
    unbooked.delete(id);
    await book(id, booking);
  }

  async function fly(id: string, request: DraftRequest, key: LedgerKey, call: Call): Promise<DraftResult> {
    for (;;) {
      call.signal.throwIfAborted();
      await bookWhatIsLeft(id);
      const found = await ledger.reserve(key, call.deadline + leaseMarginMs);
      if (found.state === 'settled') return { ...found.answer, attempts: [], receipts: [found.receipt] };
      if (found.state === 'reserved') {
        if (!call.signal.aborted) return buy(id, request, found.receipt, call);
        await book(id, () => ledger.release(found.receipt, 'failed', 'cancelled')); // nothing was sent
      }
      if (clock.now() + pollMs >= call.deadline) throw tooLate(inner.name);
      await clock.sleep(pollMs, call.signal);
    }
  }

  async function buy(id: string, request: DraftRequest, receipt: string, call: Call): Promise<DraftResult> {
    let answer: DraftResult;
    try {
      answer = { ...(await inner.draft(request, call)), receipts: [receipt] };
    } catch (error) {
      const { outcome, code, usage } = bookingOf(error, call.signal);
      // Whether it could be booked or not, what went wrong first is worth more.
      await book(id, () => ledger.release(receipt, outcome, code, usage)).catch(() => undefined);
      call.signal.throwIfAborted();
      throw error;
    }
    await book(id, () => ledger.settle(receipt, answer));
    return answer;
  }

  function takeOff(id: string, request: DraftRequest, key: LedgerKey, deadline: number): Flight {
    const abort = new AbortController();
    const answer = fly(id, request, key, { signal: abort.signal, deadline }).finally(() => {
      if (flights.get(id) === flight) flights.delete(id);
    });
    answer.catch(() => undefined); // whoever waits hears of it; nobody waiting is no defect
    const flight: Flight = { answer, abort, deadline, waiting: 0 };
    flights.set(id, flight);
    return flight;
  }

  /** Waits for a flight until it lands or the caller leaves. The last to leave cancels it and sees it end. */
  async function board(id: string, flight: Flight, call: Call): Promise<DraftResult> {
    const done = new AbortController();
    flight.waiting += 1;
    try {
      return await Promise.race([flight.answer, departure(flight, call, done.signal)]);
    } catch (error) {
      if (flight.waiting === 1 && flights.get(id) === flight) {
        flights.delete(id); // a new caller must not board what is being cancelled
        flight.abort.abort(error);
        await flight.answer.catch(() => undefined);
      }
      throw error;
    } finally {
      flight.waiting -= 1;
      done.abort();
    }
  }

  /** Rejects when the caller hangs up, or when its time is over before that of the flight. */
  function departure(flight: Flight, call: Call, done: AbortSignal): Promise<never> {
    return new Promise((_resolve, reject) => {
      const leave = () => reject(call.signal.reason);
      call.signal.addEventListener('abort', leave, { once: true });
      done.addEventListener('abort', () => call.signal.removeEventListener('abort', leave), { once: true });
      if (call.deadline >= flight.deadline) return;
      const late = clock.sleep(Math.max(0, call.deadline - clock.now()), done);
      late.then(() => reject(tooLate(inner.name))).catch(() => undefined);
    });
  }

  return {
    name: inner.name,
    model: inner.model,
    prompt: inner.prompt,
    async draft(request, call) {
      const key = { request: requestKey(request, inner.prompt, vocabulary), provider: inner.name, model: inner.model };
      const id = `${key.request} ${key.provider} ${key.model}`;
      for (;;) {
        call.signal.throwIfAborted();
        const shared = flights.get(id);
        const flight = shared ?? takeOff(id, request, key, call.deadline);
        try {
          return await board(id, flight, call);
        } catch (error) {
          // It failed on the time of whoever started it, and this caller has more: it asks again.
          const outlived = shared && flight.deadline <= clock.now() && clock.now() < call.deadline;
          if (!outlived || call.signal.aborted) throw error;
        }
      }
    },
  };
}

interface Booking {
  readonly outcome: 'failed' | 'uncertain';
  readonly code: string;
  readonly usage: Usage | undefined;
}

/** A vendor may have worked, and charged, for a call that was cancelled or failed in an unforeseen way. */
function bookingOf(error: unknown, signal: AbortSignal): Booking {
  if (!(error instanceof ProviderError)) {
    return { outcome: 'uncertain', code: signal.aborted ? 'cancelled' : 'internal-error', usage: undefined };
  }
  return { outcome: error.uncertain ? 'uncertain' : 'failed', code: error.code, usage: error.usage };
}

function tooLate(provider: string): ProviderError {
  return new ProviderError('The answer that another caller asked for did not come in time', {
    code: 'provider-timeout',
    provider,
    asked: false,
    retryable: true,
    hint: 'Send the same request again in a moment.',
  });
}
