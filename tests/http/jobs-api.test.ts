import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TakenJob } from '../../src/queue/queue.ts';
import { backedArticle } from '../support/backed-article.ts';
import { startTestServer, type TestServer } from './test-server.ts';

const KEY = 'correct-horse-battery';
let open: TestServer;
let guarded: TestServer;
beforeAll(async () => {
  open = await startTestServer();
  guarded = await startTestServer({
    settings: { apiKeys: [KEY, 'another-key-entirely'], publicUrl: 'https://digest.example.com' },
  });
});
afterAll(async () => {
  await open[Symbol.asyncDispose]();
  await guarded[Symbol.asyncDispose]();
});

const later = { prefer: 'respond-async' };
const send = (server: TestServer, body: string | object, headers: Record<string, string> = {}) =>
  server.json('/v1/articles', {
    method: 'POST',
    headers: {
      'content-type': typeof body === 'string' ? 'text/markdown' : 'application/json',
      ...later,
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
async function take(server: TestServer): Promise<TakenJob> {
  return (await server.deps.queue.take(server.clock.now() + 60_000)) ?? expect.unreachable();
}

describe('POST /v1/articles/{id}/resummarise with Prefer: respond-async', () => {
  const resummarise = (id: string, headers: Record<string, string> = {}) =>
    open.json(`/v1/articles/${id}/resummarise`, { method: 'POST', headers: { ...later, ...headers } });

  it('puts the entry on the queue, as it was looked at', async () => {
    const { body: entry } = await send(open, `${backedArticle} To be drafted anew.`, { prefer: 'wait' });
    const answer = await resummarise(entry.id, { 'if-match': `"${entry.version}"` });
    expect([answer.status, answer.body.state]).toEqual([202, 'waiting']);
    expect(answer.headers.get('preference-applied')).toBe('respond-async');
    expect(answer.headers.get('location')).toBe(`/v1/jobs/${answer.body.id}`);
    const job = await take(open);
    expect([job.id, job.work]).toEqual([answer.body.id, { resummarise: entry.id, seen: entry.version }]);
    await open.deps.queue.complete(job, entry.id);
  });

  it('refuses at once what is not there, or no longer as it was', async () => {
    const { body: entry } = await send(open, `${backedArticle} To be looked at.`, { prefer: 'wait' });
    expect((await resummarise('nosuch')).body.code).toBe('article-not-found');
    expect((await resummarise(entry.id, { 'if-match': '"99"' })).status).toBe(412);
    const text = async () => null;
    await using textless = await startTestServer({ deps: { catalogue: { ...open.deps.catalogue, text } } });
    const refused = await textless.json(`/v1/articles/${entry.id}/resummarise`, { method: 'POST', headers: later });
    expect([refused.status, refused.body.code]).toEqual([409, 'no-text']);
    expect((await open.deps.queue.depth()).jobs.waiting).toBe(0);
  });

  it.each([
    ['redraft-1', '"1"'],
    ['redraft-2', '"7", "1"'],
  ])(
    'answers a request that comes again under its key %s with its job, whatever the entry has become since',
    async (key, tags) => {
      const { body: entry } = await send(open, `${backedArticle} To be sent twice for ${key}.`, { prefer: 'wait' });
      const headers = { 'if-match': tags, 'idempotency-key': key };
      const first = await resummarise(entry.id, headers);
      await open.deps.queue.complete(await take(open), entry.id);
      await open.json(`/v1/articles/${entry.id}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ title: 'Another one' }),
      });
      const again = await resummarise(entry.id, headers);
      expect([again.status, again.body]).toMatchObject([202, { id: first.body.id, state: 'done' }]);
      expect((await resummarise(entry.id, { 'if-match': `"${entry.version}"` })).status).toBe(412);
      const other = await resummarise(entry.id, { 'idempotency-key': key });
      expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
    },
  );
});

describe('POST /v1/articles with Prefer: respond-async', () => {
  it('takes the article, and says where to ask about it and when', async () => {
    const { status, headers, body } = await send(open, { text: backedArticle, title: 'T', tags: ['sre'] });
    expect(status).toBe(202);
    expect(headers.get('preference-applied')).toBe('respond-async');
    expect(headers.get('location')).toBe(`/v1/jobs/${body.id}`);
    expect(headers.get('retry-after')).toBe('2');
    expect(headers.get('cache-control')).toBe('no-store');
    const at = new Date(open.clock.now()).toISOString();
    expect(body).toEqual({
      ...{ id: body.id, state: 'waiting', attempts: 0, createdAt: at, updatedAt: at, dueAt: at },
      ...{ articleId: null, problem: null, links: { self: `/v1/jobs/${body.id}` } },
    });
    const job = await take(open);
    expect(job.work).toEqual({ input: { text: backedArticle, title: 'T', tags: ['sre'] } });
    await open.deps.queue.complete(job, 'an-entry');
  });

  it.each([
    ['Respond-Async', 202],
    ['wait=10, respond-async; x="y"', 202],
    ['return=minimal,respond-async', 202],
    ['respond-async=no', 201],
    ['x="a, respond-async"', 201],
    ['respond-asynchronous', 201],
  ])('reads Prefer: %s as RFC 7240 has it', async (prefer, status) => {
    const answer = await send(open, `${backedArticle} ${prefer}`, { prefer });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('preference-applied')).toBe(status === 202 ? 'respond-async' : null);
    if (status === 202) await open.deps.queue.cancel(answer.body.id);
  });

  it.each([
    ['a text with too few words', 'Two words.', {}, 422, 'article-too-short'],
    ['no text', { title: 'T' }, {}, 400, 'invalid-article'],
    ['an unknown tag', { text: backedArticle, tags: ['astrology'] }, {}, 422, 'unknown-tag'],
    ['another type', backedArticle, { 'content-type': 'image/png' }, 415, 'unsupported-media-type'],
    ['too much', 'word '.repeat(300_000), {}, 413, 'article-too-large'],
    ['a key that is none', backedArticle, { 'idempotency-key': '""' }, 400, 'bad-idempotency-key'],
  ])('refuses %s at once', async (_what, sent, headers, status, code) => {
    const before = (await open.deps.queue.depth()).jobs;
    const answer = await send(open, sent, headers);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect((await open.deps.queue.depth()).jobs).toEqual(before);
  });

  it('makes one job of requests under one key, quoted or not, and refuses another article under it', async () => {
    const first = await send(open, backedArticle, { 'idempotency-key': '"k-1"' });
    const again = await send(open, backedArticle, { 'idempotency-key': 'k-1' });
    expect([again.status, again.body.id]).toEqual([202, first.body.id]);
    const other = await send(open, `${backedArticle} More.`, { 'idempotency-key': '"k-1"' });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
    await open.deps.queue.cancel(first.body.id);
  });

  it('keeps the idempotency keys of different owners apart', async () => {
    const as = (key: string) => ({ authorization: `Bearer ${key}`, 'idempotency-key': 'same' });
    const one = await send(guarded, backedArticle, as(KEY));
    const other = await send(guarded, backedArticle, as('another-key-entirely'));
    expect([one.status, other.status]).toEqual([202, 202]);
    expect(other.body.id).not.toBe(one.body.id);
    for (const { body } of [one, other]) await guarded.deps.queue.cancel(body.id);
  });
});

describe('/v1/jobs', () => {
  it('shows a job on its way, and its article when it is done', async () => {
    const bearer = { authorization: `Bearer ${KEY}` };
    const { body } = await send(guarded, backedArticle, bearer);
    const path = `/v1/jobs/${body.id}`;
    expect(body.links.self).toBe(`https://digest.example.com${path}`);
    const { queue } = guarded.deps;
    const problem = { code: 'provider-unavailable', message: 'It is down' };
    await queue.fail(await take(guarded), problem, guarded.clock.now() + 9500);
    const waiting = await guarded.json(path, { headers: bearer });
    expect(waiting.headers.get('retry-after')).toBe('10');
    expect(waiting.body).toMatchObject({ state: 'waiting', attempts: 1, problem });
    guarded.clock.advance(9500);
    const job = await take(guarded);
    const working = await guarded.json(path, { headers: bearer });
    expect([working.body.state, working.headers.get('retry-after')]).toEqual(['working', '2']);
    await queue.complete(job, 'an-entry');
    const done = await guarded.json(path, { headers: bearer });
    expect(done.headers.get('retry-after')).toBeNull();
    expect(done.headers.get('link')).toBe('<https://digest.example.com/v1/articles/an-entry>; rel="related"');
    expect(done.body).toMatchObject({ state: 'done', articleId: 'an-entry', dueAt: null, problem: null });
    expect(done.body.links.article).toBe('https://digest.example.com/v1/articles/an-entry');
    const cancelled = await guarded.json(path, { method: 'DELETE', headers: bearer });
    expect([cancelled.status, cancelled.body.code]).toEqual([409, 'job-ended']);
    const retried = await guarded.json(`${path}/retry`, { method: 'POST', headers: bearer });
    expect(retried).toMatchObject({ status: 409, body: { code: 'job-ended', hint: cancelled.body.hint } });
  });

  it('cancels, and tries dead letters again', async () => {
    const { body } = await send(open, backedArticle);
    const path = `/v1/jobs/${body.id}`;
    await open.deps.queue.fail(await take(open), { code: 'provider-refused', message: 'No' }, null);
    const failed = await open.json(path);
    expect([failed.body.state, failed.headers.get('retry-after')]).toEqual(['failed', null]);
    const retried = await open.json(`${path}/retry`, { method: 'POST' });
    expect([retried.status, retried.body.state, retried.body.attempts]).toEqual([200, 'waiting', 0]);
    for (const _ of ['once', 'twice']) {
      const cancelled = await open.json(path, { method: 'DELETE' });
      expect([cancelled.status, cancelled.body.state]).toEqual([200, 'cancelled']);
    }
    expect((await open.json(`${path}/retry`, { method: 'POST' })).status).toBe(409);
    expect((await open.ask(path, { method: 'PUT' })).headers.get('allow')).toBe('GET, HEAD, DELETE');
  });

  it('lists by state, with links to the other pages', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) ids.unshift((await send(open, `${backedArticle} ${n}`)).body.id);
    const { status, headers, body } = await open.json('/v1/jobs?state=waiting&perPage=2');
    expect(status).toBe(200);
    expect(body).toMatchObject({ page: 1, perPage: 2, pageCount: 2, total: 3 });
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 2));
    expect(headers.get('link')).toContain('</v1/jobs?state=waiting&perPage=2&page=2>; rel="next"');
    expect((await open.json('/v1/jobs')).body.total).toBeGreaterThan(3);
    const wrong = await open.json('/v1/jobs?state=lost');
    expect([wrong.status, wrong.body.code]).toEqual([400, 'invalid-query']);
    const health = (await open.json('/healthz')).body.queue;
    expect(health).toEqual({
      waiting: 3,
      working: 0,
      failed: 0,
      oldestWaiting: new Date(open.clock.now()).toISOString(),
    });
  });

  it('has the health of the server tell of feeds', async () => {
    expect((await open.json('/healthz')).body.feeds).toEqual({ known: 0, failing: 0, lastReadAt: null });
    const state = { title: null, validators: {}, notBefore: 0, failures: 0, movedTo: null };
    const all = async () => [
      { ...state, url: 'https://a.example/', readAt: 5000, problem: null, gone: false },
      { ...state, url: 'https://b.example/', readAt: 9000, problem: 'It is no feed', gone: false },
      { ...state, url: 'https://c.example/', readAt: null, problem: null, gone: true },
    ];
    await using server = await startTestServer({ deps: { feedStates: { all } } });
    expect((await server.json('/healthz')).body.feeds).toEqual({
      ...{ known: 3, failing: 2, lastReadAt: '1970-01-01T00:00:09.000Z' },
    });
  });

  it.each([
    ['GET', '/v1/jobs/nosuch'],
    ['DELETE', '/v1/jobs/nosuch'],
    ['POST', '/v1/jobs/nosuch/retry'],
  ])('%s %s is a 404', async (method, path) => {
    const { status, body } = await open.json(path, { method });
    expect([status, body.code]).toEqual([404, 'job-not-found']);
  });

  it.each([
    ['GET', '/v1/jobs'],
    ['GET', '/v1/jobs/nosuch'],
    ['DELETE', '/v1/jobs/nosuch'],
    ['POST', '/v1/jobs/nosuch/retry'],
  ])('%s %s needs a key where there are keys', async (method, path) => {
    expect((await guarded.ask(path, { method })).status).toBe(401);
    expect((await guarded.ask(path, { method, headers: { authorization: 'Bearer wrong' } })).status).toBe(403);
  });
});
