import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { candidate } from '../contract/candidate.ts';
import { backedArticle } from '../support/backed-article.ts';
import { validSummary } from '../support/summaries.ts';
import { type Json, startTestServer, type TestServer } from './test-server.ts';

const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }));
const auth = { authorization: 'Bearer a-key-of-many-letters' };
const sent = { ...auth, 'content-type': 'application/json' };

let server: TestServer;
let document: Json;
beforeAll(async () => {
  server = await startTestServer({ settings: { apiKeys: ['a-key-of-many-letters'] } });
  document = (await server.json('/openapi.json')).body;
  ajv.addSchema(document, 'api');
});
afterAll(() => server[Symbol.asyncDispose]());

/** The schema at a JSON pointer into the document. */
const schemaAt = (...path: string[]) =>
  ajv.compile({
    $ref: `api#/${path.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`,
  });

it('is valid OpenAPI 3.1', async () => {
  const validator = new Validator();
  expect(await validator.validate(structuredClone(document))).toMatchObject({ valid: true });
  expect(validator.version).toBe('3.1');
  const wrong = structuredClone(document);
  wrong.paths['/v1/tags'].get.responses = 'none';
  expect(await new Validator().validate(wrong)).toMatchObject({ valid: false });
});

it('gives every operation a section and a name of its own, and examples that its own schemas take', () => {
  const operations = Object.entries<Json>(document.paths).flatMap(([path, item]) =>
    Object.entries<Json>(item).map(([method, operation]) => ({ path, method, ...operation })),
  );
  const sections = document.tags.map(({ name }: Json) => name);
  expect(operations.filter(({ tags }) => tags?.length !== 1 || !sections.includes(tags[0]))).toEqual([]);
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  const faults: unknown[] = [];
  let examples = 0;
  const hold = (value: unknown, ...path: string[]) => {
    const schema = schemaAt(...path);
    examples += 1;
    if (!schema(value)) faults.push({ path, errors: schema.errors });
  };
  for (const { path, method, requestBody } of operations)
    for (const [type, { example }] of Object.entries<Json>(requestBody?.content ?? {}))
      if (example !== undefined) hold(example, 'paths', path, method, 'requestBody', 'content', type, 'schema');
  for (const [name, schema] of Object.entries<Json>(document.components.schemas))
    for (const example of schema.examples ?? []) hold(example, 'components', 'schemas', name);
  expect(faults).toEqual([]);
  expect(examples).toBeGreaterThan(9);
  const unshown = operations.filter(({ requestBody }) => {
    const json = requestBody?.content?.['application/json'];
    return json !== undefined && json.example === undefined;
  });
  expect(unshown.map(({ operationId }) => operationId)).toEqual([]);
});

