import type { ArticleInput } from '../article/article-input.ts';
import type { Clock } from '../clock.ts';
import { type AppError, asAppError } from '../errors.ts';
import { HostRestsError } from '../fetching/fetch-error.ts';
import type { BacklogItem } from './backlog-item.ts';
import { UNTOLD_MS } from './patience.ts';

export interface FetchPatientlyOptions {
  readonly clock: Clock;
  /** Ends every wait. */
  readonly leave: AbortSignal;
  /** Told once of each host that articles wait for, and for how many milliseconds at first. */
  readonly onWait?: ((error: AppError, pauseMs: number) => void) | undefined;
}

/** A host that wants to be left alone for a while is waited for, so often and so long at most, in milliseconds. */
const TRIES = 3;
const PATIENCE_MS = 5 * 60 * 1000;

/**
 * Reads items, fetching them first where they must be; a host that wants to be left alone for minutes is waited for.
 *
 * @returns what reads an item. It throws {HostRestsError} where the host wants to be left alone for longer, else what is wrong.
 */
export function createPatientReader({ clock, leave, onWait }: FetchPatientlyOptions) {
  const told = new Set<string>();

  return async function read(item: BacklogItem, signal: AbortSignal): Promise<ArticleInput> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await item.read(signal);
      } catch (error) {
        const { code, retryAfterMs } = asAppError(error);
        const { host } = item;
        // What has no host was not fetched here, and would say the same again.
        if (host === undefined || code !== 'fetch-failed' || retryAfterMs === undefined) throw error;
        const rests = new HostRestsError(host, retryAfterMs);
        if (retryAfterMs > PATIENCE_MS) throw rests;
        if (tries === TRIES || leave.aborted) throw error;
        if (retryAfterMs >= UNTOLD_MS && !told.has(host)) {
          told.add(host);
          onWait?.(rests, retryAfterMs);
        }
        await clock.sleep(Math.max(1, retryAfterMs), leave).catch(() => undefined);
      }
    }
  };
}
