import { fileURLToPath } from 'node:url';
import workerpool from 'workerpool';
import { AppError, shuttingDownError } from '../errors.ts';
import { fromErrorMessage } from '../workers/error-message.ts';
import type { Reader } from './reader.ts';
import type { ReaderTask, ReaderTaskAnswer, ReaderTaskInput, ReaderTaskOutput } from './reader-task.ts';

export interface ReaderThreadOptions {
  /** Longest a read may take, in milliseconds; its wait for others does not count. Default 5,000. */
  readonly deadlineMs?: number;
  /** How many reads may wait before more are refused. Default 200. */
  readonly mostWaiting?: number;
}

/** The worker beside this file, as source or as built. */
const SCRIPT = fileURLToPath(
  new URL(`./reader-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
);

interface Waiting {
  readonly begin: () => void;
  readonly leave: (error: unknown) => void;
}

/**
 * Reads in a thread of its own, on a connection that cannot write, one at a time and in order. Whoever gives up while
 * waiting costs nothing; what is under way is finished, since SQLite cannot be interrupted, unless it passes the deadline:
 * then the thread is left to its end, and the next read gets another. The thread starts with the first read.
 */
export function createReaderThread(file: string, options: ReaderThreadOptions = {}): Reader {
  const { deadlineMs = 5_000, mostWaiting = 200 } = options;
  const line: Waiting[] = [];
  let pool: workerpool.Pool | undefined;
  let busy = false;
  let closed = false;

  function opened(): workerpool.Pool {
    pool ??= workerpool.pool(SCRIPT, {
      workerType: 'thread',
      minWorkers: 1,
      maxWorkers: 1,
      workerTerminateTimeout: 5,
      workerThreadOpts: { execArgv: [], workerData: { file } },
    });
    return pool;
  }

  /** Until the thread is free. */
  function turn(signal: AbortSignal | undefined): Promise<void> {
    if (closed) return Promise.reject(shuttingDownError());
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (!busy) {
      busy = true;
      return Promise.resolve();
    }
    if (line.length >= mostWaiting) return Promise.reject(overloaded('Too many searches wait already'));
    return new Promise((resolve, reject) => {
      const leave = (error: unknown) => {
        signal?.removeEventListener('abort', giveUp);
        reject(error);
      };
      const waiting: Waiting = {
        begin() {
          signal?.removeEventListener('abort', giveUp);
          resolve();
        },
        leave,
      };
      const giveUp = () => {
        line.splice(line.indexOf(waiting), 1);
        leave(signal?.reason);
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      line.push(waiting);
    });
  }

  function next(): void {
    const waiting = line.shift();
    if (waiting) waiting.begin();
    else busy = false;
  }

  async function read<Task extends ReaderTask>(
    task: Task,
    input: ReaderTaskInput<Task>,
    signal?: AbortSignal,
  ): Promise<ReaderTaskOutput<Task>> {
    await turn(signal);
    try {
      if (closed) throw shuttingDownError();
      const answer: ReaderTaskAnswer<Task> = await opened().exec(task, [input]).timeout(deadlineMs);
      if ('error' in answer) throw fromErrorMessage(answer.error);
      return answer.value;
    } catch (error) {
      if (closed) throw shuttingDownError();
      if (error instanceof workerpool.Promise.TimeoutError) throw overloaded('The search took too long', error);
      throw error;
    } finally {
      next();
    }
  }

  return {
    list: (query, signal) => read('list', query, signal),
    sources: ({ page, perPage }) => read('sources', { page, perPage }),
    related: (query) => read('related', query),
    warm: () => void opened(),
    async [Symbol.asyncDispose]() {
      closed = true;
      for (const { leave } of line.splice(0)) leave(shuttingDownError());
      await pool?.terminate(true);
    },
  };
}

function overloaded(message: string, cause?: unknown): AppError {
  return new AppError(message, {
    code: 'search-overloaded',
    status: 503,
    retryable: true,
    retryAfterMs: 1_000,
    hint: 'Search for fewer or rarer words, or try again in a moment.',
    cause,
  });
}
