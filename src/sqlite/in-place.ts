import { statSync } from 'node:fs';
import { AppError } from '../errors.ts';
import type { Sqlite } from './sqlite.ts';

/**
 * Remembers which file a connection has open, and returns how to make sure that it is still the one at its path. SQLite
 * goes on with a file that was removed or renamed, where nobody finds again what is written to it.
 *
 * @throws {AppError} `catalogue-unusable`, from what is returned.
 */
export function watchPlace(db: Sqlite): () => void {
  const path = db.get<{ file: string | null }>(`SELECT file FROM pragma_database_list WHERE name = 'main'`)?.file;
  const opened = path ? identityOf(path) : undefined;
  return () => {
    if (path && opened !== undefined && identityOf(path) !== opened) throw gone();
  };
}

/** Which file it is, whatever it is called; undefined where there is none. */
function identityOf(path: string): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found && `${found.dev}:${found.ino}`;
}

function gone(): AppError {
  return new AppError('The catalogue file was moved, removed or replaced while Upshot had it open', {
    code: 'catalogue-unusable',
    status: 500,
    hint: 'Put it back where it was, or start Upshot again to go on with what is there now.',
  });
}
