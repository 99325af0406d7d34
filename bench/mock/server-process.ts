import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { endWithParent } from '../end-with-parent.ts';
import { chatRequest } from './chat-request.ts';
import type { Contestant } from './contestants.ts';
import { cores, onCore } from './cores.ts';

/** A contestant that listens and has answered once. Disposing of it ends the process. */
export interface RunningServer extends AsyncDisposable {
  readonly port: number;
  /** The most memory it has had resident so far, in MB; undefined where the system does not tell. */
  peakMegabytes(): number | undefined;
}

const STARTS_WITHIN_MS = 20_000;
const completionSchema = z.object({
  choices: z.tuple([z.object({ message: z.object({ content: z.string() }) })]),
});
const summarySchema = z.object({ whyItMatters: z.string().min(1), bullets: z.array(z.string()).min(5) });

/** @throws {Error} when it does not start, or answers with anything but a summary. */
export async function startServer(contestant: Contestant, latencyMs: number): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), 'upshot-bench-'));
  const tidy = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', tidy);
  const port = await freePort();
  const child = endWithParent(
    spawn(...onCore(cores?.server, contestant.command({ port, folder, latencyMs })), {
      cwd: folder,
      env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: String(port), NODE_ENV: 'production' },
      stdio: ['ignore', 'ignore', 'pipe'],
    }),
  );
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = `${complaint}${chunk}`.slice(-2000);
  });
  const server: RunningServer = {
    port,
    peakMegabytes: () => peakMegabytes(child),
    async [Symbol.asyncDispose]() {
      await ended(child);
      process.off('exit', tidy);
      tidy();
    },
  };
  try {
    await firstAnswer(port, child);
    return server;
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw new Error(`${contestant.name} cannot be measured: ${(error as Error).message}\n${complaint}`);
  }
}

async function firstAnswer(port: number, child: ChildProcess): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: 'Bearer none', connection: 'close' };
  const until = performance.now() + STARTS_WITHIN_MS;
  while (performance.now() < until && child.exitCode === null) {
    const url = `http://127.0.0.1:${port}/v1/chat/completions`;
    const response = await fetch(url, { method: 'POST', headers, body: chatRequest().body }).catch(() => undefined);
    if (response === undefined) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      continue;
    }
    const text = await response.text();
    if (response.status !== 200) throw new Error(`it answered ${response.status}: ${text.slice(0, 500)}`);
    const [{ message }] = completionSchema.parse(JSON.parse(text)).choices;
    summarySchema.parse(JSON.parse(message.content));
    return;
  }
  throw new Error(child.exitCode === null ? 'it did not answer in time' : `it ended with ${child.exitCode}`);
}

/** As Linux keeps it. */
function peakMegabytes({ pid }: ChildProcess): number | undefined {
  try {
    const kilobytes = /VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : (Number(kilobytes) * 1024) / 1e6;
  } catch {
    return undefined;
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), 3000);
  await gone;
  clearTimeout(hard);
}

/** Not every contestant can say which port it was given, so each is told one. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
