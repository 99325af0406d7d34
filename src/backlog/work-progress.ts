import type { Clock } from '../clock.ts';
import type { RunCounts } from '../runs/runs.ts';

/** How far a run is. */
export interface ProgressReading {
  /** Of the whole run, what was done before it was gone on with included. */
  readonly counts: RunCounts;
  /** What is left alone for now, and not counted among the rest. */
  readonly resting: number;
  /** How many articles this process has met, whatever came of them. */
  readonly met: number;
  /** How many it will meet in all; null as long as nobody knows. */
  readonly total: number | null;
  /**
   * Articles that were worked on in the last half minute, a second; where they were few, by how long the last ten took. The time for
   * which everything stood still is no part of it.
   */
  readonly perSecond: number;
  /** Null when it cannot be told. */
  readonly msLeft: number | null;
  /** For how long the provider is left alone yet; 0 when it is not. */
  readonly pauseMs: number;
  /** Nothing has succeeded since the provider was left alone. */
  readonly stands: boolean;
  /** For how long nothing has succeeded. */
  readonly quietMs: number;
  readonly elapsedMs: number;
  /** Titles, or else places, of what is in work now, longest first. */
  readonly inWork: readonly string[];
}

export interface WorkProgress {
  /** @param about `waits`: for review; `mended`: the run had counted it as failed before. */
  count(
    outcome: Exclude<keyof RunCounts, 'waiting' | 'skipped'>,
    about?: { readonly waits?: boolean; readonly mended?: boolean },
  ): void;
  /** An article that needs no work: done by an earlier run, or by this one before. */
  pass(earlier: boolean): void;
  /** Something that articles come from is left alone for now. */
  rest(): void;
  /** Work on it goes on under this name. */
  work(item: object, name: string): void;
  leave(item: object): void;
  /** Nothing is done for so many milliseconds, unless something succeeds. */
  pause(pauseMs: number): void;
  expect(total: number): void;
  read(): ProgressReading;
}

const WINDOW_MS = 30_000;
/** Others go on during shorter pauses. */
const STANDSTILL_MS = 5000;
/** A slow model has few in that time: then the rate goes by the last ones, however long they took. */
const FEWEST = 10;
/** With fewer, the time left would be a guess. */
const LEAST_FOR_A_GUESS = 3;
/** The same while so many in a row need no work: nobody knows how many more do not. */
const MANY_PASSED = 10;

export interface WorkProgressOptions {
  readonly clock: Clock;
  /** What the run came to before this process went on with it. */
  readonly before: RunCounts;
  /** How many articles are taken at most. */
  readonly limit: number;
}

export function createWorkProgress({ clock, before, limit }: WorkProgressOptions): WorkProgress {
  const startedAt = clock.steady();
  const counts: Record<keyof RunCounts, number> = { ...before, skipped: 0 };
  const inWork = new Map<object, string>();
  /** When work began, then when articles ended: those that the rate goes by, and the last one before them. */
  const marks: number[] = [];
  let worked = 0;
  let passed = 0;
  let resting = 0;
  let passedInARow = 0;
  let total: number | null = null;
  let pausedUntil = 0;
  let stoodMs = 0;
  let standsSince: number | null = null;
  let succeededAt = startedAt;

  /** The time that passed, but for that when everything stood still. */
  function movingTime(): number {
    return (standsSince ?? clock.steady()) - stoodMs;
  }

  function moveOn(): void {
    pausedUntil = 0;
    succeededAt = clock.steady();
    if (standsSince !== null) stoodMs += clock.steady() - standsSince;
    standsSince = null;
  }

  function rate(): number {
    const now = movingTime();
    while (marks.length > FEWEST + 1 && (marks[1] ?? now) < now - WINDOW_MS) marks.shift();
    const [since = now] = marks;
    return Math.max(0, marks.length - 1) / Math.max(1, (now - since) / 1000);
  }

  return {
    count(outcome, { waits = false, mended = false } = {}) {
      counts[outcome] += 1;
      if (waits) counts.waiting += 1;
      if (mended) counts.failed -= 1;
      if (outcome !== 'failed') moveOn();
      worked += 1;
      passedInARow = 0;
      if (marks.length === 0) marks.push(startedAt);
      marks.push(movingTime());
    },
    pass(earlier) {
      passed += 1;
      passedInARow += 1;
      if (earlier) counts.skipped += 1;
    },
    rest() {
      resting += 1;
    },
    work(item, name) {
      if (marks.length === 0) marks.push(movingTime());
      inWork.set(item, name);
    },
    leave: (item) => void inWork.delete(item),
    pause(pauseMs) {
      pausedUntil = Math.max(pausedUntil, clock.steady() + pauseMs);
      if (pauseMs >= STANDSTILL_MS) standsSince ??= clock.steady();
    },
    expect(found) {
      total = found;
    },
    read() {
      const now = clock.steady();
      const met = worked + passed;
      const perSecond = rate();
      const due = total === null ? null : Math.max(met, Math.min(total, passed + limit));
      const isGuess = worked < LEAST_FOR_A_GUESS || passedInARow >= MANY_PASSED;
      const known = due !== null && !isGuess && perSecond > 0;
      return {
        ...{ counts: { ...counts }, resting, met, total: due, perSecond, elapsedMs: now - startedAt },
        pauseMs: Math.max(0, pausedUntil - now),
        stands: standsSince !== null,
        quietMs: now - succeededAt,
        msLeft: known ? ((due - met) / perSecond) * 1000 : null,
        inWork: [...inWork.values()],
      };
    },
  };
}
