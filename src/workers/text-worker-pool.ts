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
import type { TextOrder, TextTask, TextTaskInput, TextTaskOutput } from './text-task.ts';
import { lostOver, openTextThread, type TextThread } from './text-thread.ts';
import type { TextWorkers } from './text-workers.ts';
import { processorTimeOf } from './thread-time.ts';
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
  readonly mostWaiting?: WaitingLineOptions<never, never>['mostWaiting'];
  readonly clock?: Pick<Clock, 'sleep'>;
  /** What the thread of a pool has had of a processor. Default `processorTimeOf`. */
  readonly spentMs?: typeof processorTimeOf;
}

/** A task in the line. */
interface Ordered {
  readonly order: TextOrder;
  readonly limitMs: number;
}

export interface TextWorkerPool extends TextWorkers {
  /** Starts the first thread now rather than with the first task, and returns at once. */
  warm(): void;
}

/**
 * Text workers as threads: the first is started with the first task unless warmed before, others when the first cannot do
 * it all, see waiting-line.ts. A thread whose task passes the deadline or the heap limit is killed and replaced, and the
 * task fails with 422 `article-too-complex`; the other threads go on meanwhile. Short texts go first, long ones never take
 * every thread, and past `mostWaiting` an article is refused with 503 `busy` before anything is done for it. Disposing ends
 * all threads and fails what they were doing with 503 `shutting-down`.
 */
export function createTextWorkerPool(options: TextWorkerPoolOptions = {}): TextWorkerPool {
  const { size = 2, deadlineMs = 5_000, heapMb = 512, mostWaiting = { longest: 32, all: 2_000 } } = options;
  const { clock = systemClock, spentMs = processorTimeOf } = options;
  const line = createWaitingLine<Ordered, TextTaskOutput<TextTask>>({ places: size, mostWaiting, clock, work });
  const packedContexts = new WeakMap<SafetyContext, string>();
  const threads: TextThread[] = [];
  let disposed = false;

  function startThread(): TextThread {
    const thread = openTextThread({ heapMb, clock, spentMs });
    threads.push(thread);
    return thread;
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

  async function run<Task extends TextTask>(
    task: Task,
    text: string | number,
    ...input: TextTaskInput<Task>
  ): Promise<TextTaskOutput<Task>> {
    const bytes = typeof text === 'number' ? text : Buffer.byteLength(text);
    const order = { order: { task, input }, limitMs: limitOf(task, bytes) };
    const refusable = task === 'parse' || task === 'readToCheck';
    return (await line.join({ order, bytes, refusable, sparing: isOfCheck(task) })) as TextTaskOutput<Task>;
  }

  async function check({ claims, ...input }: CheckRequest, signal?: AbortSignal): Promise<CheckResult> {
    const article = await run('readToCheck', input.text, input);
    const bytes = Buffer.byteLength(article.text);
    const findings: Finding[] = [];
    for (const some of checkBatches(bytes, claims)) {
      signal?.throwIfAborted();
      findings.push(...(await run('checkSome', checkWeight(bytes, some.length), groundable(article), some)));
    }
    return checkResult(article, claims, findings);
  }

  async function work(orders: readonly Ordered[]) {
    if (disposed) throw shuttingDownError();
    const thread = threads.find(({ free }) => free) ?? startThread();
    thread.free = false;
    try {
      return await workOn(thread, orders);
    } finally {
      thread.free = true;
    }
  }

  /** Whatever of several the thread is lost over, the others are not to blame: each is done once more, alone. */
  async function workOn(
    thread: TextThread,
    orders: readonly Ordered[],
  ): Promise<PromiseSettledResult<TextTaskOutput<TextTask>>[]> {
    const limitMs = Math.max(...orders.map((one) => one.limitMs));
    try {
      const answers = await thread.work(
        orders.map(({ order }) => order),
        limitMs,
      );
      return answers.map((answer) =>
        'error' in answer
          ? { status: 'rejected', reason: fromErrorMessage(answer.error) }
          : { status: 'fulfilled', value: answer.value },
      );
    } catch (error) {
      const [first, ...others] = orders;
      if (first === undefined || disposed) throw shuttingDownError();
      if (others.length === 0) return [{ status: 'rejected', reason: failureOf(first, error, heapMb) }];
      const results = [];
      for (const order of orders) results.push(...(await workOn(thread, [order])));
      return results;
    }
  }

  return {
    warm: () => void (threads.length > 0 || startThread()),
    parse: (input) => run('parse', input.text, input),
    judge: ({ article, draft, claims, context }) =>
      run('judge', article.text, { article: judged(article), draft, claims }, packed(context)),
    check,
    parseFeed: (text, address) => run('parseFeed', text, text, address),
    extract: (article, vocabulary) => run('extract', article.text, article, vocabulary),
    countTokens: (texts) => run('countTokens', texts.join(''), texts),
    split: (article, share) => run('split', article.text, article, share),
    async [Symbol.asyncDispose]() {
      disposed = true;
      line.close(shuttingDownError());
      await Promise.all(threads.map((thread) => thread[Symbol.asyncDispose]()));
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
function failureOf({ order: { task }, limitMs }: Ordered, error: unknown, heapMb: number): AppError {
  const tookMoreThan = (limit: string) => {
    if (task === 'checkSome') return tooMuchToCheck(limit, error);
    if (task === 'parseFeed') return feedTooComplex(limit, error);
    return tooComplex(`working on it took more than ${limit}`, error);
  };
  const over = lostOver(error);
  if (over === 'time') return tookMoreThan(`${(limitMs / 1000).toFixed(1)} seconds`);
  if (over === 'memory') return tookMoreThan(`${heapMb} MB of memory`);
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
