import { statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { connect, type Sqlite } from './sqlite.ts';

/**
 * A connection that only reads. Where not even the index of the log may be written beside the file, it is opened as one that
 * nobody changes, which is right as long as there is no log to be read with it.
 *
 * @throws {AppError} when it cannot be read.
 */
export function connectReadOnly(file: string): Sqlite {
  try {
    return readable(file);
  } catch (error) {
    if ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) throw error;
    return readable(Object.assign(pathToFileURL(file), { search: '?immutable=1' }));
  }
}

/** Opening finds nothing wrong; the first read does. */
function readable(file: string | URL): Sqlite {
  const db = connect(file, { readOnly: true });
  try {
    db.get('SELECT 1 FROM sqlite_schema');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
