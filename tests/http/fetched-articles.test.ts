import { expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import type { FetchOptions, PageFetcher } from '../../src/fetching/page-fetcher.ts';
import { webOf } from '../support/web-of.ts';
import { startTestServer } from './test-server.ts';

const post = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

it('fetches an article of which only the address is sent, as a crawler and with bounded patience', async () => {
  const seen: FetchOptions[] = [];
  const fetcher: PageFetcher = {
    async fetch(url, options) {
      seen.push(options);
      return { outcome: 'fetched', url, permanentUrl: url, type: 'text/html', text: '<p>Hi</p>', validators: {} };
    },
  };
  await using server = await startTestServer({ deps: { fetcher } });
  const { status, headers, body } = await server.json(
    '/v1/articles',
    post({ url: 'https://a.example/x', tags: ['sre'] }),
  );
  expect(status).toBe(201);
  expect(headers.get('location')).toBe(body.links.self);
  expect(body).toMatchObject({ url: 'https://a.example/x', summary: { tags: ['sre'] } });
  expect(seen).toEqual([expect.objectContaining({ patienceMs: 30_000 })]);
  expect(seen[0]?.byHand ?? false).toBe(false);
});

it('fetches nothing when the text is sent too', async () => {
  const fetcher = webOf({});
  await using server = await startTestServer({ deps: { fetcher } });
  const { status } = await server.json('/v1/articles', post({ url: 'https://a.example/x', text: 'All of it.' }));
  expect([status, fetcher.asked]).toEqual([201, []]);
});

it('answers with what went wrong on the way', async () => {
  const busy = new AppError('a.example asked to be left alone for a while', {
    ...{ code: 'fetch-failed', status: 502, retryable: true, retryAfterMs: 4500 },
  });
  await using server = await startTestServer({ deps: { fetcher: webOf({ 'https://a.example/x': busy }) } });
  const { status, headers, body } = await server.json('/v1/articles', post({ url: 'https://a.example/x' }));
  expect(status).toBe(502);
  expect(headers.get('content-type')).toContain('application/problem+json');
  expect(headers.get('retry-after')).toBe('5');
  expect(body).toMatchObject({ code: 'fetch-failed', detail: expect.stringContaining('a.example') });
});

it.each([[{}], [{ title: 'x' }], [{ url: 'ftp://a.example/' }], [{ url: 'https://a.example/', text: 1 }]])(
  'refuses %j before anything is fetched',
  async (body) => {
    const fetcher = webOf({});
    await using server = await startTestServer({ deps: { fetcher } });
    expect((await server.json('/v1/articles', post(body))).status).toBe(400);
    expect(fetcher.asked).toEqual([]);
  },
);
