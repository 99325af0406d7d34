import { setTimeout as delay } from 'node:timers/promises';

/** The only source of time. Everything that waits or stamps takes one, so that tests run without waiting. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason as soon as it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    try {
      await delay(ms, undefined, signal ? { signal } : {});
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  },
};

/** Time for a load tool, in milliseconds with fractions from some fixed moment on. `Clock` is for everything else. */
export interface PreciseTimer {
  now(): number;
  /**
   * When the present turn of the event loop began to read: whatever it reads had arrived by then. A wait that counts from
   * here is not longer for the time that others in the same turn take.
   */
  turn(): number;
  /** Calls `ring` in a later turn, once `now()` has come to `due`: never before it. */
  at(due: number, ring: () => void): Alarm;
}

export interface Alarm {
  cancel(): void;
}

export const systemTimer: PreciseTimer = createSystemTimer();

function createSystemTimer(): PreciseTimer {
  let began: number | undefined;
  const endTurn = () => {
    began = undefined;
  };
  return {
    now: () => performance.now(),
    turn() {
      if (began === undefined) {
        began = performance.now();
        setImmediate(endTurn); // which is when everything there was to read has been read
      }
      return began;
    },
    at(due, ring) {
      let timeout: NodeJS.Timeout | undefined;
      let immediate: NodeJS.Immediate | undefined;
      // A timeout counts in whole milliseconds and fires up to one too early. The rest is waited for turn by turn, which
      // costs a few percent of a core and brings the error down to a third of a timeout's.
      const wait = (left: number) => {
        if (left < 1) immediate = setImmediate(look);
        else timeout = setTimeout(look, left);
      };
      const look = () => {
        const left = due - performance.now();
        if (left <= 0) ring();
        else wait(left);
      };
      wait(due - performance.now());
      return {
        cancel() {
          clearTimeout(timeout);
          clearImmediate(immediate);
        },
      };
    },
  };
}
