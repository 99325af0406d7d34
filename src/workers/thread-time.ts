import { Worker } from 'node:worker_threads';
import type { Clock } from '../clock.ts';

/** The part of its time that a task runs before anybody looks at what its thread has had: nearly all are done by then. */
const UNSEEN = 0.1;
/** Less than this is not worth another look, in milliseconds. */
const NEXT_TO_NOTHING = 10;

export interface ThreadTime {
  readonly clock: Pick<Clock, 'sleep'>;
  /** What the thread has had of a processor since it began, in milliseconds; undefined: that cannot be told. */
  readonly spentMs: () => Promise<number | undefined>;
  readonly signal: AbortSignal;
}

/**
 * Resolves when a task that begins now has had `limitMs` of a processor: on a busy machine a thread gets one only now and
 * then, and no article is more complex for that. Where the time of the thread cannot be told, all that passes counts.
 * Rejects with the reason of the signal.
 */
export async function untilSpent(limitMs: number, { clock, spentMs, signal }: ThreadTime): Promise<void> {
  const unseen = limitMs * UNSEEN;
  await clock.sleep(unseen, signal);
  const before = await spentMs();
  let left = limitMs - unseen;
  do {
    await clock.sleep(left, signal);
    const now = await spentMs();
    left = before === undefined || now === undefined ? 0 : limitMs - unseen - (now - before);
  } while (left >= NEXT_TO_NOTHING);
}

/** What the thread of a pool of one has had of a processor, in milliseconds; undefined without one, or before Node 24.6. */
export async function processorTimeOf(pool: object): Promise<number | undefined> {
  // workerpool has no other way to its threads.
  const { workers } = pool as { readonly workers?: readonly { readonly worker?: unknown }[] };
  const thread = workers?.[0]?.worker;
  if (!(thread instanceof Worker) || typeof thread.cpuUsage !== 'function') return undefined;
  try {
    const { user, system } = await thread.cpuUsage();
    return (user + system) / 1000;
  } catch {
    return undefined; // it has ended
  }
}
