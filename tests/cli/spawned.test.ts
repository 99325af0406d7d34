import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readVersion } from '../../src/version.ts';
import { tempFolder } from '../support/temp-folder.ts';

const launcher = fileURLToPath(new URL('../../bin/upshot.js', import.meta.url));
const sample = fileURLToPath(new URL('../../samples/articles/the-review-that-took-nine-days.md', import.meta.url));

let folder: ReturnType<typeof tempFolder>;
beforeEach(() => {
  folder = tempFolder();
});
const started: ChildProcessWithoutNullStreams[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGTERM'); // only what a failed test left running; the launcher passes it on
  folder[Symbol.dispose]();
});

/** The Node that people have, not the one that came with the packages: the launcher has to cope with it. */
function machineNode(): string {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((path) => !path.includes('node_modules'));
  const found = folders.map((path) => join(path, 'node')).find((path) => existsSync(path));
  return found ?? process.execPath;
}

interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly output: { stdout: string; stderr: string };
  /** Resolves when stdout has a match; rejects when the process ends without one. */
  saw(pattern: RegExp): Promise<RegExpExecArray>;
  readonly exit: Promise<number | null>;
}

function upshot(...args: string[]): Running {
  const env = { PATH: process.env.PATH, UPSHOT_LOG_LEVEL: 'error' };
  const child = spawn(machineNode(), [launcher, ...args], { cwd: folder.path, env });
  started.push(child);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk;
  });
  const exit = new Promise<number | null>((resolve) => child.on('close', resolve));
  const saw = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(output.stdout);
        if (match) resolve(match);
      };
      child.stdout.on('data', look);
      exit.then(() => reject(new Error(`ended without ${pattern}: ${output.stderr}`)));
    });
  return { child, output, saw, exit };
}

describe('the installed command, under the Node of the machine', () => {
  it('starts', async () => {
    const { exit, output } = upshot('--version');
    expect(await exit).toBe(0);
    expect(output).toEqual({ stdout: `${readVersion()}\n`, stderr: '' });
  });

  it('serves a posted article, and leaves nothing running after SIGTERM', async () => {
    const { child, saw, exit, output } = upshot('serve', '--port', '0');
    const [url = ''] = await saw(/http:\/\/127\.0\.0\.1:\d+/);
    const posted = await fetch(`${url}/v1/articles`, {
      method: 'POST',
      headers: { 'content-type': 'text/markdown' },
      body: readFileSync(sample),
    });
    expect([posted.status, await posted.json()]).toMatchObject([201, { status: 'published' }]);
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    expect(output.stderr).not.toMatch(/error/i);
    await expect(fetch(url)).rejects.toThrow();
  });

  it('finishes what is in work on Ctrl-C of a backlog, exits with 130, and goes on with the same command', async () => {
    const text = readFileSync(sample, 'utf8');
    const line = `${JSON.stringify({ text, format: 'markdown' })}\n`;
    const { child, saw, exit, output } = upshot('backlog', '-', '--json');
    child.stdin.write(line); // and never ends
    await saw(/"outcome":"\w+"/);
    expect(JSON.parse(output.stdout)).toMatchObject({ outcome: 'created' });
    child.kill('SIGINT');
    expect(await exit).toBe(130);
    expect(output.stderr).toContain('The same command goes on from here');

    const again = upshot('backlog', '-', '--json');
    again.child.stdin.end(line);
    expect(await again.exit).toBe(0);
    expect(again.output.stdout).toContain('"outcome":"skipped"');
    expect(again.output.stderr).toMatch(/new +1\n {2}failed +0/);
  });

  it('ends quietly when the reader of its output leaves', async () => {
    const { child, exit, output } = upshot('list', '--json');
    child.stdout.destroy();
    await exit;
    expect(output.stderr).toBe('');
  });

  it('does not go on with a backlog when nobody reads what becomes of it', async () => {
    const { child, saw, exit, output } = upshot('backlog', '-', '--json');
    child.stdin.write('{}\n'); // and never ends
    await saw(/"outcome":"failed"/);
    child.stdout.destroy();
    child.stdin.write('{}\n');
    expect(await exit).toBe(130);
    expect(output.stderr).toMatch(/^No model .*\nbacklog: run \w+ begins\n$/);
  });
});
