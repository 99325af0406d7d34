import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.save('e1');
});
afterAll(() => server[Symbol.asyncDispose]());

it.each([
  ['/nothing', '/', 'See the latest'],
  ['/articles/nope', '/', 'See the latest'],
  ['/articles/nope/history', '/', 'See the latest'],
  ['/tags/nope', '/tags', 'See all tags'],
  ['/sources/nope', '/sources', 'See all sources'],
  ['/?page=x', '/', 'See the latest'],
  ['/articles/e1/history?page=x', '/articles/e1', 'Back to the article'],
])('speaks to people, who know no API, and leads on from %s', async (path, href, name) => {
  const response = await server.ask(path, { headers: { accept: 'text/html' } });
  const { document } = parseHTML(await response.text());
  const button = document.querySelector('.onward .button');
  expect([button?.getAttribute('href'), button?.textContent]).toEqual([href, name]);
  expect(document.querySelector('h1 + p')?.textContent).not.toMatch(/\/v1\/|openapi|GET |is named/);
});
