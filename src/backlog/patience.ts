import type { Clock } from '../clock.ts';
import { inWords } from '../duration.ts';
import { AppError } from '../errors.ts';
import { BudgetError } from '../ledger/budget-error.ts';
import { ProviderError } from '../provider/provider-error.ts';
import { LEFT_ALONE } from './second-chances.ts';

/** What a backlog waits for without blaming an article. */
export interface Patience {
  /**
   * Waits for as long as the error says, or until the person wants to leave. False when that is no use: the error stands.
   *
   * @throws {InVainError} when that has taken too long: no other article would fare better.
   */
  outlast(error: AppError): Promise<boolean>;
  /** An article has succeeded that was asked for at that time: whatever is waited for next has all the time again. */
  renew(askedAt: number): void;
}

export interface PatienceOptions {
  readonly clock: Clock;
  /** How long is waited while no article succeeds, in milliseconds. Default: an hour, or five minutes where none ever did. */
  readonly waitOutMs?: number | undefined;
  /** Ends every wait. */
  readonly leave: AbortSignal;
  /** Told of every wait for a provider that takes nothing for now, in milliseconds. */
  readonly onPause?: ((pauseMs: number) => void) | undefined;
  /** Told once, whenever no article succeeds for some seconds, what is waited for, and for how many milliseconds at first. */
  readonly onWait?: ((error: AppError, pauseMs: number) => void) | undefined;
}

/** Nobody could be asked for so long that the rest is left alone. The code is that of what was waited for. */
export class InVainError extends AppError {
  constructor({ message, code, status, hint, cause }: AppError, waitedMs: number) {
    // Who is left alone says for how long yet, which is no matter any more; why it is says more.
    const why = code === LEFT_ALONE && cause instanceof AppError ? cause.message : message;
    super(`No article succeeded for ${inWords(waitedMs)}: ${why}`, {
      ...{ code, status, retryable: true, cause },
      hint: [hint, '`--wait-out` waits longer, such as `--wait-out 8h`.'].filter(Boolean).join(' '),
    });
  }
}

/** Answers of who takes nothing for now and says until when: the article is tried again then. */
const passing: readonly string[] = ['provider-circuit-open', 'provider-rate-limited', 'catalogue-busy', 'busy'];
/** How long they are waited for, in milliseconds, while no article succeeds. */
const PATIENCE_MS = 60 * 60 * 1000;
/** The same for a provider that fails from the start: most likely its address is wrong, or nothing runs there. */
const FIRST_PATIENCE_MS = 5 * 60 * 1000;
/** Shorter waits pass without a word. */
export const UNTOLD_MS = 5000;
/** What is busy within this process is free again far sooner than clients are told to come back. */
const BUSY_MS = 1000;

export function createPatience({ clock, waitOutMs, leave, onPause, onWait }: PatienceOptions): Patience {
  let waitingSince: number | null = null;
  let toldAt: number | null = null;
  let anySucceeded = false;

  return {
    async outlast(error) {
      const { code, retryAfterMs } = error;
      const waitsForOwnCalls = isForOthers(error);
      if (!waitsForOwnCalls && (!passing.includes(code) || retryAfterMs === undefined)) return false;
      const pause = code === 'busy' ? BUSY_MS : Math.max(1, retryAfterMs ?? BUSY_MS);
      waitingSince ??= clock.steady();
      const isNew = code === 'provider-circuit-open' && !anySucceeded;
      const patience = waitOutMs ?? (isNew ? FIRST_PATIENCE_MS : PATIENCE_MS);
      const waited = clock.steady() + pause - waitingSince;
      if (waited > patience && waitsForOwnCalls) return false;
      if (waited > patience) throw new InVainError(error, patience);
      if (!waitsForOwnCalls) {
        if (code.startsWith('provider-')) onPause?.(pause);
        if (waited >= UNTOLD_MS && toldAt === null) {
          toldAt = clock.steady();
          onWait?.(error, pause);
        }
      }
      await clock.sleep(pause, leave).catch(() => undefined);
      return true;
    },
    renew(askedAt) {
      waitingSince = null;
      if (toldAt !== null && askedAt > toldAt) toldAt = null; // else its call was under way before the wait
      anySucceeded = true;
    },
  };
}

/** Nothing was asked, as calls of others took up the budget or the provider for as long as the article may wait. */
function isForOthers(error: AppError): boolean {
  if (error instanceof BudgetError) return error.mayFree;
  return error instanceof ProviderError && error.code === 'provider-timeout' && !error.asked;
}
