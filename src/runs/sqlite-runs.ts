import type { Clock } from '../clock.ts';
import { type IsAlive, isDead, type Owner } from '../ledger/owner.ts';
import type { Writer } from '../sqlite/group-commit.ts';
import type { Sqlite } from '../sqlite/sqlite.ts';
import { ITEM_COLUMNS, type ItemRow, RUN_COLUMNS, type RunRow, toItem, toRun } from './run-row.ts';
import {
  keyAt,
  keysAt,
  LIMIT_REACHED,
  type NewRunItem,
  type Run,
  type RunItem,
  type RunPlan,
  type Runs,
} from './runs.ts';

export interface SqliteRunsOptions {
  readonly db: Sqlite;
  readonly writer: Writer;
  readonly clock: Clock;
  readonly owner: Owner;
  readonly isAlive: IsAlive;
}

/** How long a run of another machine is left to it after it was last heard of, in milliseconds. */
const LEASE_MS = 15 * 60 * 1000;
const FAILURES_A_PAGE = 500;
const FAILED = `(SELECT count(*) FROM run_item WHERE run = run.id AND outcome = 'failed')`;

/** What failed in an earlier life of a run, and was not met since. */
const EARLIER = `FROM run_item WHERE run = :id AND outcome = 'failed' AND life < :life`;

