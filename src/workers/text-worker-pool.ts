import { fileURLToPath } from 'node:url';
import workerpool from 'workerpool';
import type { GroundableArticle } from '../article/article.ts';
import { tooComplex } from '../article/article-error.ts';
import { type Clock, systemClock } from '../clock.ts';
import { AppError, shuttingDownError } from '../errors.ts';
import { feedTooComplex } from '../feeds/feed-error.ts';
import type { CheckRequest } from '../grounding/check-request.ts';
import { type CheckResult, checkResult } from '../grounding/check-result.ts';
import type { Finding } from '../grounding/ground-summary.ts';
import type { SafetyContext } from '../safety/check-safety.ts';
import { checkBatches, checkWeight } from './check-batches.ts';
import { fromErrorMessage } from './error-message.ts';
import type { JudgedDraft } from './judgement.ts';
import { parsingTimeMs } from './parsing-time.ts';
import {
  TASK_STARTED,
  type TextTask,
  type TextTaskAnswer,
  type TextTaskInput,
  type TextTaskOutput,
} from './text-task.ts';
import type { TextWorkers } from './text-workers.ts';
import { processorTimeOf, untilSpent } from './thread-time.ts';
import { createWaitingLine, type WaitingLineOptions } from './waiting-line.ts';

export interface TextWorkerPoolOptions {
  /** Threads. Default 2. */
  readonly size?: number;
  /**
   * Longest a task may run, in milliseconds of a processor's time; waiting for a free thread or for a processor does not
   * count. Default 5,000. Parsing a short text, or holding few claims against one, is given less, see parsing-time.ts.
   */
  readonly deadlineMs?: number;
  /** Heap of a thread, in megabytes; the largest articles need about 300. Default 512. */
  readonly heapMb?: number;
  /** How many articles may wait to be parsed before more are refused. Default 32 of over 128 KB, 2,000 in all. */
  readonly mostWaiting?: WaitingLineOptions['mostWaiting'];
  readonly clock?: Pick<Clock, 'sleep'>;
  /** What the thread of a pool has had of a processor. Default `processorTimeOf`. */
  readonly spentMs?: typeof processorTimeOf;
}

/** Space of a thread for young objects, in megabytes. V8 would take three times as much for next to no less work. */
const YOUNG_MB = 24;

/** How long a thread past its deadline may still answer before it is killed, in milliseconds. */
const KILL_AFTER = 5;

/** How many times its limit a task may take when its thread waits for a processor all the while. */
const MOST_TIMES = 10;

/** Why nobody watches a task any more. */
const DONE = 'done';

/** A pool of one, which replaces its thread when that is killed. */
interface Thread {
  readonly pool: workerpool.Pool;
  free: boolean;
  /** Whether it has answered since it was started. */
  running: boolean;
}

