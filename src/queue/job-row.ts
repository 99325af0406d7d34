import type { Sqlite } from '../sqlite/sqlite.ts';
import type { Job, JobProblem, JobState } from './queue.ts';

/** A job as it stands in the database. */
export interface JobRow {
  readonly seq: number;
  readonly id: string;
  readonly state: JobState;
  readonly attempts: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly dueAt: number;
  readonly entry: string | null;
  readonly problem: string | null;
  readonly workHash: string;
}

export const JOB_COLUMNS = `seq, id, state, attempts, created_at AS createdAt, updated_at AS updatedAt, due_at AS dueAt,
  entry, problem, work_hash AS workHash`;

export function rowOf(db: Sqlite, id: string): JobRow | undefined {
  return db.get<JobRow>(`SELECT ${JOB_COLUMNS} FROM job WHERE id = ?`, [id]);
}

/** Says what came of a job in the transaction that stores it: whoever takes the job after a crash need not do it once more. */
export function noteEntry(db: Sqlite, id: string, entry: string): void {
  db.run('UPDATE job SET entry = ? WHERE id = ?', [entry, id]);
}

export function jobOf({ id, state, attempts, createdAt, updatedAt, dueAt, entry, problem }: JobRow): Job {
  return {
    ...{ id, state, attempts, createdAt: iso(createdAt), updatedAt: iso(updatedAt) },
    dueAt: state === 'waiting' ? iso(dueAt) : null,
    articleId: entry,
    problem: problem === null ? null : (JSON.parse(problem) as JobProblem),
  };
}

export function iso(time: number): string {
  return new Date(time).toISOString();
}
