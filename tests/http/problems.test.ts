import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { problemOf } from '../../src/http/problem.ts';
import { problemTypes } from '../../src/http/problems/problem-types.ts';
import { startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const src = fileURLToPath(new URL('../../src', import.meta.url));
/** What an HTTP request can end in; the others are for the command line, the mock or the start. */
const REACHED =
  /^(?:(?:article|catalogue|editing|fetching|http|ledger|provider|queue|recording|workers)\/|[\w-]+\.ts$)/;
/** Codes that are no problems of a request: of issues of a schema, of rows of the ledger, of imports and of the start. */
const OTHERS = [
  ...['abandoned', 'bad-config', 'bad-outage', 'bad-prices', 'cancelled', 'custom', 'keys-required'],
  ...['schema', 'too-many-tags', 'unknown', 'unwritable-output'],
];

it('has a page for every problem that a request can end in', () => {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((path) => /\.ts$/.test(path));
  const codes = files
    .filter((path) => REACHED.test(path.replaceAll('\\', '/')))
    .flatMap((path) => [...readFileSync(`${src}/${path}`, 'utf8').matchAll(/\bcode: '([a-z-]+)'/g)])
    .map(([, code = '']) => code);
  expect(new Set(codes).size).toBeGreaterThan(60);
  expect([...new Set(codes)].filter((code) => !problemTypes.has(code) && !OTHERS.includes(code))).toEqual([]);
});

it('leads from the type of a problem to what it means, as a page or as a problem', async () => {
  const { body } = await server.json('/v1/articles/nosuch');
  const page = await server.ask(body.type, { headers: { accept: 'text/html' } });
  const { document } = parseHTML(await page.text());
  expect([page.status, document.querySelector('h1')?.textContent]).toEqual([200, body.title]);
  expect(document.querySelector('h1 + p')?.textContent).toMatch(/^There is no such article, .* Look for it in/);
  const answer = await server.json(body.type, { headers: { accept: 'application/problem+json' } });
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.body).toMatchObject({ type: body.type, title: body.title, status: 404, code: body.code });
  const none = await server.json('/problems/nosuch', { headers: { accept: 'application/json' } });
  expect([none.status, none.body.code]).toEqual([404, 'not-found']);
});

it('lists them all', async () => {
  const { body } = await server.json('/problems', { headers: { accept: 'application/json' } });
  expect(body.items.map(({ code }: { code: string }) => code)).toEqual([...problemTypes.keys()]);
  const page = await server.ask('/problems', { headers: { accept: 'text/html' } });
  const links = [...parseHTML(await page.text()).document.querySelectorAll('dt a')];
  expect(links.map((link) => link.getAttribute('href'))).toEqual(body.items.map(({ type }: { type: string }) => type));
});

it('tells what to do about a problem that says nothing of it itself', () => {
  const about = { code: 'provider-unavailable', status: 502 };
  expect(problemOf(new AppError('It is failing', about), '/').hint).toMatch(/^Try again in a moment/);
  expect(problemOf(new AppError('It is failing', { ...about, hint: 'Wait.' }), '/').hint).toBe('Wait.');
});
