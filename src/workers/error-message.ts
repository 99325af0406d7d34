import { AppError, asAppError, type ErrorDetail } from '../errors.ts';

/** An AppError as plain data, which keeps every field on its way between threads. */
export interface ErrorMessage {
  readonly message: string;
  readonly code: string;
  readonly status: number;
  readonly exitCode: AppError['exitCode'];
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly hint: string | undefined;
  readonly errors: readonly ErrorDetail[];
  /** Stack of what it was made from, for the log only. */
  readonly cause: string | undefined;
}

/** What was thrown as plain data. Anything but an AppError is a defect and becomes `internal-error`. */
export function toErrorMessage(thrown: unknown): ErrorMessage {
  const { message, code, status, exitCode, retryable, retryAfterMs, hint, errors, cause } = asAppError(thrown);
  const reason =
    cause instanceof Error ? (cause.stack ?? cause.message) : cause === undefined ? undefined : String(cause);
  return { message, code, status, exitCode, retryable, retryAfterMs, hint, errors, cause: reason };
}

/** The AppError again, on the other side. */
export function fromErrorMessage({ message, retryAfterMs, hint, cause, ...fields }: ErrorMessage): AppError {
  return new AppError(message, {
    ...fields,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(hint === undefined ? {} : { hint }),
    ...(cause === undefined ? {} : { cause: new Error(cause) }),
  });
}
