import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import { migrate } from './migrate.ts';
import { retryWhileBusy } from './retry-while-busy.ts';
import { connect, type Sqlite } from './sqlite.ts';

/**
 * `synchronous=NORMAL`: a commit is in the log when it returns, and log-flush.ts waits for the disk. The cache holds the
 * inner pages of every listing of a million entries, and not much more: a commit after a page was split looks at all that it
 * holds. `cache_size` is in KiB when negative.
 */
const PRAGMAS = `
  PRAGMA synchronous = NORMAL;
  PRAGMA foreign_keys = ON;
  PRAGMA cache_size = -16384;
  PRAGMA temp_store = MEMORY;
  PRAGMA wal_autocheckpoint = 4000;
  PRAGMA journal_size_limit = 67108864;
`;

/**
 * Opens the database, making the folder and the file when they are missing, and brings it to the newest schema. Safe
 * when several processes start on one file at once.
 *
 * @throws {AppError} `database-unusable` naming the file, `database-too-new`, or `catalogue-busy` after five seconds.
 */
export async function openSqlite(file: string, migrations: readonly string[], clock: Clock): Promise<Sqlite> {
  try {
    mkdirSync(dirname(file), { recursive: true });
    return await retryWhileBusy(clock, () => openNow(file, migrations));
  } catch (error) {
    if (error instanceof AppError && error.code === 'database-too-new') throw error;
    throw unusable(file, error);
  }
}

/** Another connection, for reads alone, to a database that is open already. */
export function openReadOnly(file: string): Sqlite {
  const db = connect(file, { readOnly: true });
  db.exec('PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;');
  return db;
}

function openNow(file: string, migrations: readonly string[]): Sqlite {
  const db = connect(file);
  try {
    useWriteAheadLog(db);
    db.exec(PRAGMAS);
    migrate(db, migrations);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function useWriteAheadLog(db: Sqlite): void {
  // Asking for the mode it already has takes no lock; setting it does, and ignores the busy timeout.
  if (db.get<{ journal_mode: string }>('PRAGMA journal_mode')?.journal_mode === 'wal') return;
  const mode = db.get<{ journal_mode: string }>('PRAGMA journal_mode = WAL')?.journal_mode;
  if (mode !== 'wal') throw new Error(`its file system does not support a write-ahead log (journal mode ${mode})`);
}

function unusable(file: string, error: unknown): AppError {
  const { message, hint } = reasonOf(error);
  return new AppError(`The database ${file} cannot be used: ${message}`, {
    code: 'database-unusable',
    status: 500,
    hint: hint ?? 'Check the folder, or set UPSHOT_DATA_DIR to another one.',
    cause: error,
  });
}

function reasonOf(error: unknown): { message: string; hint?: string | undefined } {
  if (error instanceof AppError) return { message: error.message, hint: error.hint };
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EEXIST' || code === 'ENOTDIR') return { message: 'its folder is a file' };
  if (code === 'EACCES' || code === 'EPERM') return { message: 'its folder may not be written' };
  return { message };
}
