import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawBytes } from './raw-request.ts';
import { startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.save('kept');
  await server.save('waits', { status: 'needs-review' });
});
afterAll(() => server[Symbol.asyncDispose]());

const send = (path: string, method: string, body: Uint8Array<ArrayBuffer> | string) =>
  server.json(path, { method, headers: { 'content-type': 'application/json' }, body });

describe.each([
  ['/v1/check', 'POST', { text: 'The queue stopped for 52 minutes on 4 March.', claims: ['It stopped.'] }],
  ['/v1/articles/waits/review', 'POST', { decision: 'accept', reason: 'It is so.' }],
  ['/v1/articles/kept', 'PATCH', { title: 'Another' }],
])('a JSON body of %s', (path, method, body) => {
  it('is not taken with bytes that are no UTF-8, rather than mended', async () => {
    const bytes = new Uint8Array(Buffer.from(JSON.stringify(body).replace('t', '\u00ff'), 'latin1'));
    expect(await send(path, method, bytes)).toMatchObject({
      status: 400,
      body: { code: 'malformed-json', title: 'Malformed JSON' },
    });
  });

  it('may begin with a byte order mark', async () => {
    expect((await send(path, method, `\u{feff}${JSON.stringify(body)}`)).status).toBe(200);
  });
});

it.each([
  ['POST /v1/articles', 'text/plain', 2_000_000, 'article-too-large'],
  ['POST /v1/articles', 'application/json', 5_000_000, 'article-too-large'],
  ['POST /v1/check', 'application/json', 5_000_000, 'article-too-large'],
  ['POST /v1/articles/waits/review', 'application/json', 20_000, 'review-too-large'],
  ['PATCH /v1/articles/kept', 'application/json', 70_000, 'change-too-large'],
])('refuses a body too long for %s as %s before it has come', async (line, type, length, code) => {
  const head = `${line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`;
  const answer = await rawBytes(server.url, head);
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  expect(answer).toContain(`"code":"${code}"`);
});
