import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { startMockServer } from '../../src/mock-llm/mock-server.ts';
import { createMockModel } from '../../src/scenario/mock-model.ts';
import { loadScenario } from '../../src/scenario/scenario.ts';
import { backedArticle } from '../support/backed-article.ts';
import { tempFolder } from '../support/temp-folder.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const ARTICLES = 30;
const WORKERS = 4;

let folder: ReturnType<typeof tempFolder>;
let children: ChildProcess[];
beforeEach(() => {
  folder = tempFolder();
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  folder[Symbol.dispose]();
});

/** The real program, as a process of its own in the folder. */
function start(args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [main, ...args], {
    cwd: folder.path,
    env: { PATH: process.env.PATH, UPSHOT_WORKERS: String(WORKERS), UPSHOT_LOG_LEVEL: 'warn', ...env },
  });
  children.push(child);
  const output = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output.text += chunk;
    });
  }
  const url = () =>
    vi.waitFor(() => /http:\/\/127\.0\.0\.1:\d+/.exec(output.text)?.[0] ?? expect.unreachable(), { timeout: 20_000 });
  return { child, output, url, ended: once(child, 'close') };
}

it('ends every article that was taken exactly once, whatever is killed meanwhile', { timeout: 60_000 }, async () => {
  const scenario = join(folder.path, 'slow.yaml');
  writeFileSync(scenario, 'rules:\n  - latency: { fixed: 60 }\n    answer: { summary: article }\n');
  const model = createMockModel(loadScenario(scenario), { clock: systemClock });
  await using mock = await startMockServer({ model, host: '127.0.0.1', port: 0 });
  const env = { OPENAI_BASE_URL: `${mock.url}/v1`, OPENAI_API_KEY: 'none' };
  const jobs = async (url: string, state: string) =>
    (await (await fetch(`${url}/v1/jobs?state=${state}&perPage=100`)).json()) as {
      total: number;
      items: { articleId: string; attempts: number }[];
    };

  const first = start(['serve', '--port', '0'], env);
  const url = await first.url();
  for (let n = 0; n < ARTICLES; n += 1) {
    const posted = await fetch(`${url}/v1/articles`, {
      method: 'POST',
      headers: { 'content-type': 'text/markdown', prefer: 'respond-async' },
      body: `${backedArticle}\nThis was written on day ${n} of the year.\n`,
    });
    expect(posted.status).toBe(202);
  }
  await vi.waitFor(async () => expect((await jobs(url, 'done')).total).toBeGreaterThan(3), { timeout: 20_000 });
  first.child.kill('SIGKILL');
  await first.ended;

  const worker = start(['worker', '--until-idle'], env);
  const second = start(['serve', '--port', '0'], env);
  const again = await second.url();
  await vi.waitFor(async () => expect((await jobs(again, 'done')).total).toBe(ARTICLES), {
    ...{ timeout: 30_000, interval: 100 },
  });
  expect(await worker.ended, worker.output.text).toEqual([0, null]);

  const { items } = await jobs(again, 'done');
  expect(new Set(items.map(({ articleId }) => articleId)).size).toBe(ARTICLES);
  const { total } = (await (await fetch(`${again}/v1/articles`)).json()) as { total: number };
  expect(total).toBe(ARTICLES);
  const { calls } = model.stats();
  expect(calls).toBeGreaterThanOrEqual(ARTICLES);
  expect(calls).toBeLessThanOrEqual(ARTICLES + WORKERS);

  second.child.kill('SIGTERM');
  expect(await second.ended, second.output.text).toEqual([0, null]);
});
