import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { mapSqliteError } from './map-sqlite-error.ts';

export type SqlValues = readonly SQLInputValue[] | Readonly<Record<string, SQLInputValue>>;

/**
 * One connection. Every statement is prepared once and kept. Errors that a person can act on are thrown as AppErrors;
 * a broken constraint stays what it is, a defect. `Row` is what the caller knows its own SQL to return.
 */
export interface Sqlite {
  get<Row>(sql: string, values?: SqlValues): Row | undefined;
  all<Row>(sql: string, values?: SqlValues): Row[];
  /** Returns the rowid of the last insert. */
  run(sql: string, values?: SqlValues): number;
  /** Several statements at once, not kept. */
  exec(sql: string): void;
  /** Runs reads that must agree with each other, whatever other processes write meanwhile. */
  snapshot<T>(read: () => T): T;
  readonly inTransaction: boolean;
  /** Whether it was opened to read alone. */
  readonly readOnly: boolean;
  close(): void;
}

/** How long a statement may block the thread on another process's lock; the rest of the waiting is asynchronous. */
const BUSY_TIMEOUT_MS = 15;

/** Opens a file as it is; see open-sqlite.ts for what makes it ours. */
export function connect(file: string | URL, { readOnly = false } = {}): Sqlite {
  const db = mapped(() => new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, readOnly }));
  const statements = new Map<string, StatementSync>();

  function prepare(sql: string): StatementSync {
    let statement = statements.get(sql);
    if (!statement) {
      statement = db.prepare(sql);
      statements.set(sql, statement);
    }
    return statement;
  }

  const sqlite: Sqlite = {
    readOnly,
    get: <Row>(sql: string, values: SqlValues = []) =>
      mapped(() => (isList(values) ? prepare(sql).get(...values) : prepare(sql).get(values)) as Row | undefined),
    all: <Row>(sql: string, values: SqlValues = []) =>
      mapped(() => (isList(values) ? prepare(sql).all(...values) : prepare(sql).all(values)) as Row[]),
    run: (sql, values = []) =>
      mapped(() => Number((isList(values) ? prepare(sql).run(...values) : prepare(sql).run(values)).lastInsertRowid)),
    exec: (sql) => mapped(() => db.exec(sql)),
    snapshot(read) {
      sqlite.run('BEGIN');
      try {
        return read();
      } finally {
        if (db.isTransaction) sqlite.run('COMMIT');
      }
    },
    get inTransaction() {
      return db.isTransaction;
    },
    close() {
      statements.clear();
      db.close();
    },
  };
  return sqlite;
}

function isList(values: SqlValues): values is readonly SQLInputValue[] {
  return Array.isArray(values);
}

function mapped<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw mapSqliteError(error);
  }
}
