import type { Clock } from '../clock.ts';
import { isBusy } from './map-sqlite-error.ts';

/** How long a write waits for another process, in milliseconds. */
const PATIENCE_MS = 5000;
const LONGEST_PAUSE_MS = 80;

/**
 * Runs `attempt` until no other process's lock is in its way. It waits between the tries without blocking the thread,
 * and after five seconds throws the last error, `catalogue-busy`. Any other error is thrown at once.
 */
export async function retryWhileBusy<T>(clock: Clock, attempt: () => T): Promise<T> {
  const giveUpAt = clock.steady() + PATIENCE_MS;
  for (let pause = 5; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || clock.steady() + pause > giveUpAt) throw error;
      await clock.sleep(pause);
    }
  }
}
