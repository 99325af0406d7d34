import type { Clock } from '../clock.ts';
import type { Writer } from '../sqlite/group-commit.ts';
import type { Sqlite } from '../sqlite/sqlite.ts';
import { dayAccount, utcDay } from './account.ts';
import { createBookings } from './batched-bookings.ts';
import { findRoom } from './find-room.ts';
import type { BookedAnswer, Ledger, LedgerKey, Reservation, Terms, Usage } from './ledger.ts';
import { type IsAlive, isDead, type Owner } from './owner.ts';
import {
  accountOf,
  type BatchedAccounts,
  type Booked,
  nanosOf,
  noSums,
  readDays,
  readSums,
  type Sums,
  taken,
} from './sqlite-accounts.ts';
import { readCosts, type Unclosed, type UnclosedCall } from './sqlite-costs.ts';

export interface SqliteLedgerOptions {
  readonly db: Sqlite;
  readonly writer: Writer;
  readonly clock: Clock;
  readonly owner: Owner;
  readonly isAlive: IsAlive;
}

interface Holder {
  readonly host: string;
  readonly pid: number;
  readonly instance: string;
  readonly leaseUntil: number;
}

interface Closing {
  readonly state: 'failed' | 'uncertain' | 'unsent';
  readonly code: string;
  readonly usage?: Usage | undefined;
}

interface HeldRow extends Holder {
  readonly receipt: number;
  readonly state: 'reserved' | 'settled';
  readonly answer: string | null;
}

