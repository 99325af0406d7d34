import { describe, expect, it } from 'vitest';
import { startTestServer } from './test-server.ts';

const KEY = 'a-key-of-many-letters';
const bearer = { authorization: `Bearer ${KEY}` };

describe('what shows a state of the catalogue', () => {
  it.each([
    '/',
    '/?page=1',
    '/tags/sre',
    '/search?q=walrus',
    '/articles/a',
    '/v1/articles?tag=sre',
    '/v1/tags',
    '/v1/sources',
  ])('answers 304 to whoever has it, until the catalogue changes: %s', async (path) => {
    await using server = await startTestServer();
    await server.save('a', { tags: ['sre'] });
    await server.deps.catalogue.list({ q: 'a', status: 'published', page: 1, perPage: 1 }); // catches up
    const first = await server.ask(path);
    const etag = first.headers.get('etag') ?? '';
    expect([first.status, first.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    expect(etag).toMatch(/^W\//);
    const again = await server.ask(path, { headers: { 'if-none-match': etag } });
    expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, '']);
    expect((await server.ask(path, { headers: { 'if-none-match': '*' } })).status).toBe(200);

    await server.save('b');
    const changed = await server.ask(path, { headers: { 'if-none-match': etag } });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(etag);
  });

  it('gives a search no name while the index is behind', async () => {
    await using server = await startTestServer();
    await server.save('a');
    const etags: (string | null)[] = [];
    for (const path of ['/search?q=a', '/search?q=a']) etags.push((await server.ask(path)).headers.get('etag'));
    expect(etags[0]).not.toBe(etags[1]);
    expect((await server.ask('/search?q=a', { headers: { 'if-none-match': etags[1] ?? '' } })).status).toBe(304);
  });

  it('gives no name to an error, nor to what is not of the catalogue alone', async () => {
    await using server = await startTestServer();
    for (const path of ['/articles/nobody', '/tags/nothing', '/?page=x', '/v1/articles?tag=x', '/nothing']) {
      const { status, headers } = await server.ask(path);
      expect([path, status >= 400, headers.get('last-modified')]).toEqual([path, true, null]);
      const etag = headers.get('etag');
      if (etag !== null) expect((await server.ask('/')).headers.get('etag')).not.toBe(etag);
    }
    expect((await server.ask('/submit')).headers.get('last-modified')).toBeNull();
  });

  it.each(['/', '/v1/articles', '/feed.atom', '/tags/sre/feed.json'])(
    'tells nobody without a key that something waits for review: %s',
    async (path) => {
      await using server = await startTestServer({ settings: { apiKeys: [KEY] } });
      await server.save('a', { tags: ['sre'] });
      const shown = async () => {
        const { headers } = await server.ask(path);
        return [headers.get('etag'), headers.get('last-modified')];
      };
      const before = await shown();
      await server.save('b', { tags: ['sre'], status: 'needs-review' });
      expect(await shown()).toEqual(before);
      await server.save('c', { tags: ['sre'] });
      expect(await shown()).not.toEqual(before);
    },
  );

  it('keeps what it shows to those who have a key from every cache', async () => {
    await using server = await startTestServer({ settings: { apiKeys: [KEY] } });
    await server.save('a');
    const stranger = await server.ask('/');
    const etag = stranger.headers.get('etag') ?? '';
    expect(stranger.headers.get('vary')).toMatch(/Authorization.*Cookie/);
    const keyed = await server.ask('/', { headers: { ...bearer, 'if-none-match': etag } });
    expect([keyed.status, keyed.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    expect(keyed.headers.get('etag')).not.toBe(etag);
    for (const path of ['/submit', '/docs', '/docs/schemas']) {
      const [read, worked] = [await server.ask(path), await server.ask(path, { headers: bearer })];
      expect([path, read.headers.get('cache-control')]).toEqual([path, 'no-cache']);
      expect([path, read.headers.get('vary')]).toEqual([path, 'Authorization, Cookie']);
      expect([path, worked.headers.get('cache-control')]).toEqual([path, 'private, no-store']);
    }
  });

  it('dates what it shows, but not within the second of a change', async () => {
    await using server = await startTestServer();
    await server.save('a');
    const state = await server.deps.catalogue.state();
    const read = (changedAt: number) => ({ ...state, changedAt, readAt: 1_700_000_000 });
    let now = read(1_700_000_000);
    await using dated = await startTestServer({
      deps: { catalogue: { ...server.deps.catalogue, state: async () => now } },
    });
    expect((await dated.ask('/')).headers.get('last-modified')).toBeNull();
    now = read(1_699_999_990);
    const date = (await dated.ask('/')).headers.get('last-modified') ?? '';
    expect(date).toBe('Tue, 14 Nov 2023 22:13:10 GMT');
    expect((await dated.ask('/', { headers: { 'if-modified-since': date } })).status).toBe(304);
    now = read(1_699_999_995);
    expect((await dated.ask('/', { headers: { 'if-modified-since': date } })).status).toBe(200);
  });
});