/** The runs in the SQLite file that the catalogue is in; a record rides on the next entry's wait for the disk. */
export function createSqliteRuns({ db, writer, clock, owner, isAlive }: SqliteRunsOptions): Runs {
  const isLost = (row: RunRow) => {
    if (row.host === owner.host) return isDead(row, owner, isAlive);
    return row.lease_until <= clock.now();
  };
  const isInWork = (row: RunRow) => row.state === 'running' && !isLost(row);
  const toCurrent = (row: RunRow | undefined) => (row ? toRun(row, isLost(row)) : null);
  const find = (id: string) => db.get<RunRow>(`SELECT ${RUN_COLUMNS} FROM run WHERE id = ?`, [id]);

  /** Newest first: an older one that was left half done is picked up by its id alone. */
  function lastRuns(series: string): RunRow[] {
    return db.all<RunRow>(`SELECT ${RUN_COLUMNS} FROM run WHERE series = ? ORDER BY seq DESC LIMIT 20`, [series]);
  }

  function beginNow(plan: RunPlan): Run {
    const free = lastRuns(plan.series).find((row) => !isInWork(row));
    return free && !isOver(free) ? take(free, plan) : insert(plan);
  }

  /** Those of its failures that another run of the series met since will be met, and counted, anew. */
  function take(row: RunRow, { command, inputs, options }: RunPlan): Run {
    db.run(
      `UPDATE run SET state = 'running', reason_code = NULL, reason_message = NULL, ended_at = NULL, skipped = 0, life = life + 1,
         failed = ${FAILED},
         command = :command, inputs = :inputs, options = :options,
         owner_host = :host, owner_pid = :pid, owner_instance = :instance, lease_until = :lease WHERE seq = :seq`,
      { command, inputs: JSON.stringify(inputs), options: JSON.stringify(options), ...claim(), seq: row.seq },
    );
    return reread(row.id);
  }

  function insert({ id, series, name, command, inputs, options }: RunPlan): Run {
    db.run(
      `INSERT INTO run (id, series, name, command, inputs, options, state, started_at,
         owner_host, owner_pid, owner_instance, lease_until)
       VALUES (:id, :series, :name, :command, :inputs, :options, 'running', :now, :host, :pid, :instance, :lease)`,
      {
        ...{ id, series, name, command, inputs: JSON.stringify(inputs), options: JSON.stringify(options) },
        ...{ ...claim(), now: clock.now() },
      },
    );
    return reread(id);
  }

  function claim() {
    return { host: owner.host, pid: owner.pid, instance: owner.instance, lease: clock.now() + LEASE_MS };
  }

  function reread(id: string): Run {
    const run = toCurrent(find(id));
    if (run === null) throw new Error(`no run ${id}`);
    return run;
  }

  function itemOf(series: string, key: string): RunItem | undefined {
    const row = db.get<ItemRow>(`SELECT ${ITEM_COLUMNS} FROM run_item WHERE series = ? AND key = ?`, [series, key]);
    return row && toItem(row);
  }

  function recordNow(run: Run, item: NewRunItem): void {
    const before = itemOf(run.series, item.key);
    const own = before?.run === run.id ? before.outcome : undefined;
    const doneHere = own !== undefined && own !== 'failed';
    // The same article twice in one run: what came of it first stands.
    if (doneHere && item.outcome === 'failed') return;
    const outcome = doneHere ? 'unchanged' : item.outcome;
    if (own === 'failed') db.run('UPDATE run SET failed = failed - 1 WHERE id = ?', [run.id]);
    const waiting = item.waiting ? 1 : 0;
    db.run(`UPDATE run SET ${outcome} = ${outcome} + 1, waiting = waiting + ? WHERE id = ?`, [waiting, run.id]);
    if (doneHere) return;
    const { waiting: _, error, ...columns } = item;
    db.run(
      `INSERT INTO run_item (series, key, outcome, run, life, at, place, entry, provider, code, message, hint)
       VALUES (:series, :key, :outcome, :run, :life, :at, :place, :entry, :provider, :code, :message, :hint)
       ON CONFLICT (series, key) DO UPDATE SET (outcome, run, life, at, place, entry, provider, code, message, hint) =
         (excluded.outcome, excluded.run, excluded.life, excluded.at, excluded.place, excluded.entry, excluded.provider,
          excluded.code, excluded.message, excluded.hint)`,
      {
        ...{ ...columns, series: run.series, run: run.id, life: run.life, at: clock.now() },
        ...{ code: error?.code ?? null, message: error?.message ?? null, hint: error?.hint ?? null },
      },
    );
  }

  /** The key of what failed: this one, else the one that belongs to the place, else one that belongs to a place not met so far. */
  function findFailure({ id, series, life }: Run, key: string, place: string): string | undefined {
    const isFailed = (one: RunItem | undefined) => one?.run === id && one.outcome === 'failed';
    const own = [key, keyAt(key, place)].find((one) => isFailed(itemOf(series, one)));
    if (own !== undefined) return own;
    const [from, to] = keysAt(key);
    return db.get<{ key: string }>(
      `SELECT key ${EARLIER} AND series = :series AND key > :from AND key < :to ORDER BY key LIMIT 1`,
      { id, life, series, from, to },
    )?.key;
  }

  function noteThere(run: Run, key: string, place: string): void {
    const found = findFailure(run, key, place);
    if (found === undefined) return;
    db.run(
      `UPDATE OR REPLACE run_item SET life = :life, place = :place, key = :there WHERE series = :series AND key = :found`,
      { life: run.life, place, there: found === key ? key : keyAt(key, place), series: run.series, found },
    );
  }

  return {
    begin: (plan) => writer.write(() => beginNow(plan)),
    beginAlone: (plan) =>
      writer.write(() => {
        // One that is not heard of may be a process that is dead and was never collected.
        const isHere = (row: RunRow) => isInWork(row) && row.host === owner.host && row.lease_until > clock.now();
        return lastRuns(plan.series).some(isHere) ? 'in-work' : beginNow(plan);
      }),
    goOn: (id, plan) =>
      writer.write(() => {
        const row = find(id);
        if (!row) return null;
        return isInWork(row) ? 'in-work' : take(row, plan);
      }),
    get: async (id) => toCurrent(find(id)),
    last: async (series) =>
      toCurrent(db.get<RunRow>(`SELECT ${RUN_COLUMNS} FROM run WHERE series = ? ORDER BY seq DESC LIMIT 1`, [series])),
    list: async (limit) =>
      db
        .all<RunRow>(`SELECT ${RUN_COLUMNS} FROM run ORDER BY seq DESC LIMIT ?`, [limit])
        .map((row) => toRun(row, isLost(row))),
    item: async (series, key) => itemOf(series, key) ?? null,
    record: (run, items) =>
      writer.write(
        () => {
          for (const item of items) recordNow(run, item);
        },
        { durable: false },
      ),
    recordAlong: recordNow,
    tick: (run, skipped) =>
      writer.write(
        () =>
          void db.run('UPDATE run SET skipped = ?, lease_until = ? WHERE id = ?', [
            ...[skipped, clock.now() + LEASE_MS, run.id],
          ]),
        { durable: false },
      ),
    end: (run, { state, reason, skipped }) =>
      writer.write(
        () =>
          void db.run(
            `UPDATE run SET state = :state, reason_code = :code, reason_message = :message, ended_at = :now,
               skipped = :skipped WHERE id = :id`,
            {
              ...{ state, code: reason?.code ?? null, message: reason?.message ?? null },
              ...{ now: clock.now(), skipped, id: run.id },
            },
          ),
      ),
    async isThere(run, key, place) {
      if (!findFailure(run, key, place)) return false;
      await writer.write(() => noteThere(run, key, place), { durable: false });
      return true;
    },
    async meet({ id, life }, place) {
      if (!db.get(`SELECT 1 ${EARLIER} AND place = :place`, { id, life, place })) return false;
      const noted = `UPDATE run_item SET met = :life WHERE run = :id AND outcome = 'failed' AND place = :place`;
      await writer.write(() => void db.run(noted, { id, life, place }), { durable: false });
      return true;
    },
    forgetReplaced: ({ id, life }, metAll) =>
      writer.write(
        () => {
          db.run(`DELETE ${EARLIER} AND (met = :life OR :metAll)`, { id, life, metAll: metAll ? 1 : 0 });
          db.run(`UPDATE run SET failed = ${FAILED} WHERE id = ?`, [id]);
        },
        { durable: false },
      ),
    failures: async (run, after) =>
      db
        .all<ItemRow>(
          `SELECT ${ITEM_COLUMNS} FROM run_item
           WHERE run = :run AND outcome = 'failed' AND (at, key) > (:at, :key) ORDER BY at, key LIMIT :limit`,
          { run: run.id, at: after?.at ?? -1, key: after?.key ?? '', limit: FAILURES_A_PAGE },
        )
        .map(toItem),
  };
}

function isOver({ state, reason_code }: RunRow): boolean {
  return state === 'finished' || (state === 'stopped' && reason_code === LIMIT_REACHED);
}
