import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entryUrn, nameUuid } from '../../../src/http/syndication/permanent-id.ts';
import { candidate } from '../../contract/candidate.ts';
import { atomChildren, atomFaults } from '../../support/atom-faults.ts';
import { jsonFeedSchema } from '../../support/json-feed-schema.ts';
import { xmlTree } from '../../support/xml-tree.ts';
import { startTestServer, type TestServer } from '../test-server.ts';

const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }));
const isJsonFeed = ajv.compile(jsonFeedSchema);

const hostile =
  'A]]>B <script>alert(1)</script> &amp; &apos; \u0000\u0008\ufffe\ud800 🧨👩‍🚀 \u202eevil\u2066 "q" \'s\'';
const survives = 'A]]>B <script>alert(1)</script> &amp; &apos; \ufffd 🧨👩‍🚀 \u202eevil\u2066 "q" \'s\'';
const feeds = ['/feed', '/tags/sre/feed', `/sources/${encodeURIComponent('S/ü & Co')}/feed`];

describe('feeds', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({
      settings: { publicUrl: 'https://digest.example.com', apiKeys: ['a-key-of-letters'] },
    });
    const { summary } = candidate('x');
    for (let n = 0; n < 65; n += 1)
      await server.save(`e${n}`, { now: Date.UTC(2026, 0, 1, 0, n), tags: ['sre', 'data'], source: 'S/ü & Co' });
    await server.save('hostile', {
      ...{ now: Date.UTC(2026, 1, 1), title: hostile, author: hostile, source: 'S/ü & Co' },
      ...{ url: 'https://example.com/?a=1&b="<x>', publishedAt: '2025-05-30T00:00:00.000Z' },
      summary: { ...summary, whyItMatters: hostile, bullets: [hostile, hostile], tags: ['sre'] },
    });
    await server.save('waits', {
      now: Date.UTC(2026, 2, 1),
      tags: ['sre'],
      source: 'S/ü & Co',
      status: 'needs-review',
    });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  it.each(feeds)('are Atom and JSON Feed by validators that did not write them: %s', async (feed) => {
    for (const page of ['', '?page=2', '?page=3']) {
      const atom = await server.ask(`${feed}.atom${page}`);
      expect([atom.status, atom.headers.get('content-type')]).toEqual([200, 'application/atom+xml; charset=utf-8']);
      expect(atomFaults(await atom.text())).toEqual([]);
      const json = await server.json(`${feed}.json${page}`);
      expect(json.headers.get('content-type')).toBe('application/feed+json; charset=utf-8');
      expect([isJsonFeed(json.body), isJsonFeed.errors]).toEqual([true, null]);
    }
  });

  it('show what is published alone, the newest thirty first, and lead on to the rest', async () => {
    for (const feed of feeds) {
      const tree = xmlTree(await (await server.ask(`${feed}.atom?page=2`)).text());
      expect(atomChildren(tree, 'entry')).toHaveLength(30);
      const links = atomChildren(tree, 'link').map(({ attributes: { rel, href, type } }) => `${rel} ${href} ${type}`);
      const site = 'https://digest.example.com';
      expect(links).toEqual([
        `self ${site}${feed}.atom?page=2 application/atom+xml`,
        `alternate ${site}${feed.replace(/\/?feed$/, '') || '/'} text/html`,
        `alternate ${site}${feed}.json?page=2 application/feed+json`,
        `first ${site}${feed}.atom application/atom+xml`,
        `last ${site}${feed}.atom?page=3 application/atom+xml`,
        `previous ${site}${feed}.atom application/atom+xml`,
        `next ${site}${feed}.atom?page=3 application/atom+xml`,
      ]);
      const titles: string[] = [];
      for (let next = `${site}${feed}.json`; next; ) {
        const { body } = await server.json(next.slice(site.length));
        titles.push(...body.items.map((item: { title: string }) => item.title));
        next = body.next_url;
      }
      expect(titles).toEqual([survives, ...Array.from({ length: 65 }, (_, n) => `Title e${64 - n}`)]);
    }
  });

  it('carry hostile texts as the texts they are', async () => {
    const tree = xmlTree(await (await server.ask('/feed.atom')).text());
    const [entry] = atomChildren(tree, 'entry');
    const textOf = (name: string) => (entry ? (atomChildren(entry, name)[0]?.text ?? '') : '');
    const shown = (html: string) => parseHTML(`<!doctype html><html><body>${html}</body></html>`).document;
    for (const name of ['title', 'summary']) expect(shown(textOf(name)).body.textContent).toBe(survives);
    expect(textOf('contributor')).toContain('<script>alert(1)</script>');
    const { body } = await server.json('/feed.json');
    for (const html of [textOf('content'), body.items[0].content_html]) {
      const content = shown(html);
      expect([content.querySelector('script'), content.querySelectorAll('li').length]).toEqual([null, 2]);
      expect(content.querySelector('li')?.textContent).toBe(survives);
      expect(content.querySelector('a')?.getAttribute('href')).toBe('https://example.com/?a=1&b=%22%3Cx%3E');
      expect(content.querySelectorAll('a')[1]?.getAttribute('href')).toBe(
        'https://digest.example.com/articles/hostile',
      );
    }
    expect(body.items[0]).toMatchObject({
      ...{ title: survives, external_url: 'https://example.com/?a=1&b=%22%3Cx%3E', tags: ['sre'] },
      _upshot: { whyItMatters: survives, bullets: [survives, survives], source: 'S/ü & Co' },
    });
  });

  it('answer whoever has the content with 304, and HEAD without it', async () => {
    const first = await server.ask('/tags/data/feed.atom');
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"/);
    const have = { headers: { 'if-none-match': `"other", ${etag}` } };
    const again = await server.ask('/tags/data/feed.atom', have);
    expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, '']);
    const head = await server.ask('/tags/data/feed.atom', { method: 'HEAD' });
    expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, '']);

    await server.save('elsewhere', { tags: ['mobile'], now: Date.UTC(2025, 0, 1) });
    expect((await server.ask('/tags/data/feed.atom', have)).status).toBe(304);
    expect((await server.ask('/tags/mobile/feed.atom', have)).status).toBe(200);

    await server.save('here', { tags: ['data'], now: Date.UTC(2027, 0, 1) });
    const changed = await server.ask('/tags/data/feed.atom', have);
    expect([changed.status, (await changed.text()).includes('Title here')]).toEqual([200, true]);
  });

  it('say of what came in a digest no more than is known', async () => {
    const { source, summary, provenance } = candidate('digest', { tags: ['finops'] });
    await server.transfer.addPosts([{ id: 'digest', source, summary, provenance, createdAt: 1, now: 2 }]);
    const { body } = await server.json('/tags/finops/feed.json');
    expect(body.items[0].content_html).toMatch(
      /<\/ul><p><a href="[^"]+\/articles\/digest">Read it at Upshot<\/a>\.<\/p>$/,
    );
  });

  it('are found by readers that are given the address of a page', async () => {
    const pages: [string, ...string[]][] = [
      ['/'],
      ['/tags/sre', '/tags/sre/feed'],
      [(feeds[2] ?? '').replace('/feed', ''), feeds[2] ?? ''],
      ...['/articles/hostile', '/tags', '/sources', '/search', '/submit', '/status', '/docs'].map((path): [string] => [
        path,
      ]),
    ];
    for (const [page, ...own] of pages) {
      const { document } = parseHTML(await (await server.ask(page)).text());
      const found = [...document.querySelectorAll('link[rel=alternate]')].map((link) => [
        link.getAttribute('type'),
        link.getAttribute('href'),
      ]);
      expect([page, found]).toEqual([
        page,
        [...own, '/feed'].flatMap((feed) => [
          ['application/atom+xml', `${feed}.atom`],
          ['application/feed+json', `${feed}.json`],
        ]),
      ]);
    }
  });

  it.each([
    ['/tags/astrology/feed.atom', 404],
    ['/sources/nobody/feed.json', 404],
    ['/feed.rss', 404],
    ['/feed.atom?page=0', 400],
    ['/feed.json?utm_source=x', 200],
  ])('answer %s with %i', async (path, status) => {
    expect((await server.ask(path)).status).toBe(status);
  });
});