it('describes every answer of a session', async () => {
  const body = (value: unknown) => ({ method: 'POST', headers: sent, body: JSON.stringify(value) });
  await server.save('a', {
    tags: ['sre'],
    source: 'S',
    url: 'https://example.com/a',
    summary: { ...validSummary, tags: ['sre'] },
  });
  const ofDigest = { ...validSummary, bullets: validSummary.bullets.slice(0, 3), keywords: [] };
  await server.save('of-a-digest', { summary: ofDigest });
  await server.save('waits', { status: 'needs-review', summary: validSummary });
  await server.deps.catalogue.save(candidate('gone', { tags: ['data'] }));
  const session: readonly (readonly [path: string, template: string, init: RequestInit, status: number])[] = [
    ['/v1/articles', '/v1/articles', body({ text: backedArticle, tags: ['ml'] }), 201],
    ['/v1/articles', '/v1/articles', body({ text: backedArticle, tags: ['ml'] }), 200],
    [
      '/v1/articles',
      '/v1/articles',
      { ...body({ text: `${backedArticle} More.` }), headers: { ...sent, prefer: 'respond-async' } },
      202,
    ],
    ['/v1/articles', '/v1/articles', body({ nothing: 1 }), 400],
    ['/v1/articles', '/v1/articles', { method: 'POST', body: '{}' }, 401],
    ['/v1/articles?perPage=2', '/v1/articles', {}, 200],
    ['/v1/articles?q=operators', '/v1/articles', {}, 200],
    ['/v1/articles?page=0', '/v1/articles', {}, 400],
    ['/v1/articles?status=needs-review', '/v1/articles', {}, 401],
    ['/v1/articles?status=needs-review', '/v1/articles', { headers: auth }, 200],
    ['/v1/articles/a', '/v1/articles/{id}', {}, 200],
    ['/v1/articles/of-a-digest', '/v1/articles/{id}', {}, 200],
    ['/v1/articles/nobody', '/v1/articles/{id}', {}, 404],
    ['/v1/articles/a/text', '/v1/articles/{id}/text', {}, 200],
    ['/v1/articles/a/revisions', '/v1/articles/{id}/revisions', { headers: auth }, 200],
    ['/v1/articles/waits/review', '/v1/articles/{id}/review', body({ decision: 'accept' }), 200],
    ['/v1/articles/waits/review', '/v1/articles/{id}/review', body({ decision: 'accept' }), 409],
    ['/v1/jobs', '/v1/jobs', { headers: auth }, 200],
    ['/v1/jobs/none', '/v1/jobs/{id}', { headers: auth }, 404],
    ['/v1/check', '/v1/check', body({ text: backedArticle, claims: ['The moon is made of cheese.'] }), 200],
    ['/v1/sources', '/v1/sources', {}, 200],
    ['/v1/tags', '/v1/tags', {}, 200],
    ['/healthz', '/healthz', {}, 200],
    ['/openapi.json', '/openapi.json', {}, 200],
    ['/feed.json', '/feed.json', {}, 200],
    ['/tags/sre/feed.json', '/tags/{tag}/feed.json', {}, 200],
    ['/sources/S/feed.atom', '/sources/{source}/feed.atom', {}, 200],
    ['/sources/T/feed.json', '/sources/{source}/feed.json', {}, 404],
    ['/v1/articles/gone', '/v1/articles/{id}', { method: 'DELETE', headers: auth }, 204],
  ];
  const { headers } = await server.ask('/v1/tags');
  const had: RequestInit = { headers: { 'if-none-match': headers.get('etag') ?? '' } };
  await answered('/v1/tags', '/v1/tags', had, 304);
  for (const [path, template, init, status] of session) await answered(path, template, init, status);
});

