/** One thing wrong with an input: what, and where (RFC 6901 JSON Pointer into the request, `''` for the whole). */
export interface ErrorDetail {
  readonly detail: string;
  readonly pointer: string;
}

export interface AppErrorOptions {
  /** Stable kebab-case name of the problem, part of the public contract; the last segment of the problem's `type`. */
  readonly code: string;
  /** HTTP status that answers it (RFC 9110). */
  readonly status: number;
  /** Process exit code on the command line: 1 failed, 2 wrong usage, 130 interrupted. Default 1. */
  readonly exitCode?: 1 | 2 | 130;
  /** Whether the same request may succeed when sent again unchanged. Default false. */
  readonly retryable?: boolean;
  /** How long to wait before that, in milliseconds, when the other side said so. */
  readonly retryAfterMs?: number;
  /** What the person should do about it; one sentence. */
  readonly hint?: string;
  readonly errors?: readonly ErrorDetail[];
  readonly cause?: unknown;
}

/**
 * The one family of errors meant for people. It carries every decision with it, so that HTTP, the command line and the
 * backlog only read it. `message` says what went wrong and where, never a path, key or stack of the server.
 * Anything thrown that is not an AppError is a defect of Upshot and is shown as `internal-error`.
 */
export class AppError extends Error {
  readonly code: string;
  readonly status: number;
  readonly exitCode: 1 | 2 | 130;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly hint: string | undefined;
  readonly errors: readonly ErrorDetail[];

  constructor(message: string, options: AppErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = options.code;
    this.status = options.status;
    this.exitCode = options.exitCode ?? 1;
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
    this.hint = options.hint;
    this.errors = options.errors ?? [];
  }
}

/** Returns `error` itself when it is an AppError, else a blank `internal-error` that hides it behind `cause`. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('Upshot failed in a way it did not foresee', {
    code: 'internal-error',
    status: 500,
    hint: 'Run again with --verbose, or look at the server log, and report what it says.',
    cause: error,
  });
}

/** The error for work that its caller no longer wants: a client that hung up, Ctrl-C, a server that shuts down. */
export function cancelledError(): AppError {
  return new AppError('The request was cancelled before it was answered', {
    code: 'cancelled',
    status: 499,
    exitCode: 130,
    retryable: true,
  });
}

/** The error for work that comes, or is not done yet, when Upshot is asked to end. */
export function shuttingDownError(): AppError {
  return new AppError('Upshot is shutting down', {
    code: 'shutting-down',
    status: 503,
    retryable: true,
    retryAfterMs: 5_000,
    hint: 'Send the request again in a moment.',
  });
}
