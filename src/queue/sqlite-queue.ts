import { createHash } from 'node:crypto';
import { pageWindow } from '../catalogue/page-window.ts';
import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import { type IsAlive, isDead, type Owner } from '../ledger/owner.ts';
import type { NewId } from '../random-id.ts';
import type { Writer } from '../sqlite/group-commit.ts';
import type { Sqlite } from '../sqlite/sqlite.ts';
import { iso, JOB_COLUMNS, type JobRow, jobOf, rowOf } from './job-row.ts';
import {
  type Job,
  type JobPage,
  type JobProblem,
  type JobQuery,
  type JobState,
  jobStates,
  type Queue,
  type QueueChange,
  type QueueDepth,
  type TakenJob,
  type Work,
} from './queue.ts';

export interface SqliteQueueOptions {
  readonly db: Sqlite;
  readonly writer: Writer;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly owner: Owner;
  readonly isAlive: IsAlive;
  /** How many jobs may wait: further ones are refused, and so do not fill the disk. Default 10,000. */
  readonly mostWaiting?: number;
}

interface Holder extends Owner {
  readonly seq: number;
  readonly leaseUntil: number;
}

const DAY_MS = 86_400_000;
/** How long an idempotency key names its job. */
const KEY_MS = DAY_MS;
/** How long a job that is done or cancelled can still be asked for. Dead letters are kept until somebody decides on them. */
const ENDED_MS = 7 * DAY_MS;
/** At most so many of those leave when a job comes: more than come, and little work. */
const SWEEP = 8;

/**
 * The queue in the SQLite file that the catalogue is in. Putting work on it waits for the disk. What becomes of it does not:
 * after a power cut a job may be done once more, which finds its entry and costs nothing.
 */
