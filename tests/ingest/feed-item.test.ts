import { expect, it } from 'vitest';
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
