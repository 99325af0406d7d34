import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createInterrupts } from '../../src/cli/interrupts.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { composeForTests, type RunOptions, runUpshot } from './run-upshot.ts';

let folder: ReturnType<typeof tempFolder>;
let cwd: string;
beforeEach(() => {
  folder = tempFolder();
  cwd = folder.path;
});
afterEach(() => folder[Symbol.dispose]());

/** Serves until the address is printed and `visit` has been there, then stops as Ctrl-C does. */
async function serve(visit: (url: string) => Promise<void>, options: Partial<RunOptions> = {}, args: string[] = []) {
  const interrupts = createInterrupts(createFakeClock());
  let visited: Promise<void> | undefined;
  const ran = await runUpshot(['serve', '--port', '0', ...args], {
    ...{ cwd, interrupts },
    onWrite(text) {
      const url = /http:\/\/[\w.:[\]]+/.exec(text)?.[0];
      if (url && !visited) visited = visit(url).finally(() => interrupts.press());
    },
    ...options,
  });
  await visited;
  return ran;
}

describe('serve', () => {
  it('prints its address on stdout, then who writes, where entries are kept and what to set for a model', async () => {
    const ran = await serve(async (url) => {
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
      expect((await fetch(`${url}/v1/articles`)).status).toBe(200);
    });
    expect(ran.code).toBe(0);
    expect(ran.stdout).toMatch(/^Upshot is at http:\/\/127\.0\.0\.1:[1-9]\d+\n$/);
    const [by, kept, advice, stopping] = ran.stderr.split('\n');
    expect(by).toBe('Provider: extractive (no model; sentences of the articles themselves).');
    expect(kept).toBe('Entries: 0, kept in data/upshot.db.');
    expect(advice).toMatch(/^For summaries by a model: set OPENAI_API_KEY, or OPENAI_BASE_URL and UPSHOT_MODEL/);
    expect(stopping).toMatch(/^Stopping/);
  });

  it('names the model when there is one', async () => {
    const env = { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', UPSHOT_MODEL: 'llama3', UPSHOT_LOG_LEVEL: 'silent' };
    const { stderr } = await serve(async () => {}, { env });
    expect(stderr).toMatch(/^Provider: openai, model llama3\.\nEntries: 0, kept in data\/upshot\.db\.\nStopping/);
  });

  it('says what waits for review, and where', async () => {
    await runUpshot(['summarise', '-'], { cwd, stdin: '# DOUBT' });
    const { stderr } = await serve(async () => {});
    expect(stderr).toContain('\nEntries: 0, kept in data/upshot.db. 1 to review, at /review.\n');
  });

  it('says that the model is there but not asked when extractive is chosen by hand', async () => {
    const env = { OPENAI_API_KEY: 'sk-1', UPSHOT_PROVIDER: 'extractive', UPSHOT_LOG_LEVEL: 'silent' };
    expect((await serve(async () => {}, { env })).stderr).toContain('For summaries by a model: unset UPSHOT_PROVIDER;');
  });

  it('listens where --host says', async () => {
    const { stdout } = await serve(async () => {}, {}, ['--host', 'localhost']);
    expect(stdout).toMatch(/^Upshot is at http:\/\/localhost:\d+\n$/);
  });

  it('reads a feed that lies in a file, and puts its articles on the queue', async () => {
    const item = '<item><title>Post</title><link>https://blog.example/1</link></item>';
    writeFileSync(join(cwd, 'feed.xml'), `<rss version="2.0"><channel><title>Blog</title>${item}</channel></rss>`);
    const env = {
      UPSHOT_FEEDS: 'feed.xml',
      UPSHOT_INGEST_EVERY: '1h',
      UPSHOT_WORKERS: '0',
      UPSHOT_LOG_LEVEL: 'silent',
    };
    await serve(
      async (url) => {
        const jobs = async () => ((await (await fetch(`${url}/v1/jobs`)).json()) as { total: number }).total;
        await vi.waitFor(async () => expect(await jobs()).toBe(1), { interval: 10, timeout: 5000 });
      },
      { env },
    );
  });

  it('ends at once on a second Ctrl-C, though a request is still in work', async () => {
    const clock = createFakeClock();
    const interrupts = createInterrupts(clock);
    const started = Promise.withResolvers<void>();
    const compose = composeForTests(() => () => {
      started.resolve();
      return new Promise(() => {});
    });
    let posted: Promise<unknown> | undefined;
    const { code, stderr } = await runUpshot(['serve', '--port', '0'], {
      ...{ cwd, clock, interrupts, compose },
      onWrite(text) {
        const url = /http:\/\/[\w.:]+/.exec(text)?.[0];
        if (url && !posted) {
          const headers = { 'content-type': 'text/plain' };
          posted = fetch(`${url}/v1/articles`, { method: 'POST', headers, body: 'A story.' }).catch((gone) => gone);
          started.promise.then(() => interrupts.press());
        }
        if (!text.startsWith('Stopping')) return;
        clock.advance(1000);
        interrupts.press();
      },
    });
    expect([code, stderr]).toEqual([0, expect.stringContaining('Ctrl-C again ends at once.')]);
    clock.advance(60_000); // lets the server, which the end of a process would have ended, go too
    expect(await posted).toBeInstanceOf(Error);
  });

  it('refuses an address that others can reach without keys, with exit code 2', async () => {
    const { code, stdout, stderr } = await runUpshot(['serve', '--port', '0', '--host', '0.0.0.0'], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^upshot: HOST is 0\.0\.0\.0, .* Set UPSHOT_API_KEYS .*\n$/);
  });

  it('says when the port is taken', async () => {
    const other = await new Promise<Server>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
    });
    const { port } = other.address() as AddressInfo;
    const { code, stdout, stderr } = await runUpshot(['serve', '--port', String(port)], { cwd });
    other.close();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      `upshot: Cannot listen on 127.0.0.1:${port}: something else does already. Stop it, or take another port (PORT, --port).\n`,
    );
  });
});