it('describes every answer to who changes articles, tags and jobs, and takes the catalogue out', async () => {
  const body = (value: unknown, headers: Record<string, string> = {}, method = 'POST') =>
    ({ method, headers: { ...sent, ...headers }, body: JSON.stringify(value) }) satisfies RequestInit;
  const given = { tags: ['finops', 'sre'], url: 'https://example.com/edited' };
  await server.save('edited', { ...given, summary: { ...validSummary, tags: given.tags }, givenTags: given.tags });
  await server.save('taken', { url: 'https://example.com/taken', summary: validSummary });
  const [one, revisions] = ['/v1/articles/edited', '/v1/articles/edited/revisions'];
  const patch = (value: unknown, status: number, headers: Record<string, string> = {}) =>
    answered(one, '/v1/articles/{id}', body(value, headers, 'PATCH'), status);
  const reason = { reason: 'A typing error.', summary: { bullets: validSummary.bullets.toReversed() } };
  const patched = await patch({ ...reason, title: null, author: 'Ada' }, 200, { 'if-match': '"1"' });
  expect(patched).toMatchObject({ version: 2, provenance: { givenTags: { tags: given.tags } } });
  await patch({ unlock: ['author'] }, 200, { 'content-type': 'application/merge-patch+json' });
  await patch({ title: 'x' }, 412, { 'if-match': '"1"' });
  await patch({ title: '\u202e' }, 422);
  await patch({ url: 'https://example.com/taken' }, 409);
  await patch({}, 415, { 'content-type': 'text/plain' });
  await answered(one, '/v1/articles/{id}', { ...body('', {}, 'PATCH'), body: '{' }, 400);
  await answered(one, '/v1/articles/{id}', { method: 'PATCH', body: '{}' }, 401);
  await answered('/v1/articles/no', '/v1/articles/{id}', body({}, {}, 'PATCH'), 404);

  const undo = (number: number | string, status: number, init: RequestInit = body({ reason: 'It was right.' })) =>
    answered(`${revisions}/${number}/undo`, '/v1/articles/{id}/revisions/{number}/undo', init, status);
  await undo(2, 412, body({}, { 'if-match': 'W/"3"' }));
  await undo(2, 200, body({}, { 'if-match': '"1", "3"' }));
  await undo(1, 409);
  await undo(99, 404);
  await undo(2, 422, body({ reason: 1 }));

  const anew = '/v1/articles/{id}/resummarise';
  await answered(`${one}/resummarise`, anew, { method: 'POST', headers: { ...auth, 'if-match': '"1"' } }, 412);
  await answered(`${one}/resummarise`, anew, { method: 'POST', headers: auth }, 200);
  await answered('/v1/articles/no/resummarise', anew, { method: 'POST', headers: auth }, 404);
  const later = { method: 'POST', headers: { ...auth, prefer: 'respond-async' } };
  const { id: job } = await answered(`${one}/resummarise`, anew, later, 202);

  const [at, ofJob, retry] = [`/v1/jobs/${job}`, '/v1/jobs/{id}', '/v1/jobs/{id}/retry'];
  await answered(at, ofJob, { headers: auth }, 200);
  await answered(`${at}/retry`, retry, { method: 'POST', headers: auth }, 200);
  await answered(at, ofJob, { method: 'DELETE', headers: auth }, 200);
  await answered('/v1/jobs?state=cancelled', '/v1/jobs', { headers: auth }, 200);
  await answered(`${at}/retry`, retry, { method: 'POST', headers: auth }, 409);
  await answered('/v1/jobs/no', ofJob, { method: 'DELETE', headers: auth }, 404);

  const tag = (id: string, value: unknown, status: number) =>
    answered(`/v1/tags/${id}`, '/v1/tags/{tag}', body(value), status);
  await tag('finops', { rename: 'cloud-costs', name: 'Cloud costs' }, 200);
  await tag('cloud-costs', { merge: 'general', reason: 'Too fine.' }, 200);
  await tag('mobile', { retire: true }, 200);
  for (const [former, status] of [
    ['finops', 308],
    ['mobile', 410],
  ] as const) {
    await answered(`/v1/articles?tag=${former}`, '/v1/articles', {}, status);
    await answered(`/tags/${former}/feed.json`, '/tags/{tag}/feed.json', {}, status);
  }
  await tag('finops', { retire: true }, 404);
  await tag('sre', { rename: 'data' }, 409);
  await tag('sre', {}, 422);

  await answered(one, '/v1/articles/{id}', { method: 'DELETE', headers: { ...auth, 'if-match': '"1"' } }, 412);
  await answered(one, '/v1/articles/{id}', { method: 'DELETE', headers: auth }, 204);
  const history = await answered(`${revisions}?perPage=100`, '/v1/articles/{id}/revisions', { headers: auth }, 200);
  expect(history.items.map(({ what }: Json) => what)).toEqual([
    ...['deleted', 'retagged', 'retagged', 'drafted-anew', 'undone', 'edited', 'edited', 'created'],
  ]);
  const [path, query] = ['/v1/export.jsonl', '?since=2025-01-01'];
  await answered(path, path, { headers: auth }, 200);
  await answered(`${path}${query}&status=published`, path, { headers: auth }, 200);
  await answered(`${path}?since=never`, path, { headers: auth }, 400);
  await answered(path, path, {}, 401);
});

/** What came, once it was held against what is said of it. */
async function answered(path: string, template: string, init: RequestInit, status: number): Promise<Json> {
  const method = (init.method ?? 'GET').toLowerCase();
  const response = await server.ask(path, init);
  const text = await response.text();
  const asked = `${method} ${path}: ${response.status}`;
  expect([asked, text]).toEqual([`${method} ${path}: ${status}`, text]);
  const described = document.paths[template][method].responses[status];
  expect([asked, described !== undefined]).toEqual([asked, true]);
  const type = (response.headers.get('content-type') ?? '').replace(/;.*/, '');
  if (described.content === undefined) {
    expect([asked, text]).toEqual([asked, '']);
    return null;
  }
  expect([asked, Object.keys(described.content)]).toEqual([asked, [type]]);
  if (!type.endsWith('json')) return text;
  const schema = schemaAt('paths', template, method, 'responses', `${status}`, 'content', type, 'schema');
  const body: Json = JSON.parse(text);
  expect([asked, schema(body), schema.errors]).toEqual([asked, true, null]);
  return body;
}
