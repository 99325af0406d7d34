import type { Clock } from '../clock.ts';
import type { Writer } from '../sqlite/group-commit.ts';
import type { Sqlite } from '../sqlite/sqlite.ts';
import type { BookedAnswer, Ledger, LedgerKey, LedgerTotals, Reservation, Usage } from './ledger.ts';
import { type IsAlive, isDead, type Owner } from './owner.ts';

export interface SqliteLedgerOptions {
  readonly db: Sqlite;
  readonly writer: Writer;
  readonly clock: Clock;
  readonly owner: Owner;
  readonly isAlive: IsAlive;
}

interface HeldRow {
  receipt: number;
  state: 'reserved' | 'settled';
  host: string;
  pid: number;
  instance: string;
  leaseUntil: number;
  answer: string | null;
}

const HELD = `receipt, state, owner_host AS host, owner_pid AS pid, owner_instance AS instance,
  lease_until AS leaseUntil, answer`;

/**
 * The ledger in the SQLite file that the catalogue is in. What it books outlives a crash at once, and a power cut from
 * the next entry stored on: the entry of a settled answer is one, so a summary costs one wait for the disk and not three.
 */
export function createSqliteLedger<Answer extends BookedAnswer>({
  db,
  writer,
  clock,
  owner,
  isAlive,
}: SqliteLedgerOptions): Ledger<Answer> {
  /** Whether nobody will settle this reservation any more. */
  const isLost = (row: HeldRow) => row.leaseUntil <= clock.now() || isDead(row, owner, isAlive);

  /** What stands in the way of a call, or undefined when it may be reserved. */
  function standing(row: HeldRow | undefined): Reservation<Answer> | undefined {
    if (row?.state === 'settled' && row.answer !== null) {
      return { state: 'settled', receipt: String(row.receipt), answer: JSON.parse(row.answer) as Answer };
    }
    return row && !isLost(row) ? { state: 'busy' } : undefined;
  }

  function reserveNow(key: LedgerKey, leaseUntil: number): Reservation<Answer> {
    const row = held(db, key);
    const found = standing(row);
    if (found) return found;
    if (row) close(row.receipt, 'uncertain', 'abandoned');
    const receipt = db.run(
      `INSERT INTO ledger (request, provider, model, state, owner_host, owner_pid, owner_instance, reserved_at, lease_until)
       VALUES (:request, :provider, :model, 'reserved', :host, :pid, :instance, :now, :leaseUntil)`,
      { ...keyOf(key), host: owner.host, pid: owner.pid, instance: owner.instance, now: clock.now(), leaseUntil },
    );
    return { state: 'reserved', receipt: String(receipt) };
  }

  /** Only an open reservation, or one that was given up for lost, changes: an answer on the book stays there. */
  function close(receipt: number, state: 'failed' | 'uncertain', code: string, usage: Usage = unpriced): void {
    db.run(
      `UPDATE ledger SET state = :state, code = :code, closed_at = :now,
         input_tokens = :inputTokens, output_tokens = :outputTokens, cost_usd = :costUsd
       WHERE receipt = :receipt AND state IN ('reserved', 'uncertain')`,
      { state, code, now: clock.now(), receipt, ...columnsOf(usage) },
    );
  }

  function settleNow(receipt: number, answer: Answer): void {
    const row = db.get<LedgerKey>('SELECT request, provider, model FROM ledger WHERE receipt = ?', [receipt]);
    if (!row) throw new Error(`no reservation ${receipt} to settle`);
    const holder = held(db, row);
    // Given up for lost, and meanwhile reserved or answered by another: the cost counts, the other one answers.
    const state = holder && holder.receipt !== receipt ? 'discarded' : 'settled';
    db.run(
      `UPDATE ledger SET state = :state, code = NULL, closed_at = :now, answer = :answer,
         input_tokens = :inputTokens, output_tokens = :outputTokens, cost_usd = :costUsd WHERE receipt = :receipt`,
      { state, now: clock.now(), answer: JSON.stringify(answer), receipt, ...columnsOf(answer.usage) },
    );
  }

  return {
    async reserve(key, leaseUntil) {
      return standing(held(db, key)) ?? writer.write(() => reserveNow(key, leaseUntil), { durable: false });
    },
    settle: (receipt, answer) => writer.write(() => settleNow(Number(receipt), answer), { durable: false }),
    release: (receipt, outcome, code, usage) =>
      writer.write(() => close(Number(receipt), outcome, code, usage), { durable: false }),
    discard: (receipts) =>
      writer.write(() => {
        for (const receipt of receipts) {
          db.run(`UPDATE ledger SET state = 'discarded' WHERE receipt = ? AND state = 'settled'`, [Number(receipt)]);
        }
      }),
    totals: async () =>
      db.snapshot(() => {
        const lost = db.all<HeldRow>(`SELECT ${HELD} FROM ledger WHERE state = 'reserved'`).filter(isLost).length;
        const sums = sum(db);
        return { ...sums, uncertain: sums.uncertain + lost };
      }),
  };
}

function held(db: Sqlite, key: LedgerKey): HeldRow | undefined {
  return db.get<HeldRow>(
    `SELECT ${HELD} FROM ledger
     WHERE request = :request AND provider = :provider AND model = :model AND state IN ('reserved', 'settled')`,
    keyOf(key),
  );
}

function keyOf({ request, provider, model }: LedgerKey) {
  return { request, provider, model };
}

const unpriced: Usage = { inputTokens: 0, outputTokens: 0, costUsd: null };

/** SQLite takes no property that the statement does not name. */
function columnsOf({ inputTokens, outputTokens, costUsd }: Usage) {
  return { inputTokens, outputTokens, costUsd };
}

function sum(db: Sqlite): LedgerTotals {
  const totals = db.get<LedgerTotals>(
    `SELECT count(*) AS calls, count(*) FILTER (WHERE state IN ('settled', 'discarded')) AS settled,
       count(*) FILTER (WHERE state = 'uncertain') AS uncertain,
       coalesce(sum(input_tokens), 0) AS inputTokens, coalesce(sum(output_tokens), 0) AS outputTokens,
       sum(cost_usd) AS costUsd
     FROM ledger`,
  );
  return { calls: 0, settled: 0, uncertain: 0, inputTokens: 0, outputTokens: 0, costUsd: null, ...totals };
}
