import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endWithParent } from '../end-with-parent.ts';
import { answer } from '../model-answer.ts';

export interface MockModel extends AsyncDisposable {
  readonly baseUrl: string;
  calls(): Promise<number>;
}

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** `upshot mock-llm` with the answer of the benchmark, after `latencyMs` each. */
export async function startMockModel(folder: string, latencyMs: number): Promise<MockModel> {
  const scenario = join(folder, `scenario-${latencyMs}.json`);
  const rule = { answer: { literal: answer.choices[0]?.message.content } };
  writeFileSync(
    scenario,
    JSON.stringify({ seed: 1, rules: [{ ...rule, ...(latencyMs > 0 && { latency: { fixed: latencyMs } }) }] }),
  );
  const child = endWithParent(
    spawn(process.execPath, [main, 'mock-llm', '--scenario', scenario, '--port', '0'], {
      cwd: folder,
      env: { PATH: process.env.PATH },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  const origin = await new Promise<string>((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output);
      if (found) resolve(found[0]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => reject(new Error(`the mock did not start: ${output}`)));
  });
  return {
    baseUrl: `${origin}/v1`,
    calls: async () => ((await (await fetch(`${origin}/_mock/stats`)).json()) as { calls: number }).calls,
    async [Symbol.asyncDispose]() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    },
  };
}
