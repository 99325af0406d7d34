import type { Clock } from '../../src/clock.ts';

export interface VirtualClock extends Clock {
  /** Milliseconds since the clock was made. */
  elapsed(): number;
  /** Lets time pass, from one sleeper to the next and without waiting, until `work` has ended. */
  run<T>(work: Promise<T>): Promise<T>;
}

const START = Date.UTC(2025, 5, 1);
/** What `steady` counts from: as on a real machine, it is no time of day. */
const BOOT = START - 1_000_000;

/** So many turns of the event loop in which nobody begins or ends a sleep, and all that is left is waiting for time. */
const QUIET_TURNS = 25;

/**
 * A clock for drills: minutes of traffic pass in no time and in the same order on every run, since time moves on only when
 * nothing is left to do at the present moment. All work must be in process: what waits for a disk or a thread is not seen.
 */
export function createVirtualClock(now = START): VirtualClock {
  const begunAt = now;
  const sleepers = new Set<{ until: number; wake: () => void }>();
  let changes = 0;

  function sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      changes += 1;
      const end = () => {
        changes += 1;
        sleepers.delete(sleeper);
        signal?.removeEventListener('abort', leave);
      };
      const leave = () => {
        end();
        reject(signal?.reason);
      };
      const wake = () => {
        end();
        resolve();
      };
      const sleeper = { until: now + Math.max(0, ms), wake };
      sleepers.add(sleeper);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  async function settle(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
      const before = changes;
      await new Promise(setImmediate);
      if (changes !== before) quiet = 0;
    }
  }

  return {
    now: () => now,
    steady: () => now - BOOT,
    elapsed: () => now - begunAt,
    sleep,
    async run(work) {
      let ended = false;
      const mark = () => {
        ended = true;
      };
      work.then(mark, mark);
      await settle();
      while (!ended) {
        const next = [...sleepers].reduce<(typeof sleepers extends Set<infer S> ? S : never) | undefined>(
          (first, one) => (first === undefined || one.until < first.until ? one : first),
          undefined,
        );
        if (next === undefined) throw new Error('the work waits for something else than time');
        now = Math.max(now, next.until);
        next.wake();
        await settle();
      }
      return work;
    },
  };
}
