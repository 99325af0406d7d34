import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from '../../src/http/create-app.ts';
import { type Json, startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
let document: Json;
beforeAll(async () => {
  server = await startTestServer({
    settings: { apiKeys: ['0123456789abcdef'], publicUrl: 'https://digest.example.com' },
  });
  document = (await server.json('/openapi.json')).body;
});
afterAll(() => server[Symbol.asyncDispose]());

/** Addresses for people, which the document leaves out. */
const pages = [
  ...['/', '/tags', '/tags/{tag}', '/sources', '/sources/{source}', '/search', '/articles/{id}', '/submit'],
  ...['/review', '/review/{id}', '/articles/{id}/edit', '/articles/{id}/history', '/articles/{id}/undo'],
  ...['/articles/{id}/delete', '/articles/{id}/resummarise'],
  ...['/sitemap.xml', '/sitemaps/{name}.xml', '/robots.txt', '/docs', '/docs/schemas'],
  ...['/status', '/status/jobs/{id}/retry'],
];

it('describes every route of the app but the pages, and nothing else', () => {
  const layers = createApp(server.deps).router.stack as Json[];
  const routes = layers.flatMap(({ route }) => {
    if (route === undefined) return [];
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    const methods = Object.keys(route.methods).filter((method) => method !== '_all');
    return pages.includes(path) ? [] : methods.map((method) => `${method} ${path}`);
  });
  const described = Object.entries<Json>(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method} ${path}`),
  );
  expect(described.sort()).toEqual(routes.sort());
});

it('is OpenAPI 3.1 with the limits of the schemas in it', () => {
  expect(document.openapi).toBe('3.1.0');
  expect(document.info).toMatchObject({ title: 'Upshot', version: '1.2.3' });
  expect(document.servers).toEqual([{ url: 'https://digest.example.com' }]);
  const { schemas } = document.components;
  expect(Object.keys(schemas)).toEqual(
    expect.arrayContaining(['ArticleRequest', 'Entry', 'EntryPage', 'Problem', 'Review', 'Summary', 'Tags']),
  );
  expect(schemas.SummaryEdit.properties.whyItMatters.maxLength).toBe(300);
  expect(schemas.SummaryEdit.properties.bullets).toMatchObject({ minItems: 5, maxItems: 6 });
  expect(schemas.ArticleRequest.anyOf).toEqual([{ required: ['text'] }, { required: ['url'] }]);
  const post = document.paths['/v1/articles'].post;
  expect(Object.keys(post.requestBody.content)).toEqual([
    'application/json',
    'text/markdown',
    'text/html',
    'text/plain',
  ]);
  expect(Object.keys(post.responses)).toEqual(
    expect.arrayContaining(['200', '201', '400', '401', '413', '415', '422', '502', '504']),
  );
  expect(post.security).toEqual([{ key: [] }]);
  const review = document.paths['/v1/articles/{id}/review'].post;
  expect(Object.keys(review.responses)).toEqual(expect.arrayContaining(['200', '204', '401', '404', '409']));
  expect(review.security).toEqual([{ key: [] }]);
  expect(schemas.Review.properties.decision.enum).toEqual(['accept', 'reject']);
  expect(schemas.Review.required).toEqual(['decision']);
  expect(schemas.Entry.required).not.toContain('revises');
});

it('names every parameter of the list, and refers to nothing that is not there', () => {
  const { parameters } = document.paths['/v1/articles'].get;
  expect(parameters.map(({ name }: Json) => name)).toEqual([
    'tag',
    'source',
    'q',
    'exact',
    'status',
    'sort',
    'page',
    'perPage',
  ]);
  expect(parameters.filter(({ required }: Json) => required)).toEqual([]);
  const references = JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g);
  for (const [, name] of references) expect(document.components.schemas).toHaveProperty(name ?? '');
});