it('keeps the ids whatever the address, the title and the text become', async () => {
  const ids: string[][] = [];
  for (const publicUrl of ['https://one.example', undefined]) {
    await using server = await startTestServer({ settings: { publicUrl } });
    await server.save('kept', { title: `At ${publicUrl}` });
    const { body } = await server.json('/feed.json');
    const tree = xmlTree(await (await server.ask('/feed.atom')).text());
    const entry = atomChildren(tree, 'entry')[0];
    ids.push([body.items[0].id, entry ? (atomChildren(entry, 'id')[0]?.text ?? '') : '']);
  }
  // An id of version 1 of this program: a change here shows every reader every entry anew.
  expect(ids).toEqual(Array(2).fill([entryUrn('kept'), entryUrn('kept')]));
  expect(entryUrn('kept')).toBe('urn:uuid:fc53cd9f-9acb-55ea-8419-d0ddf4c47d98');
  // RFC 9562, appendix A.4
  expect(nameUuid('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
    '2ed6657d-e927-568b-95e1-2665a8aea6a2',
  );
});

it('is a feed with nothing in it, too', async () => {
  await using server = await startTestServer();
  expect(atomFaults(await (await server.ask('/feed.atom')).text())).toEqual([]);
  const { body } = await server.json('/feed.json');
  expect([isJsonFeed(body), body.items]).toEqual([true, []]);
  expect((await server.ask('/tags/sre/feed.atom')).status).toBe(200);
});
