import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { endWithParent } from '../end-with-parent.ts';

export interface Timed {
  /** From the start of the process to its end. */
  readonly seconds: number;
  /** The most memory it had resident, in MB; undefined where the system does not tell. */
  readonly peakMegabytes: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Looked at so often, in milliseconds: the system's own mark of the peak is gone with the process. */
const LOOK_EVERY_MS = 50;

/** Runs Node with these arguments to its end. Throws what it says when that is not a good one. */
export async function timedProcess(
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<Timed> {
  const startedAt = performance.now();
  const child = endWithParent(
    spawn(process.execPath, [...args], {
      cwd,
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout = `${stdout}${chunk}`.slice(-20_000);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = `${stderr}${chunk}`.slice(-20_000);
  });
  let peakMegabytes: number | undefined;
  const looking = setInterval(() => {
    peakMegabytes = peakOf(child.pid) ?? peakMegabytes;
  }, LOOK_EVERY_MS);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(looking);
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}: ${stderr || stdout}`);
  return { seconds: (performance.now() - startedAt) / 1000, peakMegabytes, stdout, stderr };
}

function peakOf(pid: number | undefined): number | undefined {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : (Number(kilobytes) * 1024) / 1e6;
  } catch {
    return undefined;
  }
}
