import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import { connectReadOnly } from './connect-read-only.ts';
import { readOnlyError } from './map-sqlite-error.ts';
import { migrate, versionOf } from './migrate.ts';
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
 * when several processes start on one file at once. A file of that schema that may not be written is opened to be read: then
 * every write says so, `catalogue-read-only`.
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
  const db = connectReadOnly(file);
  db.exec('PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;');
  return db;
}

function openNow(file: string, migrations: readonly string[]): Sqlite {
  const isThere = statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  try {
    if (isThere) accessSync(file, constants.W_OK); // else SQLite opens it all the same, and fails at the first write
    return prepared(connect(file), (db) => {
      useWriteAheadLog(db);
      db.exec(PRAGMAS);
      migrate(db, migrations);
    });
  } catch (error) {
    if (!isThere || !isClosedToWriting(error)) throw error;
    return prepared(connectReadOnly(file), (db) => {
      db.exec(PRAGMAS);
      if (versionOf(db) < migrations.length)
        throw readOnlyError('an older Upshot wrote it, and it has to be brought up to date');
      migrate(db, migrations);
    });
  }
}

function prepared(db: Sqlite, prepare: (db: Sqlite) => void): Sqlite {
  try {
    prepare(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** SQLite says of a file in a folder where it may make no log that it cannot be opened. */
function isClosedToWriting(error: unknown): boolean {
  const { code = '' } = error as NodeJS.ErrnoException;
  return ['EACCES', 'EPERM', 'EROFS', 'catalogue-read-only', 'catalogue-unusable'].includes(code);
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
