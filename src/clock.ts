/** The only source of time. Everything that waits or stamps takes one, so that tests run without waiting. */
export interface Clock {
  /** What time it is, in milliseconds since the Unix epoch: to stamp, and for what outlives the process. It may be set back. */
  now(): number;
  /**
   * Whole milliseconds since some moment, by a clock that only ever goes on: for how long something took or is to last. Says
   * nothing to another process; while the machine sleeps it may stand still.
   */
  steady(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason as soon as it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  steady: () => Math.floor(performance.now()),
  // Not that of node:timers/promises: each wait that is broken off would make an error with a stack, which costs more than the rest.
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', leave);
        resolve();
      }, ms);
      const leave = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', leave, { once: true });
    }),
};
