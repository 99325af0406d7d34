import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isLoopback } from '../../src/http/loopback.ts';
import { KEY, type OpenAndGuarded, startOpenAndGuarded } from './open-and-guarded.ts';
import { rawBytes, rawRequest } from './raw-request.ts';
import { startTestServer, type TestServer } from './test-server.ts';

let servers: OpenAndGuarded;
let open: TestServer;
let guarded: TestServer;
beforeAll(async () => {
  servers = await startOpenAndGuarded({ publicUrl: 'https://Digest.example.com' });
  ({ open, guarded } = servers);
  await guarded.save('shown');
  await guarded.save('waiting', { status: 'needs-review' });
});
afterAll(() => servers[Symbol.asyncDispose]());

const sent = { method: 'POST', body: 'A story.' };
const type = { 'content-type': 'text/plain' };

describe('Host', () => {
  it.each([
    ['127.0.0.1', 200],
    ['127.0.0.1:9', 200],
    ['127.9.9.9', 200],
    ['localhost:3000', 200],
    ['LOCALHOST.', 200],
    ['[::1]:3000', 200],
    ['digest.example.com', 200],
    ['DIGEST.example.com:443', 200],
    ['evil.example', 421],
    ['digest.example.com.evil.example', 421],
    ['localhost.evil.example', 421],
    ['127.evil.example', 421],
    ['10.0.0.1', 421],
    ['0.0.0.0', 421],
    ['[::2]', 421],
    ['localhost evil', 400],
    ['localhost/evil', 400],
    ['user@localhost', 400],
    ['localhost:port', 400],
  ])('%s is answered with %i', async (host, status) => {
    for (const path of ['/v1/tags', '/', '/healthz']) {
      const answer = await rawRequest(`${open.url}${path}`, { headers: { host } });
      expect(answer.status).toBe(status);
      if (status !== 200) expect(JSON.parse(answer.body).code).toBe(status === 421 ? 'foreign-host' : 'bad-host');
    }
  });

  it('is one: a request that names two is refused', async () => {
    const named = (...hosts: string[]) =>
      rawBytes(
        open.url,
        `GET /healthz HTTP/1.1\r\n${hosts.map((host) => `Host: ${host}\r\n`).join('')}Connection: close\r\n\r\n`,
      );
    expect(await named('localhost')).toMatch(/^HTTP\/1\.1 200 /);
    expect(await named('localhost', 'evil.example')).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"bad-host"/);
    expect(await named('localhost', 'localhost')).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('is, on every address, the address the request came in by', async () => {
    await using wide = await startTestServer({ settings: { host: '0.0.0.0', apiKeys: [KEY] } });
    const { port } = new URL(wide.url);
    const ask = async (host: string) =>
      (await rawRequest(`http://127.0.0.2:${port}/v1/tags`, { headers: { host } })).status;
    expect(wide.url).toBe(`http://localhost:${port}`);
    expect(await ask(`127.0.0.2:${port}`)).toBe(200);
    expect(await ask('192.168.7.7')).toBe(421);
    expect(await ask('evil.example')).toBe(421);
  });
});

describe('Origin', () => {
  const host = 'localhost:3000';
  it.each<[Record<string, string>, number]>([
    [{}, 201],
    [{ origin: 'http://localhost:3000' }, 200],
    [{ origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }, 200],
    [{ origin: 'https://digest.example.com' }, 200],
    [{ 'sec-fetch-site': 'none' }, 200],
    [{ origin: 'null' }, 403],
    [{ origin: 'http://localhost:5173' }, 403],
    [{ origin: 'https://localhost:3000' }, 403],
    [{ origin: 'http://evil.example' }, 403],
    [{ origin: 'http://localhost:3000.evil.example' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ origin: 'http://localhost:3000', 'sec-fetch-site': 'cross-site' }, 403],
  ])('a write with %o is answered with %i', async (headers, status) => {
    const answer = await rawRequest(`${open.url}/v1/articles`, { ...sent, headers: { ...type, host, ...headers } });
    expect(answer.status).toBe(status);
    if (status === 403) expect(JSON.parse(answer.body).code).toBe('foreign-origin');
  });

  it('does not matter to reading, which no other page can see', async () => {
    const headers = { host, origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' };
    const answer = await rawRequest(`${open.url}/v1/tags`, { headers });
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('guards the form as well', async () => {
    const headers = { host, origin: 'http://evil.example', 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await rawRequest(`${open.url}/submit`, { method: 'POST', body: 'text=a', headers });
    expect(answer.status).toBe(403);
  });
});

describe('keys', () => {
  it.each<[string | undefined, number, string | undefined]>([
    [undefined, 401, 'key-required'],
    ['', 401, 'key-required'],
    [KEY, 401, 'key-required'],
    [`Basic ${KEY}`, 401, 'key-required'],
    ['Bearer', 401, 'key-required'],
    ['Bearer wrong', 403, 'key-refused'],
    [`Bearer ${KEY}x`, 403, 'key-refused'],
    [`Bearer ${KEY.slice(0, -1)}`, 403, 'key-refused'],
    [`Bearer ${KEY}`, 201, undefined],
    ['bearer another-key-entirely', 200, undefined],
  ])('a write with Authorization %s is answered with %i', async (authorization, status, code) => {
    const headers = { ...type, ...(authorization === undefined ? {} : { authorization }) };
    const answer = await rawRequest(`${guarded.url}/v1/articles`, { ...sent, headers });
    expect(answer.status).toBe(status);
    if (code !== undefined) expect(JSON.parse(answer.body).code).toBe(code);
    if (status === 401) expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
  });

  it('are not needed to read what is published, and never get into the log', async () => {
    expect((await guarded.ask('/v1/articles/shown')).status).toBe(200);
    expect((await guarded.ask('/articles/shown')).status).toBe(200);
    await guarded.ask(`/v1/tags?key=${KEY}`, { headers: { authorization: `Bearer ${KEY}` } });
    expect(guarded.logged.length).toBeGreaterThan(0);
    expect(JSON.stringify(guarded.logged)).not.toContain(KEY);
  });

  it('open what awaits review; strangers are not told of it', async () => {
    const key = { headers: { authorization: `Bearer ${KEY}` } };
    for (const path of ['/v1/articles/waiting', '/v1/articles/waiting/text', '/articles/waiting']) {
      expect((await guarded.ask(path)).status, path).toBe(404);
      const seen = await guarded.ask(path, key);
      expect([seen.status, seen.headers.get('cache-control')], path).toEqual([200, 'no-store']);
    }
    const list = '/v1/articles?status=needs-review';
    expect((await guarded.ask(list)).status).toBe(401);
    expect((await guarded.ask(list, { headers: { authorization: 'Bearer wrong' } })).status).toBe(403);
    expect((await guarded.json(list, key)).body.items).toMatchObject([{ id: 'waiting' }]);
    expect((await guarded.json('/v1/articles')).body.items.map(({ id }: { id: string }) => id)).not.toContain(
      'waiting',
    );
  });

  it('are asked for before a body is read', async () => {
    const answer = await guarded.json('/v1/articles', {
      method: 'POST',
      headers: { 'content-type': 'image/png' },
      body: 'a',
    });
    expect(answer.status).toBe(401);
  });
});

it.each([
  ['127.0.0.1', true],
  ['127.255.0.1', true],
  ['::1', true],
  ['[::1]', true],
  ['LocalHost', true],
  ['0.0.0.0', false],
  ['::', false],
  ['192.168.1.2', false],
  ['127.0.0.1.example.com', false],
  ['example.com', false],
])('%s is loopback: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});
