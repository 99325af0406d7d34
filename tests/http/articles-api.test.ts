import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const post = (
  body: RequestInit['body'],
  type: string | null = 'application/json',
  headers: Record<string, string> = {},
) =>
  server.json('/v1/articles', {
    method: 'POST',
    headers: type === null ? headers : { 'content-type': type, ...headers },
    ...(body === undefined ? {} : { body }),
  });

type Refusal = [
  what: string,
  sent: RequestInit['body'],
  type: string | null,
  status: number,
  code: string,
  detail: string,
];

/** JSON that would hold every other request up. */
const crowded: readonly [what: string, sent: string][] = [
  ['many unknown fields', `{${Array.from({ length: 150_000 }, (_, i) => `"k${i}":1`).join(',')}}`],
  ['a text of many lists', `{"text":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`],
  ['brackets that never end', '['.repeat(2_000_000)],
  ['many tags', `{"text":"a \\" b","tags":[${'"a",'.repeat(60)}"a"]}`],
];

describe('POST /v1/articles', () => {
  it('answers 201 with Location for what is new, and 200 with the same entry for what is there', async () => {
    const sent = JSON.stringify({ text: 'A long story.', title: 'A story', tags: ['SRE'] });
    const first = await post(sent);
    expect(first.status).toBe(201);
    expect(first.headers.get('location')).toBe(first.body.links.self);
    expect(first.body).toMatchObject({ title: 'A story', status: 'published', summary: { tags: ['sre'] } });

    const again = await post(sent);
    expect(again).toMatchObject({ status: 200, body: first.body });
    expect(again.headers.get('location')).toBeNull();
    expect(await server.json(first.body.links.self)).toMatchObject({ status: 200, body: first.body });
  });

  it('answers 200 with the same id for another text at a known address', async () => {
    const url = 'https://example.com/revised';
    const first = await post(JSON.stringify({ text: 'The first text.', url }));
    const second = await post(JSON.stringify({ text: 'The second text.', url }));
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body.id).toBe(first.body.id);
  });

  it.each([
    ['text/markdown', 'Größe', Buffer.from('Größe')],
    ['text/html; charset=utf-8', '<p>Größe of a page', Buffer.from('<p>Größe of a page')],
    ['text/plain; charset="iso-8859-1"', 'Größe in Latin 1', Buffer.from('Größe in Latin 1', 'latin1')],
    ['text/plain; charset=UTF-16LE', 'Größe in UTF-16', Buffer.from('Größe in UTF-16', 'utf16le')],
    ['text/plain', 'after a mark', Buffer.from('\uFEFFafter a mark')],
    [
      'text/html',
      '<meta charset="windows-1252">“curly”',
      Buffer.from('<meta charset="windows-1252">\x93curly\x94', 'latin1'),
    ],
    ['text/html', '<meta charset="utf-16"><p>Größe', Buffer.from('<meta charset="utf-16"><p>Größe')],
    [
      'text/html',
      '<?xml version="1.0" encoding="iso-8859-1"?><p>Größe',
      Buffer.from('<?xml version="1.0" encoding="iso-8859-1"?><p>Größe', 'latin1'),
    ],
    [
      'text/html',
      `<!--${'-'.repeat(3_000)}--><meta charset=iso-8859-1>Größe`,
      Buffer.from(`<!--${'-'.repeat(3_000)}--><meta charset=iso-8859-1>Größe`, 'latin1'),
    ],
    ['text/html', '<meta charset="iso-8859-1">Größe', Buffer.from('\uFEFF<meta charset="iso-8859-1">Größe')],
    ['text/plain; charset=iso-8859-1', 'marked Größe', Buffer.from('\uFEFFmarked Größe')],
    ['text/plain', 'Größe, little end first', Buffer.from('\uFEFFGröße, little end first', 'utf16le')],
    ['text/html; charset=utf-8', 'Größe, big end first', Buffer.from('\uFEFFGröße, big end first', 'utf16le').swap16()],
    ['application/json; charset=utf-8', 'as JSON', Buffer.from('{"text":"as JSON"}')],
  ])('reads %s as it is meant: %.40s', async (type, text, bytes) => {
    const { status, body } = await post(new Uint8Array(bytes), type);
    expect(status).toBe(201);
    expect(await (await server.ask(body.links.text)).text()).toBe(text);
  });

  it('takes a text full of what JSON is made of', async () => {
    const text = 'a "quoted", \\ [list], {"k": "\\\\"}\n'.repeat(20_000);
    const { status, body } = await post(JSON.stringify({ text }));
    expect(status).toBe(201);
    expect(await (await server.ask(body.links.text)).text()).toBe(text);
  });

  it('reads a compressed body', async () => {
    const { status } = await post(new Uint8Array(gzipSync('squeezed')), 'text/plain', { 'content-encoding': 'gzip' });
    expect(status).toBe(201);
  });

  it.each<Refusal>([
    ['no body', undefined, 'application/json', 400, 'malformed-json', 'it is empty'],
    [
      'broken JSON',
      '{"text":\n  oops}',
      'application/json',
      400,
      'malformed-json',
      'the character o stands where JSON allows none',
    ],
    ['JSON cut short', '{"text": "a', 'application/json', 400, 'malformed-json', 'line 1, column 12'],
    ['a JSON list', '[]', 'application/json', 400, 'invalid-article', 'the body must be an object'],
    ['no text', '{}', 'application/json', 400, 'invalid-article', 'text is missing'],
    ['text of a wrong type', '{"text": 7}', 'application/json', 400, 'invalid-article', 'text must be a string'],
    ['an unknown field', '{"text":"a","titel":"b"}', 'application/json', 400, 'invalid-article', 'titel is not known'],
    [
      'an unknown format',
      '{"text":"a","format":"pdf"}',
      'application/json',
      400,
      'invalid-article',
      'format must be one of markdown, html, text',
    ],
    [
      'an address of another scheme',
      '{"text":"a","url":"javascript:alert(1)"}',
      'application/json',
      400,
      'invalid-article',
      'url must be an absolute http',
    ],
    ['four tags', '{"text":"a","tags":["a","b","c","d"]}', 'application/json', 400, 'invalid-article', 'tags'],
    [
      'a date that is none',
      '{"text":"a","publishedAt":"soon"}',
      'application/json',
      400,
      'invalid-article',
      'publishedAt must be an ISO 8601',
    ],
    ['an empty text', '{"text": " "}', 'application/json', 422, 'invalid-article', 'text must not be empty'],
    ['an empty raw body', '', 'text/plain', 422, 'invalid-article', 'text must not be empty'],
    [
      'bytes that are no UTF-8',
      new Uint8Array([0x61, 0xff, 0xfe]),
      'text/plain',
      400,
      'malformed-body',
      'not valid UTF-8',
    ],
    ['an unknown charset', 'a', 'text/plain; charset=klingon', 415, 'unsupported-charset', '"klingon"'],
    ['a type that is no article', 'a', 'image/png', 415, 'unsupported-media-type', 'image/png'],
    [
      'what curl -d sends',
      'a=b',
      'application/x-www-form-urlencoded',
      415,
      'unsupported-media-type',
      'x-www-form-urlencoded',
    ],
    ['no type', new Uint8Array([65]), null, 415, 'unsupported-media-type', 'without a valid Content-Type'],
    ['a raw body past 1 MB', 'a'.repeat(1024 * 1024 + 1), 'text/plain', 413, 'article-too-large', 'larger than 1 MB'],
    [
      'a text past 1 MB in JSON',
      JSON.stringify({ text: 'ä'.repeat(600_000) }),
      'application/json',
      413,
      'article-too-large',
      'larger than 1 MB',
    ],
    ...crowded.map(
      ([what, sent]): Refusal => [
        what,
        sent,
        'application/json',
        400,
        'invalid-article',
        'more than 50 fields and values',
      ],
    ),
    [
      'JSON of more than three times an article',
      `"${'a'.repeat(3.2 * 1024 * 1024)}"`,
      'application/json',
      413,
      'article-too-large',
      'larger than 1 MB',
    ],
  ])('refuses %s', async (_what, sent, type, status, code, detail) => {
    const answer = await post(sent, type);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ status, code, type: `/problems/${code}`, instance: '/v1/articles' });
    expect(answer.body.detail).toContain(detail);
    expect(answer.body.hint).toEqual(expect.any(String));
    if (code === 'unsupported-media-type') expect(answer.headers.get('accept-post')).toContain('text/markdown');
  });

  it('takes a text that JSON writes three times as long', async () => {
    const text = 'Очередь снова была переполнена. '.repeat(16_000);
    const escaped = JSON.stringify(text).replaceAll(/[^ -~]/g, (c) => `\\u0${c.charCodeAt(0).toString(16)}`);
    expect(escaped.length).toBeGreaterThan(2.3 * 1024 * 1024);
    expect((await post(`{"text": ${escaped}}`)).status).toBe(201);
  });

  it('tells everything that is wrong at once, each with its place', async () => {
    const { body } = await post('{"text":"a","title":"","tags":["ok",7],"a/b":1}');
    expect(body.errors).toEqual([
      { detail: 'title must not be empty', pointer: '/title' },
      { detail: 'tags/1 must be a string', pointer: '/tags/1' },
      { detail: 'a/b is not known here', pointer: '/a~1b' },
    ]);
  });

  it('refuses a body that does not inflate or is squeezed in an unknown way', async () => {
    const broken = await post('not gzip', 'text/plain', { 'content-encoding': 'gzip' });
    expect(broken).toMatchObject({ status: 400, body: { code: 'malformed-request' } });
    const unknown = await post('a', 'text/plain', { 'content-encoding': 'zip' });
    expect(unknown).toMatchObject({ status: 415, body: { code: 'unsupported-encoding' } });
    const bomb = await post(new Uint8Array(gzipSync('a'.repeat(9_000_000))), 'text/plain', {
      'content-encoding': 'gzip',
    });
    expect(bomb.status).toBe(413);
  });
});

