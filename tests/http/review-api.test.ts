import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KEY, type OpenAndGuarded, startOpenAndGuarded } from './open-and-guarded.ts';
import type { TestServer } from './test-server.ts';

let servers: OpenAndGuarded;
let open: TestServer;
let guarded: TestServer;
beforeAll(async () => {
  servers = await startOpenAndGuarded({ publicUrl: 'https://digest.example.com' });
  ({ open, guarded } = servers);
});
afterAll(() => servers[Symbol.asyncDispose]());

let saved = 0;
async function waiting(server = open): Promise<string> {
  saved += 1;
  await server.save(`w${saved}`, { status: 'needs-review' });
  return `w${saved}`;
}
const decide = async (
  id: string,
  body: unknown,
  { server = open, headers = {}, path = `/v1/articles/${id}/review` } = {},
) => {
  const response = await server.ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
};
const publishedIds = async (server = open) =>
  (await server.json('/v1/articles?perPage=100')).body.items.map(({ id }: { id: string }) => id);

describe('POST /v1/articles/{id}/review', () => {
  it('publishes what is accepted and answers with the entry', async () => {
    const id = await waiting();
    expect(await publishedIds()).not.toContain(id);
    const { status, body } = await decide(id, { decision: 'accept', reason: 'The figure is in the picture.' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ id, status: 'published' });
    expect(body.links.self).toBe(`https://digest.example.com/v1/articles/${id}`);
    expect(await publishedIds()).toContain(id);
  });

  it('answers 204 to a rejection, and the entry is gone', async () => {
    const id = await waiting();
    expect(await decide(id, { decision: 'reject' })).toEqual({ status: 204, body: null });
    expect((await open.ask(`/v1/articles/${id}`)).status).toBe(404);
    expect((await open.json('/v1/articles?status=needs-review')).body.total).toBe(0);
    expect(await decide(id, { decision: 'accept' })).toMatchObject({
      status: 404,
      body: { code: 'article-not-found' },
    });
  });

  it('answers with the published entry that an accepted one revises', async () => {
    const url = 'https://example.com/revised';
    await open.save('first', { url, title: 'First' });
    await open.save('second', { url, title: 'Second', status: 'needs-review' });
    const { body: shown } = await open.json('/v1/articles/second');
    expect(shown).toMatchObject({ revises: 'first', status: 'needs-review', url });
    expect((await open.json('/v1/articles/first')).body).toMatchObject({ title: 'First', status: 'published' });
    const { body } = await decide('second', { decision: 'accept' });
    expect(body).toMatchObject({ id: 'first', title: 'Second', status: 'published' });
    expect(body).not.toHaveProperty('revises');
    expect((await open.ask('/v1/articles/second')).status).toBe(404);
  });

  it('lets one of two decisions at once succeed', async () => {
    const id = await waiting();
    const answers = await Promise.all([decide(id, { decision: 'accept' }), decide(id, { decision: 'accept' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'not-waiting' });
  });

  it.each<[string, unknown, number, string]>([
    ['no JSON', '{"decision', 400, 'malformed-json'],
    ['nothing', '', 400, 'malformed-json'],
    ['another decision', { decision: 'maybe' }, 400, 'invalid-review'],
    ['no decision', { reason: 'x' }, 400, 'invalid-review'],
    ['too long a reason', { decision: 'accept', reason: 'x'.repeat(501) }, 400, 'invalid-review'],
    ['far too long a reason', { decision: 'accept', reason: 'x'.repeat(20_000) }, 413, 'review-too-large'],
  ])('refuses %s, and decides nothing', async (_what, body, status, code) => {
    const id = await waiting();
    expect(await decide(id, body)).toMatchObject({ status, body: { code } });
    expect((await open.json(`/v1/articles/${id}`)).body.status).toBe('needs-review');
  });

  it('takes JSON alone, by POST alone', async () => {
    const id = await waiting();
    expect(await decide(id, 'decision=accept', { headers: { 'content-type': 'text/plain' } })).toMatchObject({
      ...{ status: 415, body: { code: 'unsupported-media-type' } },
    });
    const response = await open.ask(`/v1/articles/${id}/review`);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('needs a key where keys are set, whatever is at the address', async () => {
    const id = await waiting(guarded);
    const authorization = { authorization: `Bearer ${KEY}` };
    for (const target of [id, 'nobody']) {
      const accept = { decision: 'accept' };
      expect((await decide(target, accept, { server: guarded })).status).toBe(401);
      expect((await decide(target, accept, { server: guarded, headers: { authorization: 'Bearer no' } })).status).toBe(
        403,
      );
    }
    expect(await publishedIds(guarded)).toEqual([]);
    expect((await decide(id, { decision: 'accept' }, { server: guarded, headers: authorization })).status).toBe(200);
    expect(await publishedIds(guarded)).toEqual([id]);
  });
});
