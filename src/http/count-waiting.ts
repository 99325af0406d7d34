import type { IncomingMessage } from 'node:http';
import type { AppDeps } from './app-deps.ts';
import type { Keyring } from './keyring.ts';

/** How many entries wait for review, as far as whoever asks may know of them: 0 for everybody else. */
export type CountWaiting = (request: IncomingMessage) => Promise<number>;

export function createCountWaiting({ catalogue }: Pick<AppDeps, 'catalogue'>, keyring: Keyring): CountWaiting {
  return async (request) => {
    if (!keyring.admits(request)) return 0;
    const { total } = await catalogue.list({ status: 'needs-review', sort: 'newest', page: 1, perPage: 1 });
    return total;
  };
}
