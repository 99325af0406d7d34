import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Resolve } from '../../src/fetching/guarded-agent.ts';
import { createGuardedFetcher, type GuardedFetcherOptions } from '../../src/fetching/guarded-fetcher.ts';
import type { FetchOptions } from '../../src/fetching/page-fetcher.ts';
import { createFakeClock } from '../support/fake-clock.ts';

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

const clock = createFakeClock();
const limits = { totalMs: 5000, silenceMs: 5000 };
const open = (given: Partial<GuardedFetcherOptions> = {}) =>
  createGuardedFetcher({ clock, version: '1.2.3', allowPrivate: true, limits, ...given });
const by = (given: Partial<FetchOptions> = {}): FetchOptions => ({
  ...{ signal: new AbortController().signal, types: ['text/html'], byHand: true },
  ...given,
});

const pages = new Map<string, Listener>();
let asked: string[] = [];
let server: ReturnType<typeof createServer>;
let base: string;

const serve: RequestListener = (request, response) => {
  asked.push(request.url ?? '');
  const listener = pages.get(new URL(request.url ?? '', base).pathname);
  if (listener) listener(request, response);
  else response.writeHead(404).end();
};
const html =
  (text: string | Buffer, headers: Record<string, string> = {}): Listener =>
  (_, response) =>
    response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(text);
const status =
  (code: number, headers: Record<string, string> = {}): Listener =>
  (_, response) =>
    response.writeHead(code, headers).end();
/** Bytes that no HTTP library would send. */
const raw =
  (bytes: string): Listener =>
  ({ socket }) =>
    socket.end(bytes, 'latin1');

beforeAll(async () => {
  server = createServer(serve).listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});
beforeEach(() => {
  pages.clear();
  asked = [];
});

describe('addresses', () => {
  it.each([
    ...[
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f000001',
      '0177.0.0.1',
      '127.0.0.1.',
      '0',
      '[::1]',
      '[::ffff:127.0.0.1]',
    ],
    ...['[::ffff:7f00:1]', '169.254.169.254', '10.0.0.1', '[fd00:ec2::254]', '[64:ff9b::a00:1]', '①②⑦.0.0.1'],
  ])('of private networks are refused without connecting, all alike: %s', async (host) => {
    await using fetcher = open({ allowPrivate: false });
    for (const byHand of [true, false]) {
      await expect(fetcher.fetch(`http://${host}:${new URL(base).port}/`, by({ byHand }))).rejects.toMatchObject({
        ...{ code: 'fetch-forbidden', status: 422, retryable: false },
        message: expect.stringMatching(/ is not fetched: there is no such address on the public internet$/),
      });
    }
    expect(asked).toEqual([]);
  });

  it('of which a name has several must all be public', async () => {
    const resolve: Resolve = async () => [
      { address: '93.184.216.34', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ];
    await using fetcher = open({ allowPrivate: false, resolve });
    const { port } = new URL(base);
    await expect(fetcher.fetch(`http://a.example:${port}/`, by())).rejects.toMatchObject({ code: 'fetch-forbidden' });
    await expect(fetcher.fetch(`https://a.example:${port}/`, by())).rejects.toMatchObject({ code: 'fetch-forbidden' });
    expect(asked).toEqual([]);
  });

  it('that are not public and names that lead nowhere cannot be told apart', async () => {
    const missing = () => Promise.reject(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }));
    const resolves: Resolve[] = [async () => [{ address: '10.0.0.1', family: 4 }], missing, async () => []];
    const said = new Set<string>();
    for (const resolve of resolves) {
      for (const byHand of [true, false]) {
        await using fetcher = open({ allowPrivate: false, resolve });
        const error = await fetcher.fetch('http://wiki.corp.example/', by({ byHand })).catch((thrown) => thrown);
        said.add(JSON.stringify([error.code, error.status, error.message, error.hint, error.retryable]));
      }
    }
    expect([...said]).toEqual([expect.stringContaining('fetch-forbidden')]);
  });

  it('are told from names that lead nowhere where private ones may be asked', async () => {
    const missing = () => Promise.reject(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }));
    for (const resolve of [missing, async () => []] satisfies Resolve[]) {
      await using fetcher = open({ allowPrivate: true, resolve });
      const fetched = fetcher.fetch('http://wiki.corp.example/', by({ byHand: true }));
      await expect(fetched).rejects.toThrow('no such host name');
    }
  });

  it('are those that were checked, whatever a name resolves to the next time', async () => {
    pages.set('/', html('<p>Hi</p>', { connection: 'close' }));
    const answers = ['127.0.0.1', '169.254.169.254'];
    const resolve: Resolve = async () => [{ address: answers.shift() ?? '', family: 4 }];
    await using fetcher = open({ resolve });
    const url = `http://rebind.example:${new URL(base).port}/`;
    await expect(fetcher.fetch(url, by())).resolves.toMatchObject({ text: '<p>Hi</p>' });
    expect(answers).toHaveLength(1); // resolved once for the connection that was made
    await expect(fetcher.fetch(url, by())).rejects.toMatchObject({ code: 'fetch-forbidden' });
    expect(asked).toEqual(['/']);
  });

  it.each([
    'file:///etc/passwd',
    'data:text/html,x',
    'ftp://a.example/',
    'gopher://a',
    'http://u:p@a.example/',
    'http://[fe80::1%25eth0]/',
    'nonsense',
    '',
    `http://a.example/${'x'.repeat(2100)}`,
  ])('that are none of the web are refused: %s', async (url) => {
    await using fetcher = open();
    await expect(fetcher.fetch(url, by())).rejects.toMatchObject({ code: 'fetch-forbidden', status: 422 });
  });

  it('of metadata are refused where private ones are allowed, in words that do not ask to allow them', async () => {
    await using fetcher = open();
    const refused = await fetcher.fetch('http://169.254.169.254/latest', by()).catch((thrown) => thrown);
    expect(refused).toMatchObject({ code: 'fetch-forbidden', message: expect.stringContaining('hand out keys') });
    expect(refused.hint).not.toContain('UPSHOT_ALLOW_PRIVATE_FETCH');
  });

  it.each([
    'http://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
    'http://u:p@127.0.0.1/',
    'http://',
    'http://[::1%25lo]/',
  ])('are checked again at a redirect, to %s, even where private ones are allowed', async (location) => {
    pages.set('/', status(302, { location }));
    await using fetcher = open();
    await expect(fetcher.fetch(base, by())).rejects.toMatchObject({ code: 'fetch-forbidden' });
    expect(asked).toEqual(['/']);
  });
});

