import type { LogFlush } from '../../src/sqlite/log-flush.ts';

/** A disk that takes everything at once: on a virtual clock nobody sees a real one work. */
export const noDisk: LogFlush = { flush: async () => {}, [Symbol.asyncDispose]: async () => {} };
