import { AppError } from '../errors.ts';

/** What was fetched or read as a feed is none. */
export function notAFeed(cause?: unknown): AppError {
  return new AppError('This is no feed', {
    code: 'not-a-feed',
    status: 422,
    hint: 'Give the address of an Atom, RSS, RDF or JSON feed, or of a page that links to one.',
    cause,
  });
}

/** @param bytes how many it may have. */
export function feedTooLarge(bytes: number): AppError {
  return new AppError(`The feed is larger than ${Math.floor(bytes / (1024 * 1024))} MB`, {
    code: 'feed-too-large',
    status: 413,
    hint: 'Ask its publisher for one with fewer items.',
  });
}

/** @param limit what reading it took more of than it may, in words. */
export function feedTooComplex(limit: string, cause: unknown): AppError {
  return new AppError(`The feed cannot be read: it took more than ${limit}`, {
    code: 'feed-too-complex',
    status: 422,
    hint: 'Ask its publisher for one with fewer items.',
    cause,
  });
}
