import { AppError } from '../errors.ts';

const NOT_A_FEED = 'Give the address of an Atom, RSS, RDF or JSON feed, or of a page that links to one.';
const CHECK = 'Open the address in a browser: if the feed is there no more, take it off the list.';
const LATER = 'Read it again later: until then it is left alone for a while, unless with --force.';

/** What to do about a feed that cannot be fetched, by the code of the error. */
const hints: Readonly<Record<string, string>> = {
  'fetch-failed': CHECK,
  'fetch-gone': 'Take it off the list.',
  'fetch-too-large': 'Ask its publisher for one with fewer items.',
  'fetch-wrong-type': NOT_A_FEED,
};

/**
 * The error of a feed that could not be fetched, with what to do about that: the fetcher's own hints are for articles, whose
 * text can be sent in place of the address. Any other error comes back as it is.
 */
export function unfetchedFeed(error: AppError): AppError {
  const { code, status, message, retryable, retryAfterMs, cause } = error;
  const hint = code === 'fetch-forbidden' ? hintOfForbidden(error) : retryable ? LATER : hints[code];
  if (!code.startsWith('fetch-') || hint === undefined) return error;
  return new AppError(message, {
    ...{ code, status, retryable, hint, cause },
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

function hintOfForbidden({ hint = '', message }: AppError): string {
  if (hint.includes('UPSHOT_ALLOW_PRIVATE_FETCH')) {
    return 'Check the address; for the feeds of an intranet, set UPSHOT_ALLOW_PRIVATE_FETCH=1.';
  }
  return message.includes('robots.txt') ? 'Ask its publisher to allow it, or take it off the list.' : hint;
}
