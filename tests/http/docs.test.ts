import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fieldsOf, typeOf } from '../../src/http/docs/describe-schema.ts';
import { docsView } from '../../src/http/docs/docs-view.ts';
import { type Json, startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    settings: { publicUrl: 'https://digest.example.com', apiKeys: ['a-key-of-letters'] },
  });
});
afterAll(() => server[Symbol.asyncDispose]());

async function page(path: string) {
  const response = await server.ask(path);
  const html = await response.text();
  expect([response.status, Buffer.byteLength(html) < 60_000]).toEqual([200, true]);
  const { document } = parseHTML(html);
  expect(document.querySelectorAll('script, link[rel=stylesheet], img').length).toBe(0);
  return document;
}

it('shows every operation and every schema, and leads from one to the other', async () => {
  const { body } = await server.json('/openapi.json');
  const [docs, schemas] = [await page('/docs'), await page('/docs/schemas')];
  for (const [path, item] of Object.entries<Json>(body.paths))
    for (const [method, { operationId, summary }] of Object.entries<Json>(item)) {
      const shown = docs.getElementById(operationId)?.parentElement?.querySelector('summary')?.textContent;
      expect(shown).toBe(`${method.toUpperCase()} ${path} ${summary}`);
    }
  for (const name of Object.keys(body.components.schemas)) expect(schemas.getElementById(name)).not.toBeNull();
  const targets = { '/docs': docs, '/docs/schemas': schemas };
  let links = 0;
  for (const [here, document] of Object.entries(targets))
    for (const link of document.querySelectorAll('main a[href*="#"]')) {
      const { pathname, hash } = new URL(link.getAttribute('href') ?? '', `http://here${here}`);
      expect([hash, targets[pathname as keyof typeof targets]?.getElementById(hash.slice(1)) ?? null]).not.toContain(
        null,
      );
      links += 1;
    }
  expect(links).toBeGreaterThan(50);
  expect(docs.querySelector('#checkClaims pre')?.textContent).toMatch(
    /^curl -X POST 'https:\/\/digest\.example\.com\/v1\/check' \\\n {2}-H "Authorization: Bearer \$KEY" \\\n {2}-H 'Content-Type/,
  );
});

it('tells types in a few words', () => {
  const said = (schema: Json) =>
    typeOf(schema)
      .map(({ text }) => text)
      .join('');
  expect(said({ type: 'array', items: { type: 'string', maxLength: 9 }, minItems: 1, maxItems: 3 })).toBe(
    'list of string, at most 9 characters, 1 to 3 of them',
  );
  expect(said({ anyOf: [{ $ref: '#/components/schemas/Entry' }, { type: 'null' }] })).toBe('Entry or null');
  expect(said({ enum: ['a', 'b'], default: 'a' })).toBe('a or b, default "a"');
  expect(said({ type: ['string', 'null'], format: 'date' })).toBe('string or null (date)');
  expect(said({})).toBe('anything');
  const fields = fieldsOf({
    required: ['list'],
    properties: {
      list: {
        type: 'array',
        items: { properties: { in: { anyOf: [{ properties: { deep: {} } }, { type: 'null' }] } } },
      },
    },
  });
  expect(fields.map(({ name, required }) => [name, required])).toEqual([
    ['list[]', true],
    ['list[].in', false],
    ['list[].in.deep', false],
  ]);
});

it('writes calls that a shell takes as they are meant', () => {
  const operation = {
    ...{ operationId: 'o', summary: 's', tags: ['T'], responses: {} },
    requestBody: { content: { 'application/json': { example: { text: "it's" } } } },
  };
  const view = docsView(
    {
      ...{ info: { version: '1', description: '' }, tags: [{ name: 'T', description: '' }] },
      ...{ paths: { '/v1/tags/{tag}/{id}': { post: operation } }, components: { schemas: {} } },
    },
    'http://here',
  );
  expect(view.sections[0]?.operations[0]?.call).toBe(
    `curl -X POST 'http://here/v1/tags/sre/7h3n5w2c8y6d9f1b' \\\n  -H 'Content-Type: application/json' \\\n  -d '{\n  "text": "it'\\''s"\n}'`,
  );
});
