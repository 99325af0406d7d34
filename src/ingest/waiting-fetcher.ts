import type { Clock } from '../clock.ts';
import { asAppError } from '../errors.ts';
import type { FetchedPage, PageFetcher } from '../fetching/page-fetcher.ts';

/** For so long at most, in milliseconds, a host is waited for that wants to be left alone... */
const PATIENCE_MS = 30_000;
/** ...and asked so often: another one may have been asked meanwhile, and told to wait again. */
const TRIES = 3;

/**
 * A fetcher that waits for a host which wants to be left alone for some seconds: many feeds stand on one host, and those behind
 * the one that asked too soon would all be left for the next reading.
 */
export function waitingFetcher(fetcher: PageFetcher, clock: Clock): PageFetcher {
  return {
    async fetch(url, options): Promise<FetchedPage> {
      for (let tries = 1; ; tries += 1) {
        try {
          return await fetcher.fetch(url, options);
        } catch (error) {
          const { code, retryAfterMs } = asAppError(error);
          const isShort = code === 'fetch-failed' && retryAfterMs !== undefined && retryAfterMs <= PATIENCE_MS;
          if (!isShort || tries === TRIES) throw error;
          await clock.sleep(Math.max(1, retryAfterMs), options.signal);
        }
      }
    },
  };
}
