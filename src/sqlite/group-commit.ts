import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import { watchPlace } from './in-place.ts';
import { createLogFlush, type LogFlush } from './log-flush.ts';
import { isBusy, readOnlyError } from './map-sqlite-error.ts';
import { retryWhileBusy } from './retry-while-busy.ts';
import type { Sqlite } from './sqlite.ts';

/** Writes that share commits. Disposing it finishes what was accepted and refuses the rest. */
export interface Writer extends AsyncDisposable {
  /**
   * Runs `work` in a transaction and resolves with its value once that is on disk. Writes that are asked for within a few
   * turns of the event loop share one commit; one that throws is undone alone, and rejects with what it threw. `work` runs
   * synchronously, and anew when the commit met another process's lock or a write beside it threw: it must do nothing but
   * read and write `db`.
   *
   * A write that is not `durable` (default: it is) outlives a crash of the process, but a power cut only once a durable
   * one came after it: it saves waiting for the disk where something that must last follows anyway.
   *
   * Nothing waits for the disk on this thread. While the disk is at it, further durable writes wait for their turn, and
   * share the next one; those that are not durable go ahead of them. Whoever comes after a quiet time is written at once.
   *
   * One that is not durable may be done `atOnce` (default: it is not), since something stands idle until it is: before this
   * returns, in a commit of its own, ahead of all that wait. Where another process's lock is in the way it waits with them.
   *
   * @throws {AppError} `catalogue-busy` (503, retryable) when another process held the lock for five seconds;
   *   `catalogue-read-only`; `catalogue-unusable` when the file is no longer in its place.
   */
  write<T>(work: (db: Sqlite) => T, options?: { readonly durable?: boolean; readonly atOnce?: boolean }): Promise<T>;
}

/** At most so many writes share a commit, which bounds how long it blocks the thread and other processes. */
const LARGEST_GROUP = 128;

/**
 * So many turns of the event loop a group waits for others to join it. Where there is little to do they pass in no time; the
 * more there is the longer they take, and the more is saved by fewer commits.
 */
const TURNS = 8;

interface Job {
  readonly work: (db: Sqlite) => unknown;
  readonly durable: boolean;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** @param flush how to wait for the disk. Default: the log of this connection. */
export function createWriter(db: Sqlite, clock: Clock, flush: LogFlush = createLogFlush(db)): Writer {
  const requireInPlace = watchPlace(db);
  const waiting: Job[] = [];
  let pump: Promise<void> | undefined;
  let flushing: Promise<void> | undefined;
  let wake = () => {};
  let closed = false;

  async function commitWaiting(): Promise<void> {
    do {
      await joined();
      const group = flushing ? takeLight() : waiting.splice(0, LARGEST_GROUP);
      if (group.length > 0) await commit(group);
      else await flushedOrWoken();
    } while (waiting.length > 0 || flushing);
    pump = undefined;
  }

  /** Waits for all that is asked for in a few turns; in one where the group is full, since others need this thread, too. */
  async function joined(): Promise<void> {
    await nextTurn();
    for (let turn = 1; turn < TURNS && waiting.length < LARGEST_GROUP; turn += 1) await nextTurn();
  }

  async function commit(group: readonly Job[]): Promise<void> {
    try {
      requireInPlace();
      const answers = await retryWhileBusy(clock, () => commitTogether(db, group));
      if (group.some(({ durable }) => durable)) flushing = answerOnDisk(group, answers);
      else for (const answer of answers) answer();
    } catch (error) {
      for (const job of group) job.reject(error);
    }
  }

  /** False when another process's lock is in the way. */
  function isDoneNow(job: Job): boolean {
    try {
      requireInPlace();
      for (const answer of commitTogether(db, [job])) answer();
    } catch (error) {
      if (isBusy(error)) return false;
      job.reject(error);
    }
    return true;
  }

  async function answerOnDisk(group: readonly Job[], answers: readonly (() => void)[]): Promise<void> {
    for (const [index, { durable }] of group.entries()) if (!durable) answers[index]?.();
    try {
      await flush.flush();
      for (const [index, { durable }] of group.entries()) if (durable) answers[index]?.();
    } catch (error) {
      for (const { durable, reject } of group) if (durable) reject(error);
    } finally {
      flushing = undefined;
    }
  }

  /** Takes what need not wait for the disk. */
  function takeLight(): Job[] {
    const light = waiting.filter(({ durable }) => !durable).slice(0, LARGEST_GROUP);
    for (const job of light) waiting.splice(waiting.indexOf(job), 1);
    return light;
  }

  /** Until durable writes may go on, or one that is not durable comes. */
  async function flushedOrWoken(): Promise<void> {
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    await Promise.race([flushing, woken]);
  }

  return {
    write<T>(work: (db: Sqlite) => T, { durable = true, atOnce = false } = {}): Promise<T> {
      if (closed) return Promise.reject(closedError());
      if (db.readOnly) return Promise.reject(readOnlyError());
      return new Promise<T>((resolve, reject) => {
        const job: Job = { work, durable, resolve: (value) => resolve(value as T), reject };
        if (atOnce && !durable && isDoneNow(job)) return;
        waiting.push(job);
        if (!durable) wake();
        pump ??= commitWaiting();
      });
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      await pump;
      await flush[Symbol.asyncDispose]();
    },
  };
}

/**
 * Returns how to answer each job, to be called now that the commit stands. Throws when nothing of it stands. Hardly ever does
 * a job throw: only then are all of them done anew, each so that it can be undone alone.
 */
function commitTogether(db: Sqlite, group: readonly Job[]): (() => void)[] {
  let threw = false;
  try {
    return inTransaction(db, group, (job) => {
      threw = true;
      const value = job.work(db);
      threw = false;
      return () => job.resolve(value);
    });
  } catch (error) {
    if (!threw) throw error;
    return inTransaction(db, group, (job) => runInSavepoint(db, job));
  }
}

function inTransaction<T>(db: Sqlite, group: readonly Job[], run: (job: Job) => T): T[] {
  db.run('BEGIN IMMEDIATE');
  try {
    const results = group.map(run);
    db.run('COMMIT');
    return results;
  } catch (error) {
    if (db.inTransaction) db.run('ROLLBACK');
    throw error;
  }
}

function runInSavepoint(db: Sqlite, job: Job): () => void {
  db.run('SAVEPOINT job');
  try {
    const value = job.work(db);
    db.run('RELEASE job');
    return () => job.resolve(value);
  } catch (error) {
    if (!db.inTransaction) throw error; // a full disk or an I/O error ends the whole transaction
    db.run('ROLLBACK TO job');
    db.run('RELEASE job');
    return () => job.reject(error);
  }
}

function closedError(): AppError {
  return new AppError('The catalogue is closed: Upshot is shutting down', {
    code: 'catalogue-closed',
    status: 503,
    retryable: true,
    retryAfterMs: 1000,
  });
}
