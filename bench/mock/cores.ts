import { spawnSync } from 'node:child_process';

/** The core of the server and that of its client; undefined where processes cannot be given one. */
export const cores = canPin() ? { server: 0, client: 1 } : undefined;

/** A command line for `node`, on the given core if there is one. */
export function onCore(core: number | undefined, args: readonly string[]): [command: string, args: string[]] {
  if (core === undefined) return [process.execPath, [...args]];
  return ['taskset', ['-c', String(core), process.execPath, ...args]];
}

/** With util-linux, on a machine that has both cores. */
function canPin(): boolean {
  return (
    spawnSync('taskset', ['-c', '0,1', 'true']).status === 0 && spawnSync('taskset', ['-c', '1', 'true']).status === 0
  );
}
