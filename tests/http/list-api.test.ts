import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Json, startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  for (let n = 0; n < 25; n += 1) {
    const title = n === 7 ? 'The zebra of the herd' : `Title ${String(n).padStart(2, '0')}`;
    await server.save(`e${n}`, {
      title,
      now: Date.UTC(2026, 0, 1 + n),
      tags: n < 12 ? ['sre', 'data'] : ['general'],
      source: n % 2 ? 'Odd' : 'Even',
    });
  }
  await server.save('waiting', { status: 'needs-review', tags: ['sre'] });
});
afterAll(() => server[Symbol.asyncDispose]());

const ids = (body: Json) => body.items.map(({ id }: Json) => id);

describe('GET /v1/articles', () => {
  it('lists what is published, newest first, ten a page', async () => {
    const { status, body } = await server.json('/v1/articles');
    expect(status).toBe(200);
    expect(body).toMatchObject({ page: 1, perPage: 10, pageCount: 3, total: 25 });
    expect(ids(body)).toEqual(['e24', 'e23', 'e22', 'e21', 'e20', 'e19', 'e18', 'e17', 'e16', 'e15']);
    expect(body.items[0].links.self).toBe('/v1/articles/e24');
  });

  it.each([
    ['tag=sre&perPage=3&sort=oldest', ['e0', 'e1', 'e2']],
    ['source=Odd&perPage=2', ['e23', 'e21']],
    ['q=zebra', ['e7']],
    ['sort=title&perPage=2', ['e7', 'e0']],
    ['status=needs-review', ['waiting']],
    ['page=3&perPage=12', ['e0']],
    ['page=99&perPage=12', ['e0']],
    ['q=&perPage=1', ['e24']],
    ['q=%22%27%28OR%20*&perPage=1', []],
  ])('understands %s', async (query, expected) => {
    const { status, body } = await server.json(`/v1/articles?${query}`);
    expect(status).toBe(200);
    expect(ids(body)).toEqual(expected);
  });

  it('links to the other pages, keeping what was asked', async () => {
    const links = async (query: string) => (await server.ask(`/v1/articles?${query}`)).headers.get('link');
    expect(await links('tag=sre&perPage=5&page=2')).toBe(
      '</v1/articles?tag=sre&perPage=5&page=1>; rel="first", </v1/articles?tag=sre&perPage=5&page=1>; rel="prev", ' +
        '</v1/articles?tag=sre&perPage=5&page=3>; rel="next", </v1/articles?tag=sre&perPage=5&page=3>; rel="last"',
    );
    expect(await links('source=Odd&perPage=100')).toBe(
      '</v1/articles?source=Odd&perPage=100&page=1>; rel="first", </v1/articles?source=Odd&perPage=100&page=1>; rel="last"',
    );
    expect(await links('q=a%3E%22b&page=7')).toMatch(/^<\/v1\/articles\?q=a%3E%22b&page=1>; rel="first"/);
  });

  it.each([
    ['page=0', 'page must be at least 1'],
    ['page=-1', 'page must be at least 1'],
    ['page=99999999999999999999', 'page must be at most 100000000'],
    ['page=1.5', 'page must be a whole number'],
    ['page=x', 'page must be a whole number'],
    ['page=1&page=2', 'page may be given once'],
    ['perPage=101', 'perPage must be at most 100'],
    ['perPage=', 'perPage must be a whole number'],
    ['sort=best', 'sort must be one of newest, oldest, title, source'],
    ['status=draft', 'status must be one of published, needs-review'],
    ['tag=nope', 'tag "nope" is not in the vocabulary. The tags are general, sre'],
    ['tag=sre&tag=data', 'tag may be given once'],
    ['source=', 'source must not be empty'],
    ['perpage=10', 'perpage is not known here'],
    ['exact=yes', 'exact must be true or false'],
  ])('refuses %s: %s', async (query, detail) => {
    const { status, body } = await server.json(`/v1/articles?${query}`);
    expect(status).toBe(400);
    expect(body.code).toBe('invalid-query');
    expect(body.errors).toEqual([{ detail: expect.stringContaining(detail), pointer: `/${query.split('=')[0]}` }]);
  });

  it('names every wrong parameter at once', async () => {
    const { body } = await server.json('/v1/articles?page=x&sort=y');
    expect(body.errors.map(({ pointer }: Json) => pointer).sort()).toEqual(['/page', '/sort']);
  });
});

it('GET /v1/tags tells the vocabulary and its counts', async () => {
  const { body } = await server.json('/v1/tags');
  expect(body.tags.map(({ id }: Json) => id)).toEqual(server.deps.vocabulary.tags.map(({ id }) => id));
  expect(body.tags.find(({ id }: Json) => id === 'sre')).toEqual({
    id: 'sre',
    name: 'SRE',
    description: expect.any(String),
    count: 12,
  });
});

it('writes absolute addresses where readers have one', async () => {
  await using public_ = await startTestServer({ settings: { publicUrl: 'https://digest.example.com/up' } });
  const { headers, body } = await public_.json('/v1/articles', {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: 'a',
  });
  expect(body.links).toMatchObject({ html: `https://digest.example.com/up/articles/${body.id}` });
  expect(headers.get('location')).toBe(`https://digest.example.com/up/v1/articles/${body.id}`);
  expect((await public_.ask('/v1/articles')).headers.get('link')).toContain(
    '<https://digest.example.com/up/v1/articles?',
  );
});