describe('what the summariser throws', () => {
  const failing = async (error: unknown) => {
    const summarise = () => Promise.reject(error);
    await using failed = await startTestServer({ deps: { summariser: { summarise, preview: summarise } } });
    const answer = await failed.json('/v1/articles', {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: 'a',
    });
    return { ...answer, logged: failed.logged };
  };

  it('is told with its status, code, hint and details', async () => {
    const errors = [{ detail: 'bullets must be 5 or 6', pointer: '/summary/bullets' }];
    const thrown = new AppError('no valid summary', {
      code: 'no-valid-summary',
      status: 502,
      hint: 'Try again.',
      errors,
    });
    const { body, headers } = await failing(thrown);
    expect(body).toEqual({
      type: '/problems/no-valid-summary',
      title: 'No valid summary',
      status: 502,
      detail: 'no valid summary',
      instance: '/v1/articles',
      code: 'no-valid-summary',
      hint: 'Try again.',
      errors,
    });
    expect(headers.get('retry-after')).toBeNull();
  });

  it.each([
    [429, 1500, '2'],
    [503, undefined, '5'],
    [502, 30_000, '30'],
  ])('with %i says when to come back: %s', async (status, retryAfterMs, seconds) => {
    const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
    const { headers } = await failing(new AppError('later', { code: 'later', status, ...wait }));
    expect(headers.get('retry-after')).toBe(seconds);
  });

  it('is hidden and logged with its cause where it was not foreseen', async () => {
    const { status, body, logged } = await failing(new Error('secret at /etc/key'));
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toMatch(/secret|\/etc|\bat \//);
    expect(body.code).toBe('internal-error');
    expect(JSON.stringify(logged)).toContain('secret at /etc/key');
  });
});

describe('reading', () => {
  it('answers 404 for what is not there', async () => {
    for (const path of [
      '/v1/articles/nope',
      '/v1/articles/nope/text',
      '/v1/nope',
      '/nope',
      '/v1/articles/nope/text/more',
    ]) {
      expect(await server.json(path), path).toMatchObject({ status: 404, body: { status: 404, instance: path } });
    }
  });

  it('answers 404 for the text of an entry without one', async () => {
    await using other = await startTestServer();
    await other.save('imported');
    const catalogue = { ...other.deps.catalogue, text: async () => null };
    await using bare = await startTestServer({ deps: { catalogue } });
    expect(await bare.json('/v1/articles/imported/text')).toMatchObject({
      status: 404,
      body: { code: 'text-not-found' },
    });
  });

  it.each([
    ['/v1/articles', 'GET, HEAD, POST'],
    ['/v1/tags', 'GET, HEAD'],
    ['/healthz', 'GET, HEAD'],
    ['/submit', 'GET, HEAD, POST'],
  ])('answers 405 with Allow on %s, and tells OPTIONS', async (path, allow) => {
    const refused = await server.json(path, { method: 'DELETE' });
    expect(refused).toMatchObject({ status: 405, body: { code: 'method-not-allowed' } });
    expect(refused.headers.get('allow')).toBe(allow);
    const options = await server.ask(path, { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([204, allow]);
  });

  it.each(['/%zz', '/v1/articles/%zz', '/tags/%E9', '/search?q=%'])(
    'answers 400 for the broken address %s',
    async (path) => {
      expect(await server.json(path)).toMatchObject({ status: 400, body: { code: 'malformed-url' } });
    },
  );

  it('answers HEAD like GET, without a body', async () => {
    const response = await server.ask('/v1/tags', { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  it('tells its health, and 503 when the catalogue does not answer', async () => {
    expect(await server.json('/healthz')).toMatchObject({
      status: 200,
      body: { status: 'ok', version: '1.2.3', provider: { name: 'scripted', model: 'script' } },
    });
    const catalogue = { ...server.deps.catalogue, check: () => Promise.reject(new Error('disk full at /var')) };
    await using sick = await startTestServer({ deps: { catalogue } });
    const { status, headers, body } = await sick.json('/healthz');
    expect([status, headers.get('retry-after'), body.code]).toEqual([503, '5', 'catalogue-unavailable']);
    expect(JSON.stringify(body)).not.toContain('disk');
  });
});
