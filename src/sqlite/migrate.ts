import { AppError } from '../errors.ts';
import type { Sqlite } from './sqlite.ts';

/**
 * Brings a database to the newest schema: migration n (from 1) takes it from version n-1 to n, each in a transaction of
 * its own, so that a crash leaves a whole version and two processes that start at once do each step once. The version is
 * SQLite's `user_version`. Migrations that were ever released are never changed, only followed by others.
 *
 * @throws {AppError} `database-too-new` when a newer Upshot wrote the file.
 */
export function migrate(db: Sqlite, migrations: readonly string[]): void {
  if (versionOf(db) === 0 && hasTables(db)) throw new Error('it holds the tables of another program');
  while (versionOf(db) < migrations.length) step(db, migrations);
  if (versionOf(db) > migrations.length) throw tooNew(versionOf(db), migrations.length);
}

function step(db: Sqlite, migrations: readonly string[]): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    const version = versionOf(db); // read again: another process may have been first
    const migration = migrations[version];
    if (migration !== undefined) {
      db.exec(migration);
      db.exec(`PRAGMA user_version = ${version + 1}`);
    }
    db.exec('COMMIT');
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

/** How many migrations a database has been through. */
export function versionOf(db: Sqlite): number {
  return db.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
}

function hasTables(db: Sqlite): boolean {
  // One statement sees version and tables of one moment: the first migration may commit between two.
  const foreign = db.get<{ foreign_tables: number }>(
    `SELECT EXISTS (SELECT 1 FROM sqlite_schema) AND (SELECT user_version FROM pragma_user_version) = 0
       AS foreign_tables`,
  );
  return foreign?.foreign_tables === 1;
}

function tooNew(version: number, known: number): AppError {
  return new AppError(`The database was written by a newer Upshot (schema ${version}, this one knows ${known})`, {
    code: 'database-too-new',
    status: 500,
    hint: 'Run the newer Upshot, or point UPSHOT_DATA_DIR at another folder.',
  });
}
