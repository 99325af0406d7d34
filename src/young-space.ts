import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import type { Clock } from './clock.ts';

const LOOK_EVERY_MS = 250;

/**
 * Lets the space for young objects of this thread grow to about so many MB and no further, and resolves when it is there.
 * Under steady load V8 doubles it up to 128 MB, which saves next to no work beyond 32. It is too late for
 * `--max-semi-space-size`, which is read when a thread starts. Other threads have limits of their own.
 */
export async function boundYoungSpace(megabytes: number, clock: Clock): Promise<void> {
  // The next step would double it.
  while (sizeOfYoungSpace() <= (megabytes * 1e6) / 2) await clock.sleep(LOOK_EVERY_MS);
  setFlagsFromString('--semi-space-growth-factor=1');
}

function sizeOfYoungSpace(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
}
