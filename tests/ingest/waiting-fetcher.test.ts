import { expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { HostRestsError } from '../../src/fetching/fetch-error.ts';
import { waitingFetcher } from '../../src/ingest/waiting-fetcher.ts';
import { createInstantClock } from '../support/fake-clock.ts';
import { webOf } from '../support/web-of.ts';

const url = 'https://blog.example/feed';
const options = { signal: new AbortController().signal, types: ['text/xml'] };
const busy = (retryAfterMs?: number, code = 'fetch-failed') =>
  new AppError('429', { code, status: 502, ...(retryAfterMs !== undefined && { retryAfterMs }) });

/** A fetcher that meets these in turn, then a page. */
function meeting(...errors: AppError[]) {
  const clock = createInstantClock();
  const web = webOf({ [url]: 'page' });
  const inner = {
    async fetch(...given: Parameters<typeof web.fetch>) {
      const error = errors.shift();
      if (error) throw error;
      return await web.fetch(...given);
    },
  };
  return { clock, fetcher: waitingFetcher(inner, clock) };
}

it('waits for a host that wants to be left alone for some seconds', async () => {
  const { clock, fetcher } = meeting(busy(3000), new HostRestsError('blog.example', 1));
  expect(await fetcher.fetch(url, options)).toMatchObject({ outcome: 'fetched', text: 'page' });
  expect(clock.sleeps).toEqual([3000, 1]);
});

it.each([
  ['longer', busy(30_001)],
  ['no time that it names', busy()],
  ['another reason', busy(3000, 'fetch-timeout')],
])('does not wait for %s', async (_, error) => {
  const { clock, fetcher } = meeting(error);
  await expect(fetcher.fetch(url, options)).rejects.toBe(error);
  expect(clock.sleeps).toEqual([]);
});

it('does not wait without end', async () => {
  const last = busy(3000);
  const { clock, fetcher } = meeting(busy(3000), busy(3000), last);
  await expect(fetcher.fetch(url, options)).rejects.toBe(last);
  expect(clock.sleeps).toEqual([3000, 3000]);
});

it('ends with its signal', async () => {
  const { fetcher } = meeting(busy(3000));
  const reason = new Error('stopped');
  await expect(fetcher.fetch(url, { ...options, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});
