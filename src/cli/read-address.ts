import type { ReadAddress } from '../backlog/backlog-item.ts';
import type { Upshot } from '../compose.ts';
import { AppError } from '../errors.ts';

/** Fetches articles through the guarded way out, as somebody who reads many of them: hosts are asked what they allow. */
export function readAddressWith(_upshot: Upshot): ReadAddress {
  return () => Promise.reject(new AppError('Addresses cannot be read yet', { code: 'fetch-failed', status: 502 }));
}
