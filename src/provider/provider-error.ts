import { AppError, type AppErrorOptions } from '../errors.ts';
import type { Usage } from '../ledger/ledger.ts';
import type { RecordingErrorCode } from '../recording/recording-error.ts';
import type { Attempt } from './provider.ts';

/** What went wrong between us and a provider; the code is public, in problems and provenance. */
export type ProviderErrorCode =
  | 'provider-rate-limited'
  | 'provider-quota-exhausted'
  | 'provider-unavailable'
  | 'provider-unreachable'
  | 'provider-timeout'
  | 'provider-circuit-open'
  | 'provider-authentication'
  | 'provider-bad-request'
  | 'provider-context-exceeded'
  | 'provider-refused'
  | 'provider-length-stop'
  | 'provider-empty-answer'
  | 'provider-invalid-answer'
  /** Of answers that are replayed: see recording-error.ts. */
  | RecordingErrorCode;

export interface ProviderErrorOptions extends Omit<AppErrorOptions, 'code' | 'status'> {
  readonly code: ProviderErrorCode;
  /**
   * Default: 503 when the provider takes no more for now (a rate limit, an open breaker), which like no other status is read
   * together with `Retry-After`; 504 for a timeout, 422 when the article does not fit the model, 502 for all others.
   */
  readonly status?: number;
  readonly provider: string;
  /** Whether the vendor was asked. False says nothing about it: the time went by in a line of ours. Default true. */
  readonly asked?: boolean;
  /** Whether the vendor may have done, and charged, the work although no answer came. */
  readonly uncertain?: boolean;
  /** What the vendor says it charged for the call that came to nothing. */
  readonly usage?: Usage | undefined;
  readonly attempts?: readonly Attempt[];
  /** By how much the article was too long, where that is known. */
  readonly tooLong?: TooLong | undefined;
}

/** In tokens: what an article, or the drafts of its parts, came to in a prompt, and what there was room for. */
export interface TooLong {
  readonly tokens: number;
  readonly room: number;
}

/** No draft came. `uncertain` tells the ledger whether the call may have been charged, `usage` what for certain was. */
export class ProviderError extends AppError {
  declare readonly code: ProviderErrorCode;
  readonly provider: string;
  readonly asked: boolean;
  readonly uncertain: boolean;
  readonly usage: Usage | undefined;
  readonly attempts: readonly Attempt[];
  readonly tooLong: TooLong | undefined;

  constructor(message: string, options: ProviderErrorOptions) {
    super(message, { ...options, status: options.status ?? defaultStatus(options.code) });
    this.provider = options.provider;
    this.asked = options.asked ?? true;
    this.uncertain = options.uncertain ?? false;
    this.usage = options.usage;
    this.attempts = options.attempts ?? [];
    this.tooLong = options.tooLong;
  }
}

/** The same error with the attempts that led to it, and other words where `message` is given. */
export function withAttempts(
  error: ProviderError,
  attempts: readonly Attempt[],
  message: string = error.message,
): ProviderError {
  const { code, status, exitCode, retryable, retryAfterMs, hint, errors, cause } = error;
  const { provider, asked, uncertain, usage, tooLong } = error;
  return new ProviderError(message, {
    ...{ code, status, exitCode, retryable, errors, provider, asked, uncertain, usage, attempts, tooLong },
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(hint === undefined ? {} : { hint }),
    ...(cause === undefined ? {} : { cause }),
  });
}

function defaultStatus(code: ProviderErrorCode): number {
  if (code === 'provider-rate-limited' || code === 'provider-circuit-open') return 503;
  if (code === 'provider-timeout') return 504;
  if (code === 'provider-context-exceeded') return 422;
  return 502;
}