describe('an answer', () => {
  it('comes from where redirects lead, and tells which of them are for good', async () => {
    pages.set('/a', status(301, { location: '/b' }));
    pages.set('/b', status(308, { location: `${base}/c#part` }));
    pages.set('/c', status(302, { location: 'd' }));
    pages.set('/d', html('<p>Hi</p>', { etag: 'W/"1"', 'last-modified': 'yesterday' }));
    await using fetcher = open();
    expect(await fetcher.fetch(`${base}/a#top`, by())).toEqual({
      ...{ outcome: 'fetched', url: `${base}/d`, permanentUrl: `${base}/c`, type: 'text/html', text: '<p>Hi</p>' },
      validators: { etag: 'W/"1"', lastModified: 'yesterday' },
    });
  });

  it('may be that nothing changed, to those who said what they have', async () => {
    pages.set('/', ({ headers }, response) => {
      const known = headers['if-none-match'] === 'W/"1"' && headers['if-modified-since'] === 'yesterday';
      response.writeHead(known ? 304 : 200, { 'content-type': 'text/html' }).end();
    });
    await using fetcher = open();
    const validators = { etag: 'W/"1"', lastModified: 'yesterday' };
    expect(await fetcher.fetch(base, by({ validators }))).toMatchObject({ outcome: 'not-modified', url: `${base}/` });
    expect(await fetcher.fetch(base, by({ validators: { etag: 'a\r\nb: c' } }))).toMatchObject({ outcome: 'fetched' });
    pages.set('/', status(304));
    await expect(fetcher.fetch(base, by())).rejects.toMatchObject({ code: 'fetch-failed' });
    await expect(fetcher.fetch(base, by({ validators: {} }))).rejects.toMatchObject({ code: 'fetch-failed' });
  });

  it('is asked for by name, without cookies, and unpacked', async () => {
    const sent: IncomingMessage['headers'][] = [];
    const packed = { gzip: gzipSync('süß'), br: brotliCompressSync('süß'), zstd: zstdCompressSync('süß') };
    await using fetcher = open({ publicUrl: 'https://digest.example' });
    for (const [encoding, bytes] of Object.entries(packed)) {
      pages.set('/', (request, response) => {
        sent.push(request.headers);
        html(bytes, { 'content-encoding': encoding, 'set-cookie': 'a=1' })(request, response);
      });
      expect(await fetcher.fetch(base, by())).toMatchObject({ text: 'süß' });
    }
    expect(sent[2]).toMatchObject({
      'user-agent': 'Upshot/1.2.3 (+https://digest.example)',
      accept: 'text/html, */*;q=0.1',
    });
    expect(sent[2]).not.toHaveProperty('cookie');
  });

  it.each([
    ['its header', 'text/html; charset=ISO-8859-1', Buffer.from('süß', 'latin1')],
    ['its mark', 'text/html; charset=ISO-8859-1', Buffer.from('\uFEFFsüß')],
    ['its head', 'text/html', Buffer.from('<meta charset="windows-1252">süß', 'latin1')],
    ['nothing, as UTF-8', 'text/html', Buffer.from('süß')],
  ])('is read in the charset of %s', async (_, type, bytes) => {
    pages.set('/', html(bytes, { 'content-type': type }));
    await using fetcher = open();
    expect(await fetcher.fetch(base, by())).toMatchObject({ text: expect.stringMatching(/süß$/) });
  });

  it.each<[string, Listener, object]>([
    ['404', status(404), { code: 'fetch-failed', retryable: false }],
    ['410', status(410), { code: 'fetch-gone', status: 502, retryable: false }],
    ['500', status(500), { code: 'fetch-failed', status: 502, retryable: true }],
    ['204', status(204), { code: 'fetch-failed' }],
    ['302 to nowhere', status(302), { code: 'fetch-failed' }],
    ['a PDF', html('%PDF', { 'content-type': 'application/pdf' }), { code: 'fetch-wrong-type', status: 415 }],
    ['a type that is none', html('x', { 'content-type': 'html please' }), { code: 'fetch-wrong-type' }],
    ['bytes that are no text', html(Buffer.from([0xff, 0x00, 0xc0])), { code: 'fetch-wrong-type' }],
    ['a charset of its own', html('x', { 'content-type': 'text/html; charset=klingon' }), { code: 'fetch-wrong-type' }],
    ['too much', html(Buffer.alloc(6e6)), { code: 'fetch-too-large', status: 422 }],
    ['too much by its own word', html('x', { 'content-length': '6000000' }), { code: 'fetch-too-large' }],
    ['a bomb', html(gzipSync(Buffer.alloc(20e6)), { 'content-encoding': 'gzip' }), { code: 'fetch-too-large' }],
    ['broken gzip', html('no gzip', { 'content-encoding': 'gzip' }), { code: 'fetch-failed', retryable: false }],
    [
      'half of gzip',
      html(gzipSync('x'.repeat(99)).subarray(0, 15), { 'content-encoding': 'gzip' }),
      { code: 'fetch-failed' },
    ],
    ['packed twice', html('x', { 'content-encoding': 'gzip, gzip' }), { code: 'fetch-failed' }],
    ['a flood of headers', raw(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(1e5)}\r\n\r\n`), { code: 'fetch-failed' }],
    [
      'something else than HTTP',
      raw('SSH-2.0-x\r\n\r\n'),
      { code: 'fetch-failed', message: expect.stringMatching(/does not answer in HTTP/) },
    ],
    [
      'less than it said',
      raw('HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 9\r\n\r\nabc'),
      { code: 'fetch-failed', retryable: true },
    ],
    ['a reset', ({ socket }) => socket.resetAndDestroy(), { code: 'fetch-failed', retryable: true }],
    [
      'redirects without end',
      (request, response) => status(302, { location: request.url ?? '' })(request, response),
      { code: 'fetch-failed', retryable: false },
    ],
  ])('that is %s is one clear error', async (_, listener, error) => {
    pages.set('/', listener);
    await using fetcher = open();
    await expect(fetcher.fetch(base, by())).rejects.toMatchObject(error);
    expect(asked.length).toBeLessThanOrEqual(6);
  });

  it.each<[string, Listener, object]>([
    ['never begins', () => {}, { silenceMs: 60, totalMs: 60_000 }],
    [
      'pauses without end',
      (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).write('x'),
      { silenceMs: 60, totalMs: 60_000 },
    ],
    [
      'never ends',
      (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).write('x'),
      { totalMs: 60 },
    ],
  ])('that %s is given up', async (_, listener, given) => {
    pages.set('/', listener);
    await using fetcher = open({ limits: { ...limits, ...given } });
    await expect(fetcher.fetch(base, by())).rejects.toMatchObject({
      code: 'fetch-timeout',
      status: 504,
      retryable: true,
    });
  });

  it('is no longer waited for when nobody wants it any more', async () => {
    const off = new AbortController();
    pages.set('/', () => off.abort(new Error('never mind')));
    await using fetcher = open();
    await expect(fetcher.fetch(base, by({ signal: off.signal }))).rejects.toThrow('never mind');
  });

  it('of nobody is an error too', async () => {
    await using fetcher = open({ resolve: async () => [] });
    await expect(fetcher.fetch('http://127.0.0.1:1/', by())).rejects.toMatchObject({
      code: 'fetch-failed',
      retryable: true,
    });
    await expect(fetcher.fetch('http://no.example/', by())).rejects.toMatchObject({
      code: 'fetch-failed',
      retryable: false,
    });
  });
});

describe('politeness', () => {
  const crawling = by({ byHand: false });

  it('asks for robots.txt once a day, for crawlers alone', async () => {
    pages.set('/robots.txt', html('User-agent: upshot\nDisallow: /no', { 'content-type': 'text/plain' }));
    pages.set('/yes', html('x'));
    pages.set('/no', html('x'));
    await using fetcher = open();
    await fetcher.fetch(`${base}/no`, by());
    expect(asked).toEqual(['/no']);
    await fetcher.fetch(`${base}/yes`, crawling);
    await expect(fetcher.fetch(`${base}/no?x`, crawling)).rejects.toMatchObject({
      code: 'fetch-forbidden',
      message: expect.stringMatching(/robots\.txt/),
    });
    expect(asked).toEqual(['/no', '/robots.txt', '/yes']);
    clock.advance(25 * 60 * 60 * 1000);
    pages.set('/robots.txt', status(503)); // then what it said last counts
    await fetcher.fetch(`${base}/yes`, crawling);
    await expect(fetcher.fetch(`${base}/no`, crawling)).rejects.toMatchObject({ code: 'fetch-forbidden' });
    expect(asked).toEqual(['/no', '/robots.txt', '/yes', '/robots.txt', '/yes']);
  });

  it('holds redirects against it too', async () => {
    pages.set('/robots.txt', html('User-agent: *\nDisallow: /no', { 'content-type': 'text/plain' }));
    pages.set('/', status(302, { location: '/no' }));
    await using fetcher = open();
    await expect(fetcher.fetch(base, crawling)).rejects.toMatchObject({ code: 'fetch-forbidden' });
    expect(asked).toEqual(['/robots.txt', '/']);
  });

  it('fetches nothing where there may be a robots.txt that cannot be had', async () => {
    pages.set('/robots.txt', status(500));
    await using fetcher = open();
    const failure = { code: 'fetch-failed', retryable: true, message: expect.stringMatching(/500 to robots\.txt/) };
    await expect(fetcher.fetch(base, crawling)).rejects.toMatchObject(failure);
    await expect(fetcher.fetch(base, crawling)).rejects.toMatchObject(failure);
    expect(asked).toEqual(['/robots.txt']);
  });

  it('leaves a host alone until its Retry-After has passed, and tells everybody at once', async () => {
    pages.set('/', status(429, { 'retry-after': '120' }));
    await using fetcher = open();
    const refusal = { code: 'fetch-failed', retryable: true, retryAfterMs: 120_000 };
    await expect(fetcher.fetch(base, by())).rejects.toMatchObject(refusal);
    await expect(fetcher.fetch(`${base}/other`, by())).rejects.toMatchObject(refusal);
    clock.advance(120_000);
    pages.set('/', status(503, { 'retry-after': '5' }));
    await expect(fetcher.fetch(base, by())).rejects.toMatchObject({ retryAfterMs: 5000 });
    clock.advance(5000);
    pages.set('/', html('x'));
    await fetcher.fetch(base, by());
    expect(asked).toEqual(['/', '/', '/']);
  });

  it('asks a host for one thing at a time', async () => {
    let most = 0;
    let now = 0;
    pages.set('/', (_, response) => {
      most = Math.max(most, ++now);
      setImmediate(() => {
        now -= 1;
        response.writeHead(200, { 'content-type': 'text/html' }).end('x');
      });
    });
    await using fetcher = open();
    await Promise.all(Array.from({ length: 8 }, () => fetcher.fetch(base, crawling)));
    expect([most, asked.length]).toEqual([1, 9]);
  });
});
