import { DatabaseSync } from 'node:sqlite';
import { expect } from 'vitest';

/** What a database says that was paid for and got, in whole numbers. */
export interface Books {
  readonly entries: number;
  readonly titles: readonly string[];
  /** Calls whose answer is kept, whether or not it led to an entry. */
  readonly settled: number;
  readonly failed: number;
  readonly uncertain: number;
  /** Calls that are neither answered nor given up. */
  readonly open: number;
}

/** Reads them as anybody could, and holds the file to what must be so at any moment. */
export function readBooks(file: string): Books {
  const db = new DatabaseSync(file, { timeout: 5000 });
  try {
    const count = (sql: string) => Number(db.prepare(sql).get()?.n);
    const calls = (...states: string[]) =>
      count(`SELECT count(*) AS n FROM ledger WHERE state IN (${states.map((state) => `'${state}'`).join(', ')})`);
    expect(db.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    expect(db.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
    const sums = 'coalesce(sum(input_tokens), 0) AS i, coalesce(sum(output_tokens), 0) AS o, sum(cost_nanos) AS c';
    expect(
      db.prepare(`SELECT coalesce(sum(calls), 0) AS n, ${sums} FROM ledger_account WHERE name GLOB 'day:*'`).get(),
    ).toEqual(db.prepare(`SELECT count(*) AS n, ${sums} FROM ledger`).get());
    return {
      entries: count('SELECT count(*) AS n FROM entry'),
      titles: db
        .prepare('SELECT title FROM entry ORDER BY title')
        .all()
        .map(({ title }) => String(title)),
      settled: calls('settled', 'discarded'),
      failed: calls('failed'),
      uncertain: calls('uncertain'),
      open: calls('reserved'),
    };
  } finally {
    db.close();
  }
}

/** Receipts of the calls that nobody closed. */
export function lostCalls(file: string): number[] {
  return read(file, "SELECT receipt AS n FROM ledger WHERE state = 'reserved'");
}

/** US dollars on the accounts whose names are like that, calls that may have been charged at their estimate. */
export function spentOn(file: string, accounts: string): number {
  const [sum = 0] = read(file, `SELECT sum(cost_nanos) / 1e9 AS n FROM ledger_account WHERE name GLOB '${accounts}'`);
  return sum;
}

function read(file: string, sql: string): number[] {
  const db = new DatabaseSync(file, { timeout: 5000 });
  const rows = db.prepare(sql).all();
  db.close();
  return rows.map(({ n }) => Number(n));
}
