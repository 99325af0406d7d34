import type { ArticleRequest } from '../article/article-request.ts';

/**
 * The port to work that is done later: articles that wait for their summary. A promise that resolves after a write means
 * that it outlives a crash. Every process on the same database sees the same jobs and takes each of them once.
 */
export interface Queue {
  /**
   * Puts work on the queue. With a `key` that a job of the last day has, that job instead, whatever became of it.
   *
   * @throws {AppError} 422 `idempotency-key-reused` when the job of that key is about other work; 503 `queue-full`, retryable,
   *   while too many jobs wait.
   */
  add(work: Work, options?: { readonly key?: string | undefined }): Promise<Job>;
  /**
   * The job that `add` would answer with in place of a new one, if it is about one of these; null: none has the key.
   *
   * @throws {AppError} 422 `idempotency-key-reused` when it is about other work.
   */
  known(works: readonly Work[], key: string): Promise<Job | null>;
  /**
   * Takes the job that has been due for longest, until `leaseUntil` (milliseconds since the Unix epoch): then, or once the
   * process that holds it is known to be dead, another may take it. Null: nothing is due. Cheap then, to be asked often.
   */
  take(leaseUntil: number): Promise<TakenJob | null>;
  /** Keeps a taken job for longer. False: it is another's by now, or cancelled; give it up. */
  extend(job: TakenJob, leaseUntil: number): Promise<boolean>;
  /** Ends a taken job well. Ignored when it is another's by now. */
  complete(job: TakenJob, entryId: string): Promise<void>;
  /** Ends an attempt at a taken job: it is due again at `retryAt`, or for good a dead letter when that is null. */
  fail(job: TakenJob, problem: JobProblem, retryAt: number | null): Promise<void>;
  /** Gives a taken job back as if it had not been tried, due at `dueAt`; `problem` says what it waits for, null: nothing. */
  postpone(job: TakenJob, problem: JobProblem | null, dueAt: number): Promise<void>;
  get(id: string): Promise<Job | null>;
  list(query: JobQuery): Promise<JobPage>;
  /**
   * Cancels a job that waits, is in work or is a dead letter; one in work is given up by whoever works on it. The job as it
   * then is, null: there is none.
   */
  cancel(id: string): Promise<Job | null>;
  /** Makes a dead letter due again, with all its attempts, or what waits due now. The job as it then is; null: there is none. */
  retry(id: string): Promise<Job | null>;
  /** How much is on it. */
  depth(): Promise<QueueDepth>;
  /** Calls back after every write of this process that others may have to act on. The returned function ends that. */
  watch(listener: (change: QueueChange) => void): () => void;
}

export interface QueueDepth {
  readonly jobs: Readonly<Record<JobState, number>>;
  /** When the oldest job that waits was put on the queue, ISO 8601; null when none waits. */
  readonly oldestWaiting: string | null;
}

/** `due`: a job may be taken that could not before. */
export interface QueueChange {
  readonly what: 'due' | 'cancelled';
  readonly id: string;
}

/** An article, the address of one, or an entry whose summary is to be drafted anew. */
export type Work = ArticleRequest | Redraft;

export interface Redraft {
  /** Id of the entry. */
  readonly resummarise: string;
  /** The version that it is meant for; left out: any. */
  readonly seen?: number | undefined;
}

export const jobStates = ['waiting', 'working', 'done', 'failed', 'cancelled'] as const;
export type JobState = (typeof jobStates)[number];

export interface Job {
  readonly id: string;
  readonly state: JobState;
  /** How often it was tried. */
  readonly attempts: number;
  /** ISO 8601, as all times here. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** When it is tried again; null when it is not. */
  readonly dueAt: string | null;
  /** The entry that came of it; before it is done, of an attempt whose process died before it could say so. */
  readonly articleId: string | null;
  /** What went wrong last; null when nothing did. */
  readonly problem: JobProblem | null;
}

export interface TakenJob extends Job {
  readonly work: Work;
  /** Tells this taking of the job from any other. */
  readonly lease: string;
}

export interface JobProblem {
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
}

export interface JobQuery {
  readonly state?: JobState | undefined;
  /** From 1. */
  readonly page: number;
  /** 1 to 100. */
  readonly perPage: number;
}

export interface JobPage {
  /** Newest first. */
  readonly items: readonly Job[];
  readonly page: number;
  readonly perPage: number;
  readonly pageCount: number;
  readonly total: number;
}
