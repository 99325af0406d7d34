import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { endWithParent } from '../end-with-parent.ts';
import type { Load } from './closed-loop.ts';
import type { Contestant } from './contestants.ts';
import { cores, onCore } from './cores.ts';
import type { Shot } from './load-client.ts';
import { startServer } from './server-process.ts';

export type Shooting = Pick<Load, 'connections' | 'warmUpSeconds' | 'seconds'> & { readonly latencyMs: number };

export interface Measured extends Shot {
  /** The most memory the server ever had resident, in MB; undefined where the system does not tell. */
  readonly peakMegabytes: number | undefined;
}

/** Starts the contestant afresh on its core, loads it from the other one, and ends it. */
export async function shoot(contestant: Contestant, { latencyMs, ...load }: Shooting): Promise<Measured> {
  await using server = await startServer(contestant, latencyMs);
  const shot = await loadFrom({ ...load, port: server.port, newArticles: contestant.newArticles });
  if (shot.answers === 0) throw new Error(`${contestant.name} gave no good answer: ${shot.firstError}`);
  return { ...shot, peakMegabytes: server.peakMegabytes() };
}

async function loadFrom(load: Load): Promise<Shot> {
  const client = fileURLToPath(new URL('load-client.ts', import.meta.url));
  const command = onCore(cores?.client, [client, JSON.stringify(load)]);
  const child = endWithParent(spawn(...command, { stdio: ['ignore', 'pipe', 'inherit'] }));
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`the load client ended with ${code}`);
  return JSON.parse(output);
}
