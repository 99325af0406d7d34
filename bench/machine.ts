import { cpus, release, totalmem, type } from 'node:os';

/** What the figures were taken on, in one line. */
export function machine(): string {
  const memory = `${Math.round(totalmem() / 1e9)} GB`;
  const cores = `${cpus().length} cores of ${cpus()[0]?.model.trim() ?? 'an unknown processor'}`;
  return `Node ${process.version}, ${type()} ${release()} on ${process.arch}, ${cores}, ${memory}`;
}
