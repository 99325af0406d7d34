import { expect, it } from 'vitest';
import { xmlTree } from '../../support/xml-tree.ts';
import { startTestServer, type TestServer } from '../test-server.ts';

const ADDRESS = 'https://digest.example.com';
const SITEMAP = '{http://www.sitemaps.org/schemas/sitemap/0.9}';

async function addresses(server: TestServer, path: string): Promise<string[]> {
  const response = await server.ask(path);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/xml; charset=utf-8']);
  const { name, children } = xmlTree(await response.text());
  expect([`${SITEMAP}urlset`, `${SITEMAP}sitemapindex`]).toContain(name);
  for (const { children: said } of children)
    for (const { name, text } of said)
      if (name === `${SITEMAP}lastmod`) expect(new Date(text).toISOString()).toBe(text);
  return children.map(({ children: [location] }) => location?.text ?? '');
}

it('names every published entry once, and every list with something in it', async () => {
  await using server = await startTestServer({ settings: { publicUrl: ADDRESS } });
  expect(await addresses(server, '/sitemap.xml')).toEqual([`${ADDRESS}/sitemaps/lists.xml`]);
  await server.save('a&b', { tags: ['sre'] });
  await server.save('waits', { status: 'needs-review', tags: ['data'] });
  await server.save('c');
  const maps = [`${ADDRESS}/sitemaps/lists.xml`, `${ADDRESS}/sitemaps/1.xml`];
  expect(await addresses(server, '/sitemap.xml')).toEqual(maps);
  expect(await addresses(server, '/sitemaps/1.xml')).toEqual(['a%26b', 'c'].map((id) => `${ADDRESS}/articles/${id}`));
  const lists = ['/', '/tags', '/sources', '/tags/general', '/tags/sre'].map((path) => `${ADDRESS}${path}`);
  expect(await addresses(server, '/sitemaps/lists.xml')).toEqual(lists);
  for (const path of ['/sitemaps/2.xml', '/sitemaps/01.xml', '/sitemaps/x.xml', '/sitemaps/1'])
    expect([path, (await server.ask(path)).status]).toEqual([path, 404]);
});

it('lets crawlers at the pages, away from the rest, and to the site map', async () => {
  await using server = await startTestServer();
  const response = await server.ask('/robots.txt');
  const lines = (await response.text()).split('\n');
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(lines).toContain(`Sitemap: ${server.url}/sitemap.xml`);
  const closed = lines.flatMap((line) => /^Disallow: (.+)$/.exec(line)?.[1] ?? []);
  for (const path of ['/review', '/search?q=x', '/v1/articles', '/status'])
    expect(closed.some((rule) => path.startsWith(rule))).toBe(true);
  for (const path of ['/', '/articles/a', '/tags/sre', '/feed.atom', '/sitemap.xml', '/docs'])
    expect(closed.some((rule) => path.startsWith(rule))).toBe(false);
});
