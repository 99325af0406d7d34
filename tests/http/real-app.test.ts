import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { entrySchema } from '../../src/catalogue/entry.ts';
import { compose, type Upshot } from '../../src/compose.ts';
import { type Config, loadConfig } from '../../src/config.ts';
import { type RunningServer, startServer } from '../../src/http/serve.ts';
import { createScriptedProvider, type ScriptedProvider } from '../../src/provider/scripted-provider.ts';
import { summarySchema } from '../../src/summary/summary.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { backedArticle } from '../support/backed-article.ts';
import { validSummary } from '../support/summaries.ts';
import { tempFolder } from '../support/temp-folder.ts';
import type { Json } from './test-server.ts';

const folder = tempFolder();
const log = createLogger('silent', { write: () => undefined });
let config: Config;
let upshot: Upshot;
let server: RunningServer;
beforeAll(async () => {
  config = loadConfig({ PORT: '0' }, folder.path);
  upshot = await compose(config, { log });
  server = await startServer({ ...upshot, settings: config, version: '1.2.3' });
});
afterAll(async () => {
  await server.close();
  await upshot[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

const sample = (name: string) => readFileSync(new URL(`../../samples/articles/${name}`, import.meta.url), 'utf8');
const post = async (url: string, type: string, body: string) => {
  const response = await fetch(`${url}/v1/articles`, { method: 'POST', headers: { 'content-type': type }, body });
  return { status: response.status, location: response.headers.get('location'), body: (await response.json()) as Json };
};

it.each([
  ['text/markdown', 'checkout-outage-log-agent.md'],
  ['text/html', 'seat-sold-three-times.html'],
  ['text/plain', 'offline-sync-on-old-phones.txt'],
])('summarises %s without a key, with evidence that stands in the text, and shows it', async (type, name) => {
  const { status, location, body } = await post(server.url, type, sample(name));
  expect(status).toBe(201);
  const schema = entrySchema(summarySchema(upshot.vocabulary.tags.map(({ id }) => id)));
  expect(schema.safeParse(body).error).toBeUndefined();
  expect(body.provenance).toMatchObject({ provider: 'extractive', costUsd: 0 });

  const text = await (await fetch(`${server.url}${location}/text`)).text();
  const spans = body.evidence.flatMap(({ spans }: Json) => spans);
  expect(spans.length).toBeGreaterThan(4);
  for (const { start, end, quote } of spans) expect(text.slice(start, end)).toBe(quote);

  const tagPage = await (await fetch(`${server.url}/tags/${body.summary.tags[0]}`)).text();
  expect(tagPage).toContain(`href="/articles/${body.id}"`);
  expect(tagPage).toContain('Extracted without a model');
  expect((await fetch(`${server.url}/articles/${body.id}`)).status).toBe(200);

  const again = await post(server.url, type, sample(name));
  expect(again).toMatchObject({ status: 200, location: null, body: { id: body.id, updatedAt: body.updatedAt } });
});

it.each([
  ['too short', 'text/plain', 'Two words.', 422, 'article-too-short'],
  [
    'bad front matter',
    'text/markdown',
    `---\ntitle: [\n---\n${sample('thumbnail-bill-cut.md')}`,
    422,
    'bad-front-matter',
  ],
  [
    'an unknown tag',
    'application/json',
    JSON.stringify({ text: sample('thumbnail-bill-cut.md'), tags: ['astrology'] }),
    422,
    'unknown-tag',
  ],
  ['bytes of no text', 'text/plain', '\u0000\u0001'.repeat(4000), 422, 'not-an-article'],
  ['nesting past all measure', 'text/html', '<div>'.repeat(50_000), 422, 'article-too-complex'],
])('refuses %s', async (_what, type, sent, status, code) => {
  const { status: got, body } = await post(server.url, type, sent);
  expect([got, body.code, body.status]).toEqual([status, code, status]);
  expect(body.detail).not.toContain(folder.path);
});

it('asks a provider once for the same article however often it is sent, and again for a revision of it', async () => {
  const provider: ScriptedProvider = createScriptedProvider([validSummary, validSummary, validSummary]);
  using other = tempFolder();
  const settings = loadConfig({ PORT: '0' }, other.path);
  await using scripted = await compose(settings, { log, provider });
  await using running = await startServer({ ...scripted, settings, version: '1.2.3' });
  const article = `---\nurl: https://example.com/retry-budgets\n---\n\n${backedArticle}`;
  const first = await post(running.url, 'text/markdown', article);
  expect(first.status).toBe(201);
  const answers = await Promise.all([1, 2, 3].map(() => post(running.url, 'text/markdown', article)));
  expect(answers.map(({ status, body }) => [status, body.id])).toEqual(Array(3).fill([200, first.body.id]));
  expect(provider.requests).toHaveLength(1);

  const revised = await post(
    running.url,
    'text/markdown',
    `${article}\n\nA last paragraph says that the work goes on.\n`,
  );
  expect(revised).toMatchObject({ status: 200, body: { id: first.body.id } });
  expect(provider.requests).toHaveLength(2);
});
