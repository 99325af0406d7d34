import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkResultSchema } from '../../src/grounding/check-result.ts';
import { startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const text = '# The queue\n\nThe queue stopped for **52 minutes** on 4 March. No upload was lost.';
const post = (body: unknown, type = 'application/json') =>
  server.json('/v1/check', {
    method: 'POST',
    headers: { 'content-type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

it('answers with the evidence for each claim, whose spans point into the text that comes with it', async () => {
  const claims = ['The queue stopped for 52 minutes.', 'The queue stopped for 25 minutes.'];
  const { status, body } = await post({ text, format: 'markdown', claims });
  expect(status).toBe(200);
  const result = checkResultSchema.parse(body);
  expect(result.evidence).toMatchObject([
    { claim: 'claims/0', text: claims[0], supported: true, issues: [] },
    { claim: 'claims/1', text: claims[1], supported: false, issues: [{ code: 'number' }] },
  ]);
  const [span] = result.evidence[0]?.spans ?? [];
  expect(span?.quote).toBe('The queue stopped for 52 minutes on 4 March.');
  expect(result.text.slice(span?.start, span?.end)).toBe(span?.quote);
});

it('keeps nothing', async () => {
  await post({ text, claims: ['No upload was lost.'] });
  expect((await server.json('/v1/articles')).body.total).toBe(0);
});

it.each([
  ['no claims', { text }, 400, 'invalid-check'],
  ['an empty list', { text, claims: [] }, 400, 'invalid-check'],
  ['an empty claim', { text, claims: [' '] }, 400, 'invalid-check'],
  ['too many claims', { text, claims: Array.from({ length: 101 }, () => 'It is so.') }, 400, 'invalid-check'],
  ['a claim without a letter or digit', { text, claims: ['It is so.', '... 🙂'] }, 400, 'invalid-check'],
  ['an invisible claim', { text, claims: ['\u200b\u200b'] }, 400, 'invalid-check'],
  ['a claim of too many figures', { text, claims: ['3 ms, '.repeat(21)] }, 400, 'invalid-check'],
  ['a claim too long', { text, claims: ['so '.repeat(400)] }, 400, 'invalid-check'],
  ['what is not known', { text, claims: ['It is so.'], tags: ['sre'] }, 400, 'invalid-check'],
  ['no prose', { text: '```\ncode\n```', format: 'markdown', claims: ['It is so.'] }, 422, 'not-an-article'],
  ['no JSON', '{', 400, 'malformed-json'],
])('refuses %s', async (_, body, status, code) => {
  expect(await post(body)).toMatchObject({ status, body: { code } });
});

it('names the claim that is wrong, and what it should be', async () => {
  const { body } = await post({ text, claims: ['It is so.', '3 ms, '.repeat(21), '...'] });
  expect(body.errors).toEqual([
    { detail: 'claims/1: a claim must have at most 20 figures; split it', pointer: '/claims/1' },
    { detail: 'claims/2: a claim must have a letter or a digit', pointer: '/claims/2' },
  ]);
});

it('takes JSON only, and POST only', async () => {
  expect(await post(text, 'text/markdown')).toMatchObject({ status: 415 });
  expect(await server.json('/v1/check')).toMatchObject({ status: 405 });
});
