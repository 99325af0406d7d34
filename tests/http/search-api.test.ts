import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalogue } from '../../src/catalogue/catalogue.ts';
import { candidate } from '../contract/candidate.ts';
import { openTempStore } from '../support/open-temp-store.ts';
import { browse } from './browse.ts';
import { startTestServer, type TestServer } from './test-server.ts';

describe('searching over HTTP', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
    await server.save('a', { title: 'The walrus', source: 'Some Blog', tags: ['sre'], text: 'It came at night.' });
    await server.save('b', { title: 'Nothing of it', source: null });
    await server.save('x', { title: 'A hidden walrus', source: 'Hidden', status: 'needs-review' });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const search = async (q: string, more = '') =>
    (await server.json(`/v1/articles?q=${encodeURIComponent(q)}${more}`)).body;

  it('says where the words stand, and what was not understood', async () => {
    expect(await search('walrus tag:sre after:soon')).toMatchObject({
      items: [{ id: 'a', highlights: [{ field: 'title', start: 4, end: 10 }] }],
      search: { suggestion: null, corrected: false, hints: [expect.stringContaining('after:')] },
    });
    expect(await search('night')).toMatchObject({ items: [{ id: 'a', highlights: [] }] });
    const { items, search: notes } = (await server.json('/v1/articles')).body;
    expect([notes, items[0].highlights]).toEqual([undefined, undefined]);
  });

  it('shows what was meant, or what was typed when that is asked for', async () => {
    expect(await search('wallrus')).toMatchObject({ total: 1, search: { suggestion: 'walrus', corrected: true } });
    expect(await search('wallrus', '&exact=true')).toMatchObject({
      total: 0,
      search: { suggestion: null, corrected: false },
    });
  });

  it.each([
    ['"walrus', '(walrus', 'NEAR(a b)', '^walrus', '*', '(', '-', '--', 'a*b*', '\u0000', 'a\u0000b'],
    ["' OR 1=1 --", 'walrus" OR "', '{title}: x', 'tag:', 'tag:""', 'source:*', 'before:', 'after:99999999'],
    ['👩‍🚀', '日本語', '\u{e000}1', '\u{e005}2025', 'x'.repeat(10_000), '"'.repeat(3_000), '-a '.repeat(2_000)],
    ['tag:sre '.repeat(50), 'source:some '.repeat(50), 'a* '.repeat(50), '-'.repeat(500), 'AND OR NOT'],
  ])('takes any text as a query, over the API and on the page: group %#', async (...queries) => {
    for (const q of queries) {
      const api = await server.ask(`/v1/articles?q=${encodeURIComponent(q)}`);
      const page = await server.ask(`/search?q=${encodeURIComponent(q)}`);
      expect([q, api.status, page.status]).toEqual([q, 200, 200]);
      expect(await api.text()).not.toContain('hidden walrus');
    }
  });

  it('says “at least” where there may be more than were looked through, and not that there is nothing', async () => {
    await using store = await openTempStore();
    await store.catalogue.save(candidate('a', { title: 'The walrus' }));
    const list: Catalogue['list'] = async (asked) => {
      const found = await store.catalogue.list(asked);
      return found.search ? { ...found, search: { ...found.search, complete: false } } : found;
    };
    await using bounded = await startTestServer({ deps: { catalogue: { ...store.catalogue, list } } });
    expect((await bounded.json('/v1/articles?q=walrus')).body).toMatchObject({ total: 1, search: { complete: false } });
    expect((await browse(bounded, '/search?q=walrus')).text).toContain('At least 1 article with “walrus”');
    expect((await browse(bounded, '/search?q=seal')).text).toContain('None of the newest articles has “seal”');
    expect((await browse(server, '/search?q=walrus')).text).toMatch(/(?<!At least )1 article with “walrus”/);
  });

  it('lists the sources of what is published', async () => {
    const { headers, body } = await server.json('/v1/sources?perPage=1');
    expect(body).toEqual({ items: [{ name: 'Some Blog', count: 1 }], page: 1, perPage: 1, pageCount: 1, total: 1 });
    expect(headers.get('link')).toContain('</v1/sources?perPage=1&page=1>; rel="last"');
    expect((await server.json('/v1/sources?sort=x')).status).toBe(400);
  });
});
