import type { Clock } from '../clock.ts';
import { BudgetError } from '../ledger/budget-error.ts';
import type { Vocabulary } from '../tags/vocabulary.ts';
import { answerTooLate } from './answer-too-late.ts';
import type { Call, DraftRequest, DraftResult, Provider } from './provider.ts';
import { ProviderError } from './provider-error.ts';
import { requestKey } from './request-key.ts';

export interface SingleFlightOptions {
  readonly clock: Clock;
  /** The tags that the inner provider offers; with others the same article is another question. */
  readonly vocabulary: Vocabulary;
}

/** One question on its way, and who waits for it. */
interface Flight {
  readonly answer: Promise<DraftResult>;
  readonly abort: AbortController;
  readonly deadline: number;
  /** The run that its calls go on the account of. */
  readonly run: string | undefined;
  waiting: number;
  /** The latest deadline of all who have waited for it. */
  latest: number;
}

/** With less time than this, in milliseconds, a question that ran out of time is not asked again: it would run out again. */
const LEAST_TIME_MS = 5000;

/**
 * Lets callers of this process who ask the same question at the same time share one way through all that it wraps: one
 * place in every line, one count of every failure, one series of retries. The question goes on as long as one of them
 * waits for it, and is cancelled with the last. All get the same answer or the same error. Only who has at least five
 * seconds more than the one who began, when that one's time was too short, asks again, with the others of that kind; and
 * who is not of the run whose budget was spent.
 * It remembers nothing: what the ledger knows is for the ledger to say.
 *
 * @throws {ProviderError} `provider-timeout`, `asked: false`, when a caller's time is over before that of the question.
 */
export function createSingleFlightProvider(inner: Provider, { clock, vocabulary }: SingleFlightOptions): Provider {
  const flights = new Map<string, Flight>();

  function takeOff(key: string, request: DraftRequest, { spending, stop }: Call, deadline: number): Flight {
    const abort = new AbortController();
    const answer = inner
      .draft(request, { signal: abort.signal, deadline, ...(spending && { spending }), ...(stop && { stop }) })
      .finally(() => {
        if (flights.get(key) === flight) flights.delete(key);
      });
    answer.catch(() => undefined); // whoever waits hears of it; nobody waiting is no defect
    const flight: Flight = { answer, abort, deadline, run: spending?.run, waiting: 0, latest: deadline };
    flights.set(key, flight);
    return flight;
  }

  /** Waits for a flight until it lands or the caller leaves. The last to leave cancels it and sees it end. */
  async function board(key: string, flight: Flight, call: Call): Promise<DraftResult> {
    const done = new AbortController();
    flight.waiting += 1;
    flight.latest = Math.max(flight.latest, call.deadline);
    try {
      return await Promise.race([flight.answer, departure(flight, call, done.signal)]);
    } catch (error) {
      if (flight.waiting === 1 && flights.get(key) === flight) {
        flights.delete(key); // a new caller must not board what is being cancelled
        flight.abort.abort(error);
        await flight.answer.catch(() => undefined);
      }
      throw error;
    } finally {
      flight.waiting -= 1;
      done.abort(true); // without a reason it would make an error with a stack
    }
  }

  /** Rejects when the caller hangs up, or when its time is over before that of the flight. */
  function departure(flight: Flight, call: Call, done: AbortSignal): Promise<never> {
    return new Promise((_resolve, reject) => {
      call.signal.addEventListener('abort', () => reject(call.signal.reason), { once: true, signal: done });
      if (call.deadline >= flight.deadline) return;
      const late = clock.sleep(Math.max(0, call.deadline - clock.steady()), done);
      late.then(() => reject(answerTooLate(inner.name))).catch(() => undefined);
    });
  }

  /** It failed on the budget of another's run, or on the time of whoever started it and this caller has more. */
  function mayAskAgain(error: unknown, flight: Flight, { deadline, spending }: Call): boolean {
    if (error instanceof BudgetError) return error.over.budget !== 'day-cost' && flight.run !== spending?.run;
    const ranOut = error instanceof ProviderError && error.code === 'provider-timeout';
    const isOver = ranOut || flight.deadline <= clock.steady();
    return isOver && deadline - Math.max(flight.deadline, clock.steady()) >= LEAST_TIME_MS;
  }

  return {
    name: inner.name,
    model: inner.model,
    prompt: inner.prompt,
    async draft(request, call) {
      const key = requestKey(request, inner.prompt, vocabulary);
      let deadline = call.deadline;
      for (;;) {
        call.signal.throwIfAborted();
        const shared = flights.get(key);
        const flight = shared ?? takeOff(key, request, call, deadline);
        try {
          return await board(key, flight, call);
        } catch (error) {
          if (call.signal.aborted || !mayAskAgain(error, flight, call)) throw error;
          deadline = flight.latest; // of those who ask again, all may wait for the same question
        }
      }
    },
  };
}
