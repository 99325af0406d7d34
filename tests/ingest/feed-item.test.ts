import { expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { feedItem } from '../../src/ingest/feed-item.ts';

const article = { feed: 'https://a.example/feed', url: null, place: 'p', key: 'k' };
const readAddress = async () => ({ text: 'fetched' });

it('says which host an article has to be asked for, unless the feed has all of it', async () => {
  const address = feedItem({ ...article, work: { url: 'https://b.example:8080/1', given: {} } }, readAddress);
  expect([address.host, await address.read(new AbortController().signal)]).toEqual([
    'b.example:8080',
    { text: 'fetched' },
  ]);
  const whole = feedItem({ ...article, work: { input: { text: 'whole' } } }, readAddress);
  expect([whole.host, await whole.read(new AbortController().signal)]).toEqual([undefined, { text: 'whole' }]);
});

it.each([
  [false, { url: 'https://b.example/1', title: 'T', text: 'in the feed', format: 'html' }],
  [true, 'No'],
])(
  'is what the feed has of it where its page cannot be had, unless that may pass (%s)',
  async (retryable, expected) => {
    const instead = { text: 'in the feed', format: 'html' as const };
    const work = { url: 'https://b.example/1', given: { title: 'T' }, instead };
    const item = feedItem({ ...article, work }, () =>
      Promise.reject(new AppError('No', { code: 'fetch-failed', status: 502, retryable })),
    );
    const read = item.read(new AbortController().signal).catch((error: Error) => error.message);
    expect(await read).toEqual(expected);
  },
);
