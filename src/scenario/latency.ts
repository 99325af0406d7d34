import { createHash } from 'node:crypto';
import type { Latency } from './scenario.ts';

/**
 * How long an answer takes, in milliseconds. `key` is all that chance depends on, so that the same request takes as long
 * on every run; `call` (from 1) walks through a list again and again.
 */
export function latencyMs(latency: Latency | undefined, key: string, call: number): number {
  if (latency === undefined) return 0;
  if ('fixed' in latency) return latency.fixed;
  if ('list' in latency) return latency.list[(call - 1) % latency.list.length] ?? 0;
  const [one, two] = chances(key);
  if ('uniform' in latency) {
    const [from, to] = latency.uniform;
    return from + one * (to - from);
  }
  const { mean, sd } = latency.normal;
  const deviation = Math.sqrt(-2 * Math.log(1 - one)) * Math.cos(2 * Math.PI * two); // Box-Muller
  return Math.max(0, mean + sd * deviation);
}

/** Two independent numbers from 0 up to, not including, 1. */
function chances(key: string): [number, number] {
  const digest = createHash('sha256').update(key).digest();
  return [digest.readUIntBE(0, 6) / 2 ** 48, digest.readUIntBE(6, 6) / 2 ** 48];
}
