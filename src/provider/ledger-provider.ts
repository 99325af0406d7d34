import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import { BudgetError } from '../ledger/budget-error.ts';
import type { Ledger, LedgerKey, Reservation, Usage } from '../ledger/ledger.ts';
import type { Vocabulary } from '../tags/vocabulary.ts';
import { answerTooLate } from './answer-too-late.ts';
import type { UsageEstimator } from './estimate-usage.ts';
import { leaving } from './leaving.ts';
import type { Call, DraftRequest, DraftResult, Provider } from './provider.ts';
import { ProviderError } from './provider-error.ts';
import { requestKey } from './request-key.ts';

export interface LedgerProviderOptions {
  readonly ledger: Ledger<DraftResult>;
  readonly clock: Clock;
  /** The tags that the inner provider offers; with others the same article is another question. */
  readonly vocabulary: Vocabulary;
  /** Says what a call may take, which is set aside for it: at most, or at least. Default: nothing is expected. */
  readonly estimator?: Pick<UsageEstimator, 'most' | 'least'>;
  /** What all calls of one day (UTC) may cost together, in US dollars, here and in other processes. Default: anything. */
  readonly dailyMaxCostUsd?: number | undefined;
  /** Told of every call that a budget kept from being made. */
  readonly onRefusal?: (error: BudgetError) => void;
}

/** How often to look whether another process has its answer. */
const POLL_MS = 100;
/** How long past its deadline a reservation is kept for the call to be booked. */
const LEASE_MARGIN_MS = 10_000;

/**
 * A provider that never buys the same answer twice: every call is reserved in the ledger before it is made and booked
 * after. Who asks what another caller, in any process, has reserved waits for its answer, looking for it now and then;
 * those of one process share a question before it comes here (see single-flight-provider.ts). A settled answer comes back
 * with no `attempts`. What could not be booked (a full disk, another process's lock) is kept in memory and booked before
 * the same question is asked again.
 *
 * A call that could go past a budget, of its run or of the day, is not made. While calls under way may still turn out to
 * cost less than was set aside for them, it waits for them, for half of the time it has: it needs the other half itself. What is
 * left of a budget when no longest answer will fit any more goes to answers that may be no longer than it pays for.
 *
 * @throws {BudgetError} `budget-exhausted` when nothing under way could make room, when none came in time (`mayFree`), or
 *   when an answer was cut off where the budget ended.
 */
export function createLedgerProvider(inner: Provider, options: LedgerProviderOptions): Provider {
  const { ledger, clock, vocabulary, estimator, dailyMaxCostUsd, onRefusal } = options;
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

  async function ask(id: string, request: DraftRequest, key: LedgerKey, call: Call): Promise<DraftResult> {
    const { spending, atOnce } = call;
    const begunAt = clock.steady();
    const leaseUntil = clock.now() + call.deadline - begunAt + LEASE_MARGIN_MS;
    const leaveAt = (begunAt + call.deadline) / 2;
    let mayBeShort = true;
    for (;;) {
      call.signal.throwIfAborted();
      await bookWhatIsLeft(id);
      const estimate = estimator?.most(request, call);
      const least = mayBeShort ? estimator?.least(request, call) : undefined;
      const found = await ledger.reserve(key, { leaseUntil, estimate, least, spending, dailyMaxCostUsd, atOnce });
      if (found.state === 'settled') return { ...found.answer, attempts: [], receipts: [found.receipt] };
      if (found.state === 'reserved') {
        if (call.signal.aborted) {
          await book(id, () => ledger.release(found.receipt, 'unsent', 'cancelled'));
          continue;
        }
        try {
          return await buy(id, request, found, call);
        } catch (error) {
          if (found.outputTokens === undefined || !isCutOff(error)) throw error;
          mayBeShort = false;
          continue;
        }
      }
      const wakeAt = clock.steady() + POLL_MS;
      if (found.state === 'over-budget' && (wakeAt >= leaveAt || !found.mayFree)) throw refused(found);
      if (wakeAt >= call.deadline) throw answerTooLate(inner.name);
      await clock.sleep(POLL_MS, leaving(call));
    }
  }

  function refused({ over, mayFree }: Reserved<'over-budget'>): BudgetError {
    const error = new BudgetError(over, clock.now(), mayFree);
    onRefusal?.(error);
    return error;
  }

  async function buy(
    id: string,
    request: DraftRequest,
    { receipt, outputTokens }: Reserved<'reserved'>,
    call: Call,
  ): Promise<DraftResult> {
    let answer: DraftResult;
    try {
      const within = outputTokens === undefined ? call : { ...call, maxOutputTokens: outputTokens };
      answer = { ...(await inner.draft(request, within)), receipts: [receipt] };
      call.onAnswer?.(); // booked before whatever that lets in
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

  return {
    name: inner.name,
    model: inner.model,
    prompt: inner.prompt,
    async draft(request, call) {
      const key = { request: requestKey(request, inner.prompt, vocabulary), provider: inner.name, model: inner.model };
      return ask(`${key.request} ${key.provider} ${key.model}`, request, key, call);
    },
  };
}

type Reserved<State> = Extract<Reservation<DraftResult>, { readonly state: State }>;

/** The answer was longer than it was allowed to be. */
function isCutOff(error: unknown): boolean {
  return error instanceof ProviderError && error.code === 'provider-length-stop';
}

interface Booking {
  readonly outcome: 'failed' | 'uncertain' | 'unsent';
  readonly code: string;
  readonly usage: Usage | undefined;
}

/**
 * A vendor may have worked, and charged, for a call that was cancelled or failed in an unforeseen way; never for one that did
 * not reach it.
 */
function bookingOf(error: unknown, signal: AbortSignal): Booking {
  if (!(error instanceof ProviderError)) {
    return { outcome: 'uncertain', code: signal.aborted ? 'cancelled' : 'internal-error', usage: undefined };
  }
  const { asked, uncertain, code, usage } = error;
  const isUnsent = !asked || code === 'provider-unreachable';
  return { outcome: isUnsent ? 'unsent' : uncertain ? 'uncertain' : 'failed', code, usage };
}