/** The worker beside this file, as source or as built. */
const SCRIPT = fileURLToPath(
  new URL(`./text-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
);

function openThread(heapMb: number): workerpool.Pool {
  return workerpool.pool(SCRIPT, {
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
}

export interface TextWorkerPool extends TextWorkers {
  /** Starts the threads now rather than with the first task, and returns at once. */
  warm(): void;
}

/**
 * Text workers as threads, started with the first task unless warmed before. A thread whose task passes the
 * deadline or the heap limit is killed and replaced, and the task fails with 422 `article-too-complex`; the other
 * threads go on meanwhile. Short texts go first, long ones never take every thread, and past `mostWaiting` an article is
 * refused with 503 `busy` before anything is done for it. Disposing ends all threads and fails what they were doing with
 * 503 `shutting-down`.
 */
export function createTextWorkerPool(options: TextWorkerPoolOptions = {}): TextWorkerPool {
  const { size = 2, deadlineMs = 5_000, heapMb = 512, mostWaiting = { longest: 32, all: 2_000 } } = options;
  const { clock = systemClock, spentMs = processorTimeOf } = options;
  const line = createWaitingLine({ places: size, mostWaiting });
  const packedContexts = new WeakMap<SafetyContext, string>();
  let threads: Thread[] | undefined;
  let disposed = false;

  function openThreads(): Thread[] {
    threads ??= Array.from({ length: size }, () => ({ pool: openThread(heapMb), free: true, running: false }));
    return threads;
  }

  /** Taken as it is between threads, it costs more than all the rest of a draft. */
  function packed(context: SafetyContext): string {
    const known = packedContexts.get(context) ?? JSON.stringify(context);
    packedContexts.set(context, known);
    return known;
  }

  /** How long a task may run. */
  function limitOf(task: TextTask, bytes: number): number {
    if (task !== 'parse' && !isOfCheck(task)) return deadlineMs;
    return Math.min(deadlineMs, parsingTimeMs(bytes));
  }

  function run<Task extends TextTask>(
    task: Task,
    text: string | number,
    input: TextTaskInput<Task>,
  ): Promise<TextTaskOutput<Task>> {
    const bytes = typeof text === 'number' ? text : Buffer.byteLength(text);
    const start = () => runNow(task, limitOf(task, bytes), input);
    const refusable = task === 'parse' || task === 'readToCheck';
    return line.join({ bytes, refusable, sparing: isOfCheck(task), start });
  }

  async function check({ claims, ...input }: CheckRequest, signal?: AbortSignal): Promise<CheckResult> {
    const article = await run('readToCheck', input.text, [input]);
    const bytes = Buffer.byteLength(article.text);
    const findings: Finding[] = [];
    for (const some of checkBatches(bytes, claims)) {
      signal?.throwIfAborted();
      findings.push(...(await run('checkSome', checkWeight(bytes, some.length), [groundable(article), some])));
    }
    return checkResult(article, claims, findings);
  }

  async function runNow<Task extends TextTask>(
    task: Task,
    limitMs: number,
    input: TextTaskInput<Task>,
  ): Promise<TextTaskOutput<Task>> {
    if (disposed) throw shuttingDownError();
    const thread = openThreads().find(({ free }) => free);
    if (!thread) throw new Error('more tasks than threads');
    thread.free = false;
    try {
      const answer = await answerOf(thread, task, limitMs, input);
      thread.running = true;
      if ('error' in answer) throw fromErrorMessage(answer.error);
      return answer.value;
    } finally {
      thread.free = true;
    }
  }

  /** The deadline runs from when the thread begins: at once, unless it has yet to start. */
  async function answerOf<Task extends TextTask>(
    thread: Thread,
    task: Task,
    limitMs: number,
    input: TextTaskInput<Task>,
  ): Promise<TextTaskAnswer<Task>> {
    const { pool, running } = thread;
    const over = new AbortController();
    const limit = () => {
      working.timeout(limitMs * MOST_TIMES);
      const { signal } = over;
      untilSpent(limitMs, { clock, signal, spentMs: () => spentMs(pool) }).then(
        () => void working.timeout(0),
        () => undefined, // the task was done before
      );
    };
    const working = pool.exec(task, [!running, ...input], {
      on: (event: unknown) => {
        if (event === TASK_STARTED) limit();
      },
    });
    if (running) limit();
    try {
      return await working;
    } catch (error) {
      thread.running = false; // it is being replaced
      throw disposed ? shuttingDownError() : failureOf(task, error, limitMs, heapMb);
    } finally {
      over.abort(DONE);
    }
  }

  return {
    warm: () => void openThreads(),
    parse: (input) => run('parse', input.text, [input]),
    judge: ({ article, draft, claims, context }) =>
      run('judge', article.text, [{ article: judged(article), draft, claims }, packed(context)]),
    check,
    parseFeed: (text, address) => run('parseFeed', text, [text, address]),
    extract: (article, vocabulary) => run('extract', article.text, [article, vocabulary]),
    countTokens: (texts) => run('countTokens', texts.join(''), [texts]),
    split: (article, share) => run('split', article.text, [article, share]),
    async [Symbol.asyncDispose]() {
      disposed = true;
      line.close(shuttingDownError());
      await Promise.all((threads ?? []).map(({ pool }) => pool.terminate(true)));
    },
  };
}

/** Only what grounding reads: the rest of an entry would be copied to the thread for nothing. */
function groundable({ text, blocks, title, source, author, publishedAt }: GroundableArticle): GroundableArticle {
  return {
    ...{ text, blocks },
    ...(title === undefined ? {} : { title }),
    ...(source === undefined ? {} : { source }),
    ...(author === undefined ? {} : { author }),
    ...(publishedAt === undefined ? {} : { publishedAt }),
  };
}

/** Only what judging a draft reads. */
function judged(article: JudgedDraft['article']): JudgedDraft['article'] {
  const { title, url = null, hidden = [] } = article;
  return { ...groundable(article), title, url, hidden };
}

/** Tells the two ways in which a thread is lost over an article from a defect of ours. */
function failureOf(task: TextTask, error: unknown, limitMs: number, heapMb: number): AppError {
  const { message } = error as Error;
  const tookMoreThan = (limit: string) => {
    if (task === 'checkSome') return tooMuchToCheck(limit, error);
    if (task === 'parseFeed') return feedTooComplex(limit, error);
    return tooComplex(`working on it took more than ${limit}`, error);
  };
  if (error instanceof workerpool.Promise.TimeoutError) return tookMoreThan(`${(limitMs / 1000).toFixed(1)} seconds`);
  if (/memory limit/i.test(message)) return tookMoreThan(`${heapMb} MB of memory`);
  return new AppError('A text worker of Upshot stopped unexpectedly', {
    code: 'internal-error',
    status: 500,
    hint: 'Try again, and report the article if it happens twice.',
    cause: error,
  });
}

function isOfCheck(task: TextTask): boolean {
  return task === 'readToCheck' || task === 'checkSome';
}

/** The article may be as plain as can be: it is the claims that are many, or the two together. */
function tooMuchToCheck(limit: string, cause: unknown): AppError {
  return new AppError(`Holding these claims against the article took more than ${limit}`, {
    code: 'check-too-large',
    status: 422,
    hint: 'Send fewer figures and names in a claim, or only the part of the article that the claims are about.',
    cause,
  });
}