export function createSqliteQueue(options: SqliteQueueOptions): Queue {
  const { db, writer, clock, newId, owner, isAlive, mostWaiting = 10_000 } = options;
  const listeners = new Set<(change: QueueChange) => void>();
  const tell = (change: QueueChange) => {
    for (const listener of listeners) listener(change);
  };

  function addNow(work: string, key: string | null): Job {
    const now = clock.now();
    const workHash = hashOf(work);
    const known = key === null ? null : knownUnder(key, [workHash]);
    if (known) return known;
    if (key !== null) db.run('UPDATE job SET key = NULL WHERE key = ?', [key]); // it is free again
    if (countsOf(db).waiting >= mostWaiting) throw queueFull(mostWaiting);
    sweep(db, now - ENDED_MS);
    const id = newId();
    const seq = db.run(
      `INSERT INTO job (id, state, created_at, updated_at, due_at, key, work_hash)
       VALUES (:id, 'waiting', :now, :now, :now, :key, :workHash)`,
      { id, now, key, workHash },
    );
    db.run('INSERT INTO job_work (seq, work) VALUES (?, ?)', [seq, work]);
    return stored(db, id);
  }

  /** The job that has the key, unless it is so old that the key is free again. */
  function knownUnder(key: string, workHashes: readonly string[]): Job | null {
    const row = db.get<JobRow>(`SELECT ${JOB_COLUMNS} FROM job WHERE key = ?`, [key]);
    if (!row || row.createdAt <= clock.now() - KEY_MS) return null;
    if (row.workHash === null || !workHashes.includes(row.workHash)) throw keyReused();
    return jobOf(row);
  }

  /** Jobs whose holder will not finish them any more. */
  function lost(): Holder[] {
    const holders = db.all<Holder>(
      `SELECT seq, lease_until AS leaseUntil, owner_host AS host, owner_pid AS pid, owner_instance AS instance
       FROM job WHERE state = 'working'`,
    );
    return holders.filter((holder) => holder.leaseUntil <= clock.now() || isDead(holder, owner, isAlive));
  }

  /** The first in line, once its time has come: at once, if the clock was set back since it was last written. */
  function due(): { seq: number; id: string } | undefined {
    const first = db.get<{ seq: number; id: string; dueAt: number; updatedAt: number }>(
      `SELECT seq, id, due_at AS dueAt, updated_at AS updatedAt FROM job INDEXED BY job_due
       WHERE state = 'waiting' AND due_at >= 0 ORDER BY due_at, seq LIMIT 1`,
    );
    const now = clock.now();
    return first && (first.dueAt <= now || first.updatedAt > now) ? first : undefined;
  }

  function takeNow(leaseUntil: number): TakenJob | null {
    const now = clock.now();
    for (const { seq } of lost()) {
      db.run(`UPDATE job SET state = 'waiting', lease = NULL, updated_at = ? WHERE seq = ?`, [now, seq]);
    }
    const next = due();
    if (!next) return null;
    const lease = newId();
    db.run(
      `UPDATE job SET state = 'working', attempts = attempts + 1, updated_at = :now, lease = :lease,
         lease_until = :leaseUntil, owner_host = :host, owner_pid = :pid, owner_instance = :instance WHERE seq = :seq`,
      { now, lease, leaseUntil, host: owner.host, pid: owner.pid, instance: owner.instance, seq: next.seq },
    );
    const held = db.get<{ work: string }>('SELECT work FROM job_work WHERE seq = ?', [next.seq]);
    if (!held) throw new Error(`job ${next.id} has no work`);
    return { ...stored(db, next.id), work: JSON.parse(held.work) as Work, lease };
  }

  /** Changes a job that is still this taking's; false when it is not. */
  function change({ id, lease }: TakenJob, set: string, values: Record<string, string | number | null>): boolean {
    const mine = db.get(`SELECT 1 FROM job WHERE id = ? AND lease = ? AND state = 'working'`, [id, lease]);
    if (!mine) return false;
    db.run(`UPDATE job SET updated_at = :now, ${set} WHERE id = :id`, { id, now: clock.now(), ...values });
    return true;
  }

  function completeNow(job: TakenJob, entry: string): void {
    if (change(job, `state = 'done', lease = NULL, problem = NULL, entry = :entry`, { entry })) dropWork(db, job.id);
  }

  function failNow(job: TakenJob, problem: JobProblem, retryAt: number | null): void {
    const state: JobState = retryAt === null ? 'failed' : 'waiting';
    const values = { state, problem: JSON.stringify(problem), dueAt: retryAt ?? clock.now() };
    change(job, 'state = :state, lease = NULL, problem = :problem, due_at = :dueAt', values);
  }

  function cancelNow(id: string): boolean {
    const row = rowOf(db, id);
    if (!row || row.state === 'done' || row.state === 'cancelled') return false;
    db.run(`UPDATE job SET state = 'cancelled', lease = NULL, updated_at = ? WHERE id = ?`, [clock.now(), id]);
    dropWork(db, id);
    return true;
  }

  function retryNow(id: string): boolean {
    const now = clock.now();
    const row = rowOf(db, id);
    const waits = row?.state === 'waiting' && row.dueAt > now;
    if (!row || !(waits || row.state === 'failed')) return false;
    const attempts = waits ? row.attempts : 0;
    db.run(`UPDATE job SET state = 'waiting', attempts = :attempts, due_at = :now, updated_at = :now WHERE id = :id`, {
      ...{ id, now, attempts },
    });
    return true;
  }

  const find = (id: string): Job | null => {
    const row = rowOf(db, id);
    return row ? jobOf(row) : null;
  };
  const quickly = { durable: false };

  return {
    async add(work, { key } = {}) {
      const job = await writer.write(() => addNow(JSON.stringify(work), key ?? null));
      if (job.state === 'waiting') tell({ what: 'due', id: job.id });
      return job;
    },
    known: async (works, key) =>
      knownUnder(
        key,
        works.map((work) => hashOf(JSON.stringify(work))),
      ),
    async take(leaseUntil) {
      if (!due() && lost().length === 0) return null;
      return writer.write(() => takeNow(leaseUntil), quickly);
    },
    extend: (job, leaseUntil) => writer.write(() => change(job, 'lease_until = :leaseUntil', { leaseUntil }), quickly),
    complete: (job, entryId) => writer.write(() => completeNow(job, entryId), quickly),
    fail: (job, problem, retryAt) => writer.write(() => failNow(job, problem, retryAt), quickly),
    postpone: (job, problem, dueAt) =>
      writer.write(() => {
        const set = `state = 'waiting', attempts = attempts - 1, lease = NULL, due_at = :dueAt, problem = :problem`;
        change(job, set, { dueAt, problem: problem && JSON.stringify(problem) });
      }, quickly),
    get: async (id) => find(id),
    list: async (query) => db.snapshot(() => pageOf(db, query)),
    async cancel(id) {
      if (await writer.write(() => cancelNow(id))) tell({ what: 'cancelled', id });
      return find(id);
    },
    async retry(id) {
      if (await writer.write(() => retryNow(id))) tell({ what: 'due', id });
      return find(id);
    },
    depth: async () => db.snapshot(() => depthOf(db)),
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function hashOf(work: string): string {
  return createHash('sha256').update(work).digest('hex');
}

function sweep(db: Sqlite, before: number): void {
  db.run(
    `DELETE FROM job WHERE seq IN
       (SELECT seq FROM job INDEXED BY job_ended
        WHERE state IN ('done', 'cancelled') AND updated_at < ? ORDER BY updated_at LIMIT ${SWEEP})`,
    [before],
  );
}

function dropWork(db: Sqlite, id: string): void {
  db.run('DELETE FROM job_work WHERE seq = (SELECT seq FROM job WHERE id = ?)', [id]);
}

function stored(db: Sqlite, id: string): Job {
  const row = rowOf(db, id);
  if (!row) throw new Error(`no job ${id}`);
  return jobOf(row);
}

function countsOf(db: Sqlite): Record<JobState, number> {
  const rows = db.all<{ state: JobState; jobs: number }>('SELECT state, jobs FROM job_count');
  const count = (of: JobState) => rows.find(({ state }) => state === of)?.jobs ?? 0;
  return Object.fromEntries(jobStates.map((state) => [state, count(state)])) as Record<JobState, number>;
}

function depthOf(db: Sqlite): QueueDepth {
  const oldest = db.get<{ createdAt: number }>(
    `SELECT created_at AS createdAt FROM job WHERE state = 'waiting' ORDER BY seq LIMIT 1`,
  );
  return { jobs: countsOf(db), oldestWaiting: oldest ? iso(oldest.createdAt) : null };
}

function pageOf(db: Sqlite, { state, page: wanted, perPage }: JobQuery): JobPage {
  const counts = countsOf(db);
  const total = state === undefined ? Object.values(counts).reduce((sum, count) => sum + count, 0) : counts[state];
  const { page, pageCount, offset } = pageWindow(total, wanted, perPage);
  const where = state === undefined ? '' : 'WHERE state = :state';
  const rows = db.all<JobRow>(
    `SELECT ${JOB_COLUMNS} FROM job ${where} ORDER BY seq DESC LIMIT :perPage OFFSET :offset`,
    { perPage, offset, ...(state === undefined ? {} : { state }) },
  );
  return { items: rows.map(jobOf), page, perPage, pageCount, total };
}

function queueFull(most: number): AppError {
  return new AppError(`The queue is full: ${most.toLocaleString('en')} articles wait on it`, {
    code: 'queue-full',
    status: 503,
    retryable: true,
    retryAfterMs: 60_000,
    hint: 'Try again later. Whoever runs Upshot may let more be worked on at once (UPSHOT_WORKERS) or start `upshot worker`.',
  });
}

function keyReused(): AppError {
  return new AppError('This Idempotency-Key came before, with another article', {
    code: 'idempotency-key-reused',
    status: 422,
    hint: 'Send a new key with a new article; the same key only to repeat the same request.',
  });
}
