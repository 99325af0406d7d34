import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, vi } from 'vitest';
import { startServer } from '../../src/http/serve.ts';
import type { Summariser } from '../../src/summarise.ts';
import { rawBytes, rawRequest } from './raw-request.ts';
import { startTestServer, type TestServer } from './test-server.ts';

const article = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'A story.' };

/** A summariser that is at work until the test says so, or until nobody waits any more. */
function slowSummariser() {
  const started = Promise.withResolvers<AbortSignal>();
  const finish = Promise.withResolvers<void>();
  const cancelled = Promise.withResolvers<unknown>();
  const wrap = (save: Summariser['summarise']): Summariser['summarise'] => {
    return async (input, signal) => {
      signal.addEventListener('abort', () => cancelled.resolve(signal.reason));
      started.resolve(signal);
      await Promise.race([finish.promise, cancelled.promise]);
      signal.throwIfAborted();
      return save(input, signal);
    };
  };
  return { started: started.promise, finish: () => finish.resolve(), cancelled: cancelled.promise, wrap };
}

async function startSlowServer(graceMs?: number) {
  const slow = slowSummariser();
  let save: Summariser['summarise'] | undefined;
  const summarise: Summariser['summarise'] = (input, signal) =>
    slow.wrap((...given) => (save ? save(...given) : Promise.reject(new Error('not ready'))))(input, signal);
  const outer = await startTestServer();
  save = outer.deps.summariser.summarise;
  const server: TestServer = await startTestServer({
    deps: { summariser: { ...outer.deps.summariser, summarise } },
    ...(graceMs === undefined ? {} : { graceMs }),
  });
  const dispose = async () => {
    slow.finish();
    await server[Symbol.asyncDispose]();
    await outer[Symbol.asyncDispose]();
  };
  return { slow, server, [Symbol.asyncDispose]: dispose };
}

describe('a client that hangs up', () => {
  it('cancels the work for it', async () => {
    await using stack = await startSlowServer();
    const client = new AbortController();
    const answer = stack.server.ask('/v1/articles', { ...article, signal: client.signal });
    const signal = await stack.slow.started;
    expect(signal.aborted).toBe(false);
    client.abort();
    await expect(answer).rejects.toThrow();
    await expect(stack.slow.cancelled).resolves.toMatchObject({ code: 'cancelled' });
    expect((await stack.server.ask('/healthz')).status).toBe(200);
    expect(stack.server.logged).toContainEqual(expect.objectContaining({ path: '/v1/articles', status: 499 }));
  });

  it('is not what an answered request looks like', async () => {
    await using stack = await startSlowServer();
    const answer = stack.server.ask('/v1/articles', article);
    const signal = await stack.slow.started;
    stack.slow.finish();
    expect((await answer).status).toBe(201);
    expect((await stack.server.ask('/healthz')).status).toBe(200);
    expect(signal.aborted).toBe(false);
  });
});

