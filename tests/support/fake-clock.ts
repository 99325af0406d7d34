import type { Clock } from '../../src/clock.ts';

export interface FakeClock extends Clock {
  /** Every wait that was asked for, in milliseconds, in order. */
  readonly sleeps: readonly number[];
  /** Moves time on and wakes whoever slept until then. */
  advance(ms: number): void;
  /** Sets the time of day back; no less time passes for that. */
  setBack(ms: number): void;
}

const START = Date.UTC(2025, 5, 1);
/** What `steady` counts from: as on a real machine, it is no time of day. */
const BOOT = START - 1_000_000;

/** Stands still until a test moves it on. */
export function createFakeClock(now = START): FakeClock {
  const sleeps: number[] = [];
  let back = 0;
  const sleepers = new Set<{ until: number; wake: () => void }>();
  return {
    sleeps,
    now: () => now - back,
    steady: () => now - BOOT,
    setBack(ms) {
      back += ms;
    },
    sleep: (ms, signal) =>
      new Promise<void>((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        sleeps.push(ms);
        const sleeper = { until: now + ms, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        });
      }),
    advance(ms) {
      now += ms;
      for (const sleeper of sleepers) {
        if (sleeper.until > now) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    },
  };
}

/** Time passes only by sleeping, and sleeping takes no time: for code that waits, without waiting. */
export function createInstantClock(now = START): FakeClock {
  const sleeps: number[] = [];
  let back = 0;
  return {
    sleeps,
    now: () => now - back,
    steady: () => now - BOOT,
    setBack(ms) {
      back += ms;
    },
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      sleeps.push(ms);
      now += ms;
    },
    advance(ms) {
      now += ms;
    },
  };
}