const HOLDER = 'owner_host AS host, owner_pid AS pid, owner_instance AS instance, lease_until AS leaseUntil';
const HELD = `receipt, state, answer, ${HOLDER}`;
const BOOKED = `state, run, reserved_at AS reservedAt, input_tokens AS inputTokens, output_tokens AS outputTokens,
  cost_nanos AS costNanos`;

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
  const book = createBookings(db, writer);

  /** Whether nobody will settle this reservation any more. */
  const isLost = (row: Holder) => row.leaseUntil <= clock.now() || isDead(row, owner, isAlive);

  /** What stands in the way of a call, or undefined when it may be reserved. */
  function standing(row: HeldRow | undefined): Reservation<Answer> | undefined {
    if (row?.state === 'settled' && row.answer !== null) {
      return { state: 'settled', receipt: String(row.receipt), answer: JSON.parse(row.answer) as Answer };
    }
    return row && !isLost(row) ? { state: 'busy' } : undefined;
  }

  function unclosed(): Unclosed {
    const rows = db.all<UnclosedCall & Holder>(
      `SELECT receipt, ${BOOKED}, ${HOLDER} FROM ledger WHERE state = 'reserved'`,
    );
    return { open: rows.filter((row) => !isLost(row)), lost: rows.filter(isLost) };
  }

  function reserveNow(accounts: BatchedAccounts, key: LedgerKey, terms: Terms): Reservation<Answer> {
    const row = held(db, key);
    const found = standing(row);
    if (found) return found;
    if (row) close(accounts, row.receipt, { state: 'uncertain', code: 'abandoned' });
    const now = clock.now();
    const room = findRoom(accounts, terms, now, () => unclosed().open);
    if ('over' in room) return { state: 'over-budget', ...room };
    const { inputTokens = 0, outputTokens = 0, costUsd = null } = room.estimate ?? {};
    const booked: Booked = {
      ...{ state: 'reserved', run: terms.spending?.run ?? null, reservedAt: now, inputTokens, outputTokens },
      costNanos: costUsd === null ? null : nanosOf(costUsd),
    };
    const receipt = db.run(
      `INSERT INTO ledger (request, provider, model, owner_host, owner_pid, owner_instance, lease_until,
         state, run, reserved_at, input_tokens, output_tokens, cost_nanos)
       VALUES (:request, :provider, :model, :host, :pid, :instance, :leaseUntil,
         :state, :run, :reservedAt, :inputTokens, :outputTokens, :costNanos)`,
      {
        ...keyOf(key),
        ...{ host: owner.host, pid: owner.pid, instance: owner.instance, leaseUntil: terms.leaseUntil },
        ...booked,
      },
    );
    accounts.rebook(null, booked);
    return { state: 'reserved', receipt: String(receipt), ...(room.isShort && { outputTokens }) };
  }

  /** Only an open reservation, or one that was given up for lost, changes: an answer on the book stays there. */
  function close(accounts: BatchedAccounts, receipt: number, { state, code, usage }: Closing): void {
    const row = db.get<Booked>(`SELECT ${BOOKED} FROM ledger WHERE receipt = ?`, [receipt]);
    if (row?.state !== 'reserved' && row?.state !== 'uncertain') return;
    if (state === 'unsent') {
      db.run('DELETE FROM ledger WHERE receipt = ?', [receipt]);
      accounts.rebook(row, null);
      return;
    }
    const { inputTokens, outputTokens, costNanos } = row;
    const atEstimate = state === 'uncertain' ? { inputTokens, outputTokens, costNanos } : free;
    const amounts = usage ? taken(row, usage) : atEstimate;
    db.run(
      `UPDATE ledger SET state = :state, code = :code, closed_at = :now,
         input_tokens = :inputTokens, output_tokens = :outputTokens, cost_nanos = :costNanos WHERE receipt = :receipt`,
      { state, code, now: clock.now(), receipt, ...amounts },
    );
    accounts.rebook(row, { ...row, state, ...amounts });
  }

  /** False: there is no such reservation. */
  function settleNow(accounts: BatchedAccounts, receipt: number, answer: Answer): boolean {
    const row = db.get<Booked & LedgerKey>(`SELECT request, provider, model, ${BOOKED} FROM ledger WHERE receipt = ?`, [
      receipt,
    ]);
    if (!row) return false;
    // Given up for lost, and meanwhile reserved or answered by another: the cost counts, the other one answers.
    const holder = row.state === 'reserved' ? undefined : held(db, row);
    const state = holder && holder.receipt !== receipt ? 'discarded' : 'settled';
    const amounts = taken(row, answer.usage);
    db.run(
      `UPDATE ledger SET state = :state, code = NULL, closed_at = :now, answer = :answer,
         input_tokens = :inputTokens, output_tokens = :outputTokens, cost_nanos = :costNanos WHERE receipt = :receipt`,
      { state, now: clock.now(), answer: JSON.stringify(answer), receipt, ...amounts },
    );
    accounts.rebook(row, { ...row, state, ...amounts });
    return true;
  }

  function spent(since?: string) {
    const isIn = ({ reservedAt }: Booked) => since === undefined || utcDay(reservedAt) >= since;
    const { open, lost } = unclosed();
    return accountOf(readDays(db, since).reduce(plus, noSums), open.filter(isIn), lost.filter(isIn));
  }

  return {
    async reserve(key, terms) {
      const { atOnce = false } = terms;
      const found = atOnce ? undefined : standing(held(db, key)); // what is booked looks once more
      return found ?? book((accounts) => reserveNow(accounts, key, terms), { atOnce });
    },
    async settle(receipt, answer) {
      const settled = await book((accounts) => settleNow(accounts, Number(receipt), answer));
      if (!settled) throw new Error(`no reservation ${receipt} to settle`);
    },
    release: (receipt, state, code, usage) =>
      book((accounts) => close(accounts, Number(receipt), { state, code, usage })),
    discard: (receipts) =>
      writer.write(() => {
        for (const receipt of receipts) {
          db.run(`UPDATE ledger SET state = 'discarded' WHERE receipt = ? AND state = 'settled'`, [Number(receipt)]);
        }
      }),
    lastOutputs: async ({ provider, model }) =>
      db.all<{ tokens: number }>(LAST_OUTPUTS, { provider, model }).map(({ tokens }) => tokens),
    totals: async () => {
      const { calls, settled, uncertain, inputTokens, outputTokens, costUsd } = db.snapshot(() => spent());
      return { calls, settled, uncertain, inputTokens, outputTokens, costUsd };
    },
    account: async (name) =>
      db.snapshot(() => {
        const { open, lost } = unclosed();
        const isOn = ({ run, reservedAt }: Booked) => name === `run:${run}` || name === dayAccount(reservedAt);
        return accountOf(readSums(db, name), open.filter(isOn), lost.filter(isOn));
      }),
    spent: async (since) => db.snapshot(() => spent(since)),
    costs: async (by, since) =>
      db.snapshot(() => {
        const all = unclosed();
        if (by !== 'day') return readCosts(db, by, since === undefined ? 0 : Date.parse(since), all);
        return readDays(db, since).map(({ day, ...sums }) => {
          const isOn = ({ reservedAt }: Booked) => utcDay(reservedAt) === day;
          return { key: day, ...accountOf(sums, all.open.filter(isOn), all.lost.filter(isOn)) };
        });
      }),
  };
}

/** Not past the last thousand calls, so that it takes no longer on a large book. */
const LAST_OUTPUTS = `SELECT output_tokens AS tokens FROM ledger
  WHERE receipt > (SELECT max(receipt) FROM ledger) - 1000 AND provider = :provider AND model = :model
    AND state IN ('settled', 'discarded') AND output_tokens > 0
  ORDER BY receipt DESC LIMIT 64`;

const free = { inputTokens: 0, outputTokens: 0, costNanos: null };

function held(db: Sqlite, key: LedgerKey): HeldRow | undefined {
  return db.get<HeldRow>(
    `SELECT ${HELD} FROM ledger
     WHERE request = :request AND provider = :provider AND model = :model AND state IN ('reserved', 'settled')`,
    keyOf(key),
  );
}

/** SQLite takes no property that the statement does not name. */
function keyOf({ request, provider, model }: LedgerKey) {
  return { request, provider, model };
}

function plus(a: Sums, b: Sums): Sums {
  return {
    calls: a.calls + b.calls,
    settled: a.settled + b.settled,
    uncertain: a.uncertain + b.uncertain,
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    costNanos: a.costNanos + b.costNanos,
    priced: a.priced + b.priced,
    unpriced: a.unpriced + b.unpriced,
    uncertainNanos: a.uncertainNanos + b.uncertainNanos,
  };
}
