import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createInterrupts } from '../../src/cli/interrupts.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { type RunOptions, runUpshot } from './run-upshot.ts';

let folder: ReturnType<typeof tempFolder>;
let cwd: string;
beforeEach(() => {
  folder = tempFolder();
  cwd = folder.path;
});
afterEach(() => folder[Symbol.dispose]());

const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'Hello' }] });
const complete = (url: string) => fetch(`${url}/v1/chat/completions`, { method: 'POST', body });
const failsOnce = 'rules:\n  - match: { calls: 1 }\n    status: 503\n  - match: { contains: never }\n';

/** Runs the mock until its last line at the start is printed and `visit` has been there, then stops it as Ctrl-C does. */
async function mockLlm(args: string[], visit: (url: string) => Promise<unknown>, options: Partial<RunOptions> = {}) {
  const interrupts = createInterrupts(createFakeClock());
  let visited: Promise<unknown> | undefined;
  const ran = await runUpshot(['mock-llm', '--port', '0', ...args], {
    ...{ cwd, interrupts },
    onWrite(text) {
      const url = /^OPENAI_BASE_URL=(http:.*)\/v1 /m.exec(text)?.[1];
      if (url && !visited) visited = visit(url).finally(() => interrupts.press());
    },
    ...options,
  });
  await visited;
  return ran;
}

describe('mock-llm', () => {
  it('answers everything at once without a scenario, and says how to ask it and what came', async () => {
    const { code, stdout, stderr } = await mockLlm([], async (url) => {
      expect((await complete(url)).status).toBe(200);
      expect((await fetch(`${url}/v1/models`)).status).toBe(200);
    });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    const [at, copy, account, end] = stderr.split('\n');
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(stderr) ?? [];
    expect(at).toBe(`The mock is at ${url} and plays valid answers to everything, at once.`);
    expect(copy).toBe(`OPENAI_BASE_URL=${url}/v1 OPENAI_API_KEY=none`);
    expect([account, end]).toEqual([expect.stringMatching(/^1 call, \d+ tokens in, \d+ tokens out\.$/), '']);
  });

  it('names the rules that never matched of a scenario that is replaced, whatever was reset', async () => {
    writeFileSync(join(cwd, 'one.yaml'), failsOnce);
    const { stderr } = await mockLlm(['--scenario', 'one.yaml'], async (url) => {
      await complete(url);
      await fetch(`${url}/_mock/reset`, { method: 'POST' });
      await fetch(`${url}/_mock/scenario`, { method: 'PUT', body: 'rules: [{ match: { key: k } }]' });
    });
    expect(stderr).toMatch(
      /\n\S*one\.yaml:4: rule 2 never matched\.\nscenario:1: rule 1 never matched\.\n0 calls, .*\n$/,
    );
  });

  it('plays a scenario, and names the rules that never matched at the end', async () => {
    writeFileSync(join(cwd, 'one.yaml'), failsOnce);
    const { code, stderr } = await mockLlm(['--scenario', 'one.yaml'], async (url) => {
      expect([(await complete(url)).status, (await complete(url)).status]).toEqual([503, 200]);
    });
    expect(code).toBe(0);
    expect(stderr).toMatch(/ and plays one\.yaml\.\n/);
    expect(stderr).toMatch(/\n\S*one\.yaml:4: rule 2 never matched\.\n2 calls, .*\n$/);
  });

  it.each([
    ['the environment', (at: string) => ({ env: { UPSHOT_SCENARIO: at } })],
    ['.env', (at: string) => writeFileSync(join(cwd, '.env'), `UPSHOT_SCENARIO=${at}\n`)],
  ])('takes the scenario from %s when the command names none', async (_where, set) => {
    writeFileSync(join(cwd, 'one.yaml'), failsOnce);
    writeFileSync(join(cwd, 'two.yaml'), 'rules:\n  - status: 418\n');
    const options = set('one.yaml') ?? {};
    const status = async (url: string) => (await complete(url)).status;
    expect((await mockLlm([], async (url) => expect(await status(url)).toBe(503), options)).code).toBe(0);
    const named = ['--scenario', 'two.yaml'];
    expect((await mockLlm(named, async (url) => expect(await status(url)).toBe(418), options)).code).toBe(0);
  });

  it('needs no other variable to be right', async () => {
    const env = { UPSHOT_PROVIDER: 'openai', PORT: 'x' };
    expect((await mockLlm([], async (url) => expect((await complete(url)).status).toBe(200), { env })).code).toBe(0);
  });

  it('counts the answers that it cut off', async () => {
    writeFileSync(join(cwd, 'slow.yaml'), 'rules:\n  - latency: { fixed: 600000 }\n');
    let asked: Promise<unknown> = Promise.resolve();
    const { code, stderr } = await mockLlm(['--scenario', 'slow.yaml'], async (url) => {
      asked = complete(url).catch((gone: unknown) => gone);
      while ((await (await fetch(`${url}/_mock/stats`)).text()).includes('"calls":0'));
    });
    expect(code).toBe(0);
    expect(stderr).toMatch(/\n1 call, .* 1 was still waiting for the answer\.\n$/);
    expect(await asked).toBeInstanceOf(Error);
  });

  it('warns when others can reach it', async () => {
    const { stderr } = await mockLlm(['--host', '0.0.0.0'], async () => {});
    expect(stderr).toContain('\nOthers can reach it, read what it is asked and change what it plays.\n');
  });

  it('refuses a wrong scenario with file and line, and exit code 2', async () => {
    writeFileSync(join(cwd, 'wrong.yaml'), 'rules:\n  - statsu: 500\n');
    const { code, stdout, stderr } = await runUpshot(['mock-llm', '--scenario', 'wrong.yaml'], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^upshot: The scenario cannot be used: \S*wrong\.yaml:2: .*statsu.*\n$/);
    const missing = await runUpshot(['mock-llm', '--scenario', 'none.yaml'], { cwd });
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringMatching(/none\.yaml: there is no such file/) });
  });

  it.each(['x', '-1', '65536', '80.5'])('refuses the port %s', async (port) => {
    const { code, stderr } = await runUpshot(['mock-llm', `--port=${port}`], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/whole number from 0 to 65535/)]);
  });

  it('says when the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, stdout, stderr } = await runUpshot(['mock-llm', '--port', String(port)], { cwd });
    await new Promise((resolve) => other.close(resolve));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      `upshot: Cannot listen on 127.0.0.1:${port}: something else does already. Stop it, or give another --port; 0 finds a free one.\n`,
    );
  });
});
