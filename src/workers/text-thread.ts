import { fileURLToPath } from 'node:url';
import workerpool from 'workerpool';
import type { Clock } from '../clock.ts';
import { TASK_STARTED, type TextOrder, type TextTaskAnswer } from './text-task.ts';
import { type processorTimeOf, untilSpent } from './thread-time.ts';

/** Space of a thread for young objects, in megabytes. V8 would take three times as much for next to no less work. */
const YOUNG_MB = 24;

/** How long a thread past its deadline may still answer before it is killed, in milliseconds. */
const KILL_AFTER = 5;

/** How many times its limit a task may take when its thread waits for a processor all the while. */
const MOST_TIMES = 10;

/** Why nobody watches a task any more. */
const DONE = 'done';

/** The worker beside this file, as source or as built. */
const SCRIPT = fileURLToPath(
  new URL(`./text-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
);

export interface TextThread extends AsyncDisposable {
  /** Whether nobody uses it. Whoever does says so. */
  free: boolean;
  /**
   * Does what is ordered, in order. Past `limitMs` of a processor's time for all of it, or past its heap, the thread is
   * killed and replaced, and this rejects with what workerpool says of that; see `lostOver`.
   */
  work(orders: readonly TextOrder[], limitMs: number): Promise<readonly TextTaskAnswer[]>;
}

export interface TextThreadOptions {
  readonly heapMb: number;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly spentMs: typeof processorTimeOf;
}

/** Starts a thread, which works on texts until it is disposed of. */
export function openTextThread({ heapMb, clock, spentMs }: TextThreadOptions): TextThread {
  const pool = workerpool.pool(SCRIPT, {
    workerType: 'thread',
    minWorkers: 1,
    maxWorkers: 1,
    workerTerminateTimeout: KILL_AFTER,
    // No inherited flags: --inspect or --input-type of the main thread are not meant for these.
    workerThreadOpts: {
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: YOUNG_MB },
      execArgv: [],
    },
  });
  let running = false;

  return {
    free: true,
    // The deadline runs from when the thread begins: at once, unless it has yet to start.
    async work(orders, limitMs) {
      const over = new AbortController();
      const limit = () => {
        working.timeout(limitMs * MOST_TIMES);
        const { signal } = over;
        untilSpent(limitMs, { clock, signal, spentMs: () => spentMs(pool) }).then(
          () => void working.timeout(0),
          () => undefined, // the work was done before
        );
      };
      const working = pool.exec('work', [!running, orders], {
        on: (event: unknown) => {
          if (event === TASK_STARTED) limit();
        },
      });
      if (running) limit();
      try {
        const answers = await working;
        running = true;
        return answers;
      } catch (error) {
        running = false; // it is being replaced
        throw error;
      } finally {
        over.abort(DONE);
      }
    },
    async [Symbol.asyncDispose]() {
      await pool.terminate(true);
    },
  };
}

/** Over what a thread was lost; undefined: over a defect of ours. */
export function lostOver(error: unknown): 'time' | 'memory' | undefined {
  if (error instanceof workerpool.Promise.TimeoutError) return 'time';
  return error instanceof Error && /memory limit/i.test(error.message) ? 'memory' : undefined;
}
