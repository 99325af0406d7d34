import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { articleBody } from './article-body.ts';
import { endWithParent } from './end-with-parent.ts';
import { median } from './median.ts';
import { claims } from './model-answer.ts';

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

export interface ThroughputOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
}

export interface Throughput {
  readonly requestsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/**
 * Posts a stream of different 6 KB articles to Upshot and to the bare handler, in turn, each against its own fresh
 * database and the same model server. The ratio is taken round by round, so that it holds when the machine drifts.
 */
export async function measureThroughput(options: ThroughputOptions) {
  const model = await forked('model-server.ts', []);
  const rounds: { upshot: Throughput; bare: Throughput }[] = [];
  try {
    for (let round = 0; round < options.rounds; round += 1) {
      const bare = await withFolder(async (folder) => {
        const server = await forked('bare-server.ts', [model.url, join(folder, 'bare.db')]);
        return load(server, options, round * 2);
      });
      const upshot = await withFolder(async (folder) =>
        load(await startUpshot(folder, model.url), options, round * 2 + 1),
      );
      rounds.push({ upshot, bare });
    }
  } finally {
    await stop(model.process);
  }
  const of = (who: 'upshot' | 'bare', figure: keyof Throughput) => median(rounds.map((round) => round[who][figure]));
  return {
    upshot: {
      requestsPerSecond: of('upshot', 'requestsPerSecond'),
      p50: of('upshot', 'p50'),
      p99: of('upshot', 'p99'),
    },
    bare: { requestsPerSecond: of('bare', 'requestsPerSecond'), p50: of('bare', 'p50'), p99: of('bare', 'p99') },
    ratio: median(rounds.map(({ upshot, bare }) => upshot.requestsPerSecond / bare.requestsPerSecond)),
  };
}

interface Server {
  readonly process: ChildProcess;
  readonly url: string;
}

async function load(server: Server, options: ThroughputOptions, series: number): Promise<Throughput> {
  const template = `${articleBody(5 * 1024, 7_777_777)}\n\n${claims}\n`;
  let count = 0;
  const shoot = (duration: number) =>
    autocannon({
      url: server.url,
      connections: options.connections,
      duration,
      requests: [
        {
          method: 'POST',
          path: '/v1/articles',
          headers: { 'content-type': 'application/json' },
          setupRequest: (request) => {
            count += 1;
            const text = template.replaceAll('7777777', String(series * 1_000_000 + count));
            return { ...request, body: JSON.stringify({ text, format: 'markdown' }) };
          },
        },
      ],
    });
  try {
    await shoot(3);
    const result = await shoot(options.seconds);
    if (result.errors + result.non2xx > 0) {
      throw new Error(`${result.errors} errors and ${result.non2xx} answers other than 2xx from ${server.url}`);
    }
    return { requestsPerSecond: result.requests.average, p50: result.latency.p50, p99: result.latency.p99 };
  } finally {
    await stop(server.process);
  }
}

export async function startUpshot(folder: string, modelUrl: string): Promise<Server> {
  const child = endWithParent(
    spawn(process.execPath, [here('../src/main.ts'), 'serve'], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        PORT: '0',
        OPENAI_BASE_URL: modelUrl,
        OPENAI_API_KEY: 'none',
        UPSHOT_MODEL: 'bench-model',
        UPSHOT_LOG_LEVEL: 'warn',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output.replaceAll(modelUrl, ''));
      if (found) resolve(found[0]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => reject(new Error(`upshot did not start: ${output}`)));
  });
  return { process: child, url };
}

export async function forked(file: string, args: readonly string[]): Promise<Server> {
  const child = endWithParent(fork(here(file), [...args]));
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { url: string }).url));
    child.once('exit', () => reject(new Error(`${file} did not start`)));
  });
  return { process: child, url };
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'upshot-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