describe('closing', () => {
  it('answers what is under way, refuses what comes after, and frees the port', async () => {
    await using stack = await startSlowServer();
    const { server, slow } = stack;
    const underWay = server.ask('/v1/articles', article);
    await slow.started;
    const closing = server.running.close();

    const late = await server.json('/v1/tags');
    expect(late).toMatchObject({ status: 503, body: { code: 'shutting-down' } });
    expect(late.headers.get('retry-after')).toBe('5');
    slow.finish();
    const answered = await underWay;
    expect([answered.status, answered.headers.get('connection')]).toEqual([201, 'close']);
    await closing;
    await expect(server.ask('/healthz')).rejects.toThrow();
    await server.running.close();
  });

  it('still answers in words what comes on a kept connection that waited for nothing', async () => {
    await using server = await startTestServer({ lingerMs: 250 });
    const agent = new Agent({ keepAlive: true });
    const ask = () =>
      new Promise<IncomingMessage>((resolve, reject) => {
        get(`${server.url}/v1/tags`, { agent }, (response) => {
          response.resume().once('end', () => resolve(response));
        }).once('error', reject);
      });
    await ask();
    const closing = server.running.close();
    await vi.waitFor(() => expect(server.clock.sleeps).toContain(250), { interval: 1 });
    const { statusCode, headers } = await ask();
    expect([statusCode, headers.connection]).toEqual([503, 'close']);
    server.clock.advance(250);
    await closing;
    agent.destroy();
  });

  it('still answers in words who connected last, once nobody else can connect', async () => {
    await using server = await startTestServer({ lingerMs: 250 });
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    await once(socket, 'connect');
    expect((await server.ask('/healthz')).status).toBe(200); // who connected before is accepted by then
    const closing = server.running.close();
    await vi.waitFor(() => expect(server.clock.sleeps).toContain(250), { interval: 1 });
    server.clock.advance(250);
    await vi.waitFor(() => expect(server.clock.sleeps).toContain(50), { interval: 1 });
    await expect(server.ask('/healthz')).rejects.toThrow();
    socket.end('GET /v1/tags HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 503 /);
    server.clock.advance(50);
    await closing;
  });

  it('cuts off what has not ended after the grace time', async () => {
    await using stack = await startSlowServer(5000);
    const { server, slow } = stack;
    const underWay = server.ask('/v1/articles', article);
    await slow.started;
    const closing = server.running.close();
    server.clock.advance(5000);
    await expect(underWay).rejects.toThrow();
    await slow.cancelled;
    await closing;
  });
});

describe('listening', () => {
  const failure = async (server: TestServer, host: string, port: number, apiKeys: string[] = []) => {
    const settings = { ...server.deps.settings, host, port, apiKeys };
    return startServer({ ...server.deps, settings }).then(
      async (running) => {
        await running.close();
        return 'it listens';
      },
      (error: unknown) => error,
    );
  };

  it('says that something else has the port', async () => {
    await using server = await startTestServer();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    expect(await failure(server, '127.0.0.1', port)).toMatchObject({
      code: 'address-in-use',
      message: expect.stringContaining(`127.0.0.1:${port}`),
      hint: expect.stringContaining('PORT'),
    });
    await new Promise((resolve) => other.close(resolve));
  });

  it('says that the machine has no such address', async () => {
    await using server = await startTestServer();
    const keys = ['0123456789abcdef'];
    expect(await failure(server, '192.0.2.1', 0, keys)).toMatchObject({ code: 'address-unavailable' });
    expect(await failure(server, 'localhost', 0)).toBe('it listens');
  });

  it.each(['0.0.0.0', '::', '192.168.1.2', 'example.com'])('refuses %s without keys, saying why', async (host) => {
    await using server = await startTestServer();
    expect(await failure(server, host, 0)).toMatchObject({
      code: 'keys-required',
      exitCode: 2,
      message: expect.stringContaining(host),
      hint: expect.stringContaining('UPSHOT_API_KEYS'),
    });
  });
});

describe('what is no request', () => {
  it.each([
    ['nonsense', 'HELO there\r\n\r\n', 400, 'malformed-request'],
    ['endless headers', `GET / HTTP/1.1\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`, 431, 'headers-too-large'],
    ['a request without Host', 'GET / HTTP/1.1\r\nconnection: close\r\n\r\n', 400, 'bad-host'],
    [
      'an address that is no path',
      'GET http://evil.example/ HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n',
      400,
      'malformed-url',
    ],
  ])('is answered with a problem: %s', async (_what, bytes, status, code) => {
    await using server = await startTestServer();
    const answer = await rawBytes(server.url, bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain('application/problem+json');
    expect(answer).toContain(`"code":"${code}"`);
  });
});

it('hangs up on requests that come too slowly, and never before a proxy does on idle connections', async () => {
  const servers: Server[] = [];
  const notice = (message: unknown) => servers.push((message as { server: Server }).server);
  subscribe('http.server.request.start', notice);
  await using server = await startTestServer();
  await server.ask('/healthz');
  unsubscribe('http.server.request.start', notice);
  expect(servers).toMatchObject([{ headersTimeout: 15_000, requestTimeout: 60_000, keepAliveTimeout: 65_000 }]);
});

it('tells browsers what they must not do', async () => {
  await using server = await startTestServer();
  const { headers } = await rawRequest(`${server.url}/`);
  expect(headers['content-security-policy']).toMatch(
    /^default-src 'none';style-src 'sha256-[\w+/]{43}=';img-src data:;form-action 'self';base-uri 'none';frame-ancestors 'none'$/,
  );
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' });
  expect(headers).not.toHaveProperty('x-powered-by');
  expect(headers).not.toHaveProperty('strict-transport-security');
});
