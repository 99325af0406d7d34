import { AppError, type AppErrorOptions } from '../errors.ts';

/** `no-recording`: nothing answers the request; `bad-recording`: a file is broken; `cannot-record`: the disk refuses. */
export type RecordingErrorCode = 'no-recording' | 'bad-recording' | 'cannot-record';

export interface RecordingErrorOptions extends Omit<AppErrorOptions, 'code' | 'status'> {
  readonly code: RecordingErrorCode;
  /** Default 502: as seen from outside, the model that the recordings stand for gave no answer. */
  readonly status?: number;
}

/** What goes wrong with recordings. None of it passes when tried again, and none of it was paid for. */
export class RecordingError extends AppError {
  declare readonly code: RecordingErrorCode;

  constructor(message: string, options: RecordingErrorOptions) {
    super(message, { ...options, status: options.status ?? 502 });
  }
}
