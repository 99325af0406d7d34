import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { tempFolder } from '../support/temp-folder.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const LOOK_EVERY_MS = 10;

/** One life of the real program. */
export interface Life {
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves as soon as it is so; rejects, with all that it said, when the program ends before. */
  until(isSo: () => boolean | Promise<boolean>): Promise<void>;
  /** The code it ended with, or null when it was killed. */
  readonly ended: Promise<number | null>;
  /** False when it had ended by itself. */
  kill(signal?: NodeJS.Signals): Promise<boolean>;
  signal(signal: NodeJS.Signals): void;
}

/** A folder to work in, a model that answers over HTTP as a process of its own, and programs that are killed at the end. */
export interface Fire extends AsyncDisposable {
  readonly folder: string;
  readonly database: string;
  start(args: readonly string[], env?: Readonly<Record<string, string>>, via?: Via): Life;
  /** What the model was asked, by its own count. */
  asked(): Promise<{ calls: number; inputTokens: number; outputTokens: number }>;
}

/** The program and its arguments, to be started in another way than as they are. */
export type Via = (command: string, args: readonly string[]) => readonly [string, readonly string[]];

export interface FireOptions {
  /** How long the model takes, in milliseconds. The same article always takes as long. */
  readonly latency: readonly [number, number];
  /** How many calls it answers: those after them stay open. Default: all. */
  readonly answers?: number;
}

/** Longer than any test takes. */
const NEVER_MS = 600_000;

export async function openFire({ latency, answers }: FireOptions): Promise<Fire> {
  const folder = tempFolder();
  const children: ChildProcess[] = [];

  function start(args: readonly string[], env: Readonly<Record<string, string>> = {}, via?: Via): Life {
    const plain = [process.execPath, [main, ...args]] as const;
    const [command, given] = via ? via(...plain) : plain;
    const child = spawn(command, given, {
      cwd: folder.path,
      env: { PATH: process.env.PATH, UPSHOT_LOG_LEVEL: 'warn', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name]?.setEncoding('utf8').on('data', (text: string) => {
        said[name] += text;
      });
    }
    const ended = once(child, 'close').then(([code]) => code as number | null);
    const isOver = () => child.exitCode !== null || child.signalCode !== null;
    return {
      stdout: () => said.stdout,
      stderr: () => said.stderr,
      async until(isSo) {
        while (!(await isSo())) {
          if (isOver()) throw new Error(`the program ended with ${child.exitCode}: ${said.stderr}${said.stdout}`);
          await delay(LOOK_EVERY_MS);
        }
      },
      ended,
      async kill(signal = 'SIGKILL') {
        child.kill(signal);
        await ended;
        return child.signalCode === signal;
      },
      signal: (signal) => void child.kill(signal),
    };
  }

  const scenario = join(folder.path, 'model.json');
  const answer = { summary: 'article' };
  const rules = [
    { ...(answers !== undefined && { match: { calls: `1-${answers}` } }), latency: { uniform: latency }, answer },
    ...(answers === undefined ? [] : [{ latency: { fixed: NEVER_MS }, answer }]),
  ];
  writeFileSync(scenario, JSON.stringify({ seed: 7, rules }));
  const model = start(['mock-llm', '--scenario', scenario, '--port', '0']);
  const address = () => /http:\/\/127\.0\.0\.1:\d+/.exec(model.stderr())?.[0];
  await model.until(() => address() !== undefined);
  const env = { OPENAI_BASE_URL: `${address()}/v1`, OPENAI_API_KEY: 'none' };

  return {
    folder: folder.path,
    database: join(folder.path, 'data', 'upshot.db'),
    start: (args, given, via) => start(args, { ...env, ...given }, via),
    async asked() {
      const answer = await fetch(`${address()}/_mock/stats`);
      return (await answer.json()) as { calls: number; inputTokens: number; outputTokens: number };
    },
    async [Symbol.asyncDispose]() {
      const running = children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
      const gone = running.map((child) => once(child, 'exit'));
      for (const child of running) child.kill('SIGKILL');
      await Promise.all(gone);
      folder[Symbol.dispose]();
    },
  };
}
