import { expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { fetchError, fetchErrorOf, notPublic } from '../../src/fetching/fetch-error.ts';
import { tooLarge } from '../../src/fetching/read-body.ts';
import { unfetchedFeed } from '../../src/ingest/unfetched-feed.ts';

const refused = fetchErrorOf(Object.assign(new Error('no'), { code: 'ECONNREFUSED' }), 'a.example');
const unknown = fetchErrorOf(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), 'a.example');
const login = fetchError('fetch-failed', 'a.example answers with status 403', { hint: 'Send its text.' });
const robots = fetchError('fetch-forbidden', 'a.example does not want this page to be fetched (robots.txt)', {
  hint: 'Open it yourself and send its text.',
});

it.each([
  ['that may answer again', refused, 'Read it again later'],
  ['of a host that is not known', unknown, 'take it off the list'],
  ['that is not given out', login, 'take it off the list'],
  ['that is gone', fetchError('fetch-gone', 'gone', { hint: 'Leave it out.' }), 'Take it off the list.'],
  ['that is too large', tooLarge('a.example', 5e6), 'Ask its publisher'],
  ['of another type', fetchError('fetch-wrong-type', 'a.example sends image/png'), 'Give the address of an Atom,'],
  ['in a private network', notPublic('10.0.0.1'), 'for the feeds of an intranet, set UPSHOT_ALLOW_PRIVATE_FETCH=1.'],
  ['that robots.txt closes', robots, 'Ask its publisher to allow it'],
])('says of a feed %s what can be done about a feed, and nothing of texts', (_which, error, hint) => {
  const told = unfetchedFeed(error as AppError);
  const { code, status, message, retryable, cause } = error as AppError;
  expect(told).toMatchObject({ code, status, message, retryable });
  expect(told.cause).toBe(cause);
  expect(told.hint).toContain(hint);
  expect(told.hint).not.toMatch(/\btext\b/);
});

it('keeps how long a host wants to be left alone, and leaves other errors as they are', () => {
  const busy = fetchError('fetch-failed', 'busy', { retryable: true, retryAfterMs: 5000 });
  expect(unfetchedFeed(busy).retryAfterMs).toBe(5000);
  const other = new AppError('This is no feed', { code: 'not-a-feed', status: 422, hint: 'As it was.' });
  const scheme = fetchError('fetch-forbidden', 'ftp', { hint: 'Only http and https addresses are fetched.' });
  expect(unfetchedFeed(other)).toBe(other);
  expect(unfetchedFeed(scheme).hint).toBe('Only http and https addresses are fetched.');
});
