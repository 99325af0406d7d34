import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';

/** Ctrl-C and its kin. The first asks for an orderly end, the second for an end at once. */
export interface Interrupts {
  readonly stop: AbortSignal;
  readonly abort: AbortSignal;
}

export interface InterruptCounter extends Interrupts {
  /** Counts one signal of the system and says how many times the person has pressed by now. */
  press(): number;
}

/**
 * One key press may arrive several times within milliseconds: the terminal signals the whole process group, and npm and
 * the launcher pass the signal on as well.
 */
const SAME_PRESS_MS = 250;

export function createInterrupts(clock: Pick<Clock, 'steady'>): InterruptCounter {
  const stop = new AbortController();
  const abort = new AbortController();
  let presses = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  return {
    stop: stop.signal,
    abort: abort.signal,
    press() {
      const now = clock.steady();
      const isSame = now - lastAt < SAME_PRESS_MS;
      if (!isSame) presses += 1;
      lastAt = now;
      if (presses >= 1) stop.abort(interruptedError());
      if (presses >= 2) abort.abort(interruptedError());
      return presses;
    },
  };
}

export function interruptedError(): AppError {
  return new AppError('Interrupted', { code: 'interrupted', status: 499, exitCode: 130, retryable: true });
}
