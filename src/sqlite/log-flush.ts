import { type FileHandle, open } from 'node:fs/promises';
import { ioFailed } from './map-sqlite-error.ts';
import type { Sqlite } from './sqlite.ts';

/** Waits for the disk. Disposing it closes what it had open. */
export interface LogFlush extends AsyncDisposable {
  /**
   * Resolves once everything that the connection has committed by now is on the disk. Those who ask while the disk is at it
   * share its next turn.
   *
   * @throws {AppError} `catalogue-io-failed` when the disk does not take it.
   */
  flush(): Promise<void>;
}

/**
 * Waits for the write-ahead log of a connection in a thread of Node's pool, so that the disk holds up nobody else; SQLite
 * itself (`synchronous = FULL`) would block the thread that commits. With `NORMAL` a commit is in the log when it returns and
 * lasts once the log is synced (sqlite.org/wal.html); a checkpoint syncs log and database in this order before it begins the
 * log anew, so what is no longer in the log lasts as well.
 */
export function createLogFlush(db: Sqlite): LogFlush {
  const file = db.get<{ file: string | null }>(`SELECT file FROM pragma_database_list WHERE name = 'main'`)?.file;
  let log: Promise<FileHandle> | undefined;
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  async function sync(path: string): Promise<void> {
    try {
      log ??= open(`${path}-wal`, 'r+');
      await (await log).datasync();
    } catch (error) {
      log = undefined;
      throw ioFailed(error);
    }
  }

  return {
    async flush() {
      if (!file) return; // in memory
      next ??= running
        .catch(() => undefined)
        .then(() => {
          next = undefined;
          running = sync(file);
          return running;
        });
      return next;
    },
    async [Symbol.asyncDispose]() {
      await running.catch(() => undefined);
      await (await log?.catch(() => undefined))?.close();
    },
  };
}
