import { AppError, type AppErrorOptions } from '../errors.ts';

const IO_FAILED: { message: string } & AppErrorOptions = {
  message: 'The catalogue could not be read or written: the disk reported an error',
  code: 'catalogue-io-failed',
  status: 500,
  hint: 'Check the disk that holds the data folder, then restart Upshot.',
};

const READ_ONLY: { message: string } & AppErrorOptions = {
  message: 'The catalogue cannot be written: its file is read-only',
  code: 'catalogue-read-only',
  status: 500,
  hint: 'Give the user that runs Upshot the right to write the data folder and the files in it.',
};

const DISK_FULL: { message: string } & AppErrorOptions = {
  message: 'The catalogue cannot grow: the disk is full',
  code: 'catalogue-full',
  status: 507,
  hint: 'Free some space on the disk that holds the data folder.',
};

/** SQLITE_IOERR_SHMSIZE: the index of its log finds no room, which is how a full disk shows when the file is opened. */
const NO_ROOM_FOR_INDEX = 4874;

/** The primary result codes of SQLite (sqlite.org/rescode.html) that a person or a caller can do something about. */
const KNOWN: Record<number, { message: string } & AppErrorOptions> = {
  5: busy('Another process is writing to the catalogue'),
  6: busy('The catalogue is locked'),
  8: READ_ONLY,
  10: IO_FAILED,
  11: damaged('The catalogue file is damaged'),
  13: DISK_FULL,
  14: {
    message: 'The catalogue file cannot be opened',
    code: 'catalogue-unusable',
    status: 500,
    hint: 'Check that the data folder exists and that the user that runs Upshot may write in it.',
  },
  26: damaged('The catalogue file is not an SQLite database'),
};

/** Turns an error of `node:sqlite` into the AppError that says what to do; anything else comes back as it is. */
export function mapSqliteError(error: unknown): unknown {
  const code = codeOf(error);
  const known = code === NO_ROOM_FOR_INDEX ? DISK_FULL : KNOWN[code & 0xff];
  if (!known) return error;
  const { message, ...options } = known;
  return new AppError(message, { ...options, cause: error });
}

/** The error for a disk that did not take what was written to it. */
export function ioFailed(cause: unknown): AppError {
  const { message, ...options } = IO_FAILED;
  return new AppError(message, { ...options, cause });
}

/** Whether another connection holds the lock, so that the same statement may succeed in a moment. */
export function isBusy(error: unknown): boolean {
  return error instanceof AppError && error.code === 'catalogue-busy';
}

/** The error for a write to a database that was opened to read alone; SQLite's own differ with how it was. `why`: what was to be written. */
export function readOnlyError(why?: string): AppError {
  const { message, ...options } = READ_ONLY;
  return new AppError(why === undefined ? message : `${why}, but its file is read-only`, options);
}

/** Whether the file may be read but not written. */
export function isReadOnly(error: unknown): boolean {
  return error instanceof AppError && error.code === 'catalogue-read-only';
}

/** 0 for what is no SQLite error. Extended codes carry the primary one in their lowest byte. */
function codeOf(error: unknown): number {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return 0;
  return error.errcode;
}

function busy(message: string) {
  return {
    message,
    code: 'catalogue-busy',
    status: 503,
    retryable: true,
    retryAfterMs: 1000,
    hint: 'Try again in a moment.',
  };
}

function damaged(message: string) {
  return {
    message,
    code: 'catalogue-damaged',
    status: 500,
    hint: 'Restore upshot.db from a backup, or move it away to start with an empty catalogue.',
  };
}
