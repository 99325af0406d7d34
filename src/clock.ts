/** The only source of time. Everything that waits or stamps takes one, so that tests run without waiting. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason as soon as it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Milliseconds that went by since a moment of that clock; 0 where it was set back meanwhile. */
export function elapsed(clock: Pick<Clock, 'now'>, since: number): number {
  return Math.max(0, clock.now() - since);
}

/** What time it is by a clock that stands still where the other is set back, and then goes on from there. */
export function steady(clock: Pick<Clock, 'now'>): () => number {
  let last = clock.now();
  let behind = 0;
  return () => {
    const now = clock.now();
    behind += Math.max(0, last - now);
    last = now;
    return now + behind;
  };
}

export const systemClock: Clock = {
  now: () => Date.now(),
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
