import { cancelledError, shuttingDownError } from '../errors.ts';
import type { TakenJob } from './queue.ts';
import { LEASE_MS, type WorkOnJobDeps, workOnJob } from './work-on-job.ts';

export interface WorkQueueOptions extends WorkOnJobDeps {
  /** How many jobs are worked on at once. */
  readonly concurrency: number;
  /** Aborted: no job is taken any more, and those in work have `graceMs` to end. */
  readonly stop: AbortSignal;
  /** Aborted: those in work are given back at once. */
  readonly abort: AbortSignal;
  /** In milliseconds. Default 25,000. */
  readonly graceMs?: number;
  /** Whether it ends by itself once no job is due, or none may be tried for now. Default false. */
  readonly untilIdle?: boolean;
}

/** How often it is looked whether another process put something on the queue, or a wait is over. */
const POLL_MS = 1000;
/** No job is taken for so long at most, in milliseconds: the day of a budget may turn sooner, where the machine slept. */
const LONGEST_CLOSED_MS = 15 * 60 * 1000;

/**
 * Works on the queue until it is stopped: takes due jobs, `concurrency` at a time, and books what became of them. Sleeps
 * while there is nothing to do, and is woken by what this process puts on the queue. When the provider, the budget or the
 * disk takes nothing for now, it takes no further job until then. Never rejects: what goes wrong with the queue itself is
 * logged, and tried again.
 */
export async function workQueue(options: WorkQueueOptions): Promise<void> {
  const { queue, clock, log, concurrency, stop, abort, graceMs = 25_000 } = options;
  const graceOver = new AbortController();
  const leave = AbortSignal.any([abort, graceOver.signal]);
  const inWork = new Map<string, { readonly ended: Promise<void>; readonly giveUp: AbortController }>();
  /** By the steady clock. */
  let closedUntil = 0;
  let changed = false;
  let endPause = () => {};
  const wake = () => {
    changed = true;
    endPause();
  };

  function begin(job: TakenJob): void {
    const giveUp = new AbortController();
    const ended = workOnJob(job, leave, giveUp, options)
      .then((closedMs) => {
        closedUntil = Math.max(closedUntil, clock.steady() + Math.min(closedMs, LONGEST_CLOSED_MS));
      })
      .catch((error: unknown) => log.warn({ err: error, job: job.id }, 'what became of a job could not be booked'))
      .finally(() => {
        inWork.delete(job.id);
        wake();
      });
    inWork.set(job.id, { ended, giveUp });
  }

  /** Takes what there is room for. */
  async function fill(): Promise<void> {
    while (inWork.size < concurrency && !stop.aborted && clock.steady() >= closedUntil) {
      const job = await queue.take(clock.now() + LEASE_MS);
      if (job === null) return;
      begin(job);
    }
  }

  /** Until something changes; a change that came since the last look counts. */
  async function pause(): Promise<void> {
    if (changed) return;
    const over = new AbortController();
    const woken = new Promise<void>((resolve) => {
      endPause = resolve;
    });
    await Promise.race([woken, clock.sleep(POLL_MS, over.signal).catch(() => undefined)]);
    over.abort();
  }

  async function finish(): Promise<void> {
    const all = Promise.all([...inWork.values()].map(({ ended }) => ended));
    const over = new AbortController();
    const graced = clock.sleep(graceMs, over.signal).then(
      () => graceOver.abort(shuttingDownError()),
      () => undefined,
    );
    await all;
    over.abort();
    await graced;
  }

  const unwatch = queue.watch(({ what, id }) => {
    if (what === 'cancelled') inWork.get(id)?.giveUp.abort(cancelledError());
    wake();
  });
  stop.addEventListener('abort', wake, { once: true });
  while (!stop.aborted) {
    changed = false;
    try {
      await fill();
      if (options.untilIdle && inWork.size === 0) break;
    } catch (error) {
      log.warn({ err: error }, 'the queue cannot be read or written; it is tried again');
    }
    await pause();
  }
  stop.removeEventListener('abort', wake);
  await finish();
  unwatch();
}
