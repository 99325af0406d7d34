import { type BacklogItem, isKeyOfPlace } from '../backlog/backlog-item.ts';
import type { BacklogEnd, BacklogResult } from '../backlog/run-backlog.ts';
import type { Clock } from '../clock.ts';
import { AppError, asAppError } from '../errors.ts';
import { keyAt, type NewRunItem, type Run, type RunEnding, type RunItem } from '../runs/runs.ts';
import { commandError } from './command-hint.ts';
import type { OpenRun } from './open-run.ts';
import type { Work } from './work.ts';
import { isAtLimit } from './work-closing.ts';

/** What a run knows of its articles. */
export interface RunMemory {
  /** Finds out beforehand which failures are still there, wherever they stand by now. */
  lookAhead(items: AsyncIterable<BacklogItem>): Promise<void>;
  /** Whether an article has to be worked on, or else who did it, and the entry it became. */
  recall(item: BacklogItem): Promise<'to-do' | Done>;
  /** Books what was made of an article, within the write that stores it: a kill leaves both or neither. */
  keepAlong(result: BacklogResult): void;
  /** Books any other result, beside the work. Says whether this very run had counted it as failed before. */
  keep(result: BacklogResult): boolean;
  /** Whether an article failed in an earlier run of the series, and so is met again. Known, where there is a limit, once it was recalled. */
  failedEarlier(item: BacklogItem): boolean;
  /** Tells that an article is to be met again by the next run. */
  leaveOpen(item: BacklogItem): void;
  /** Aborted when no new article is to be taken: the person stopped the run, or nothing can be booked any more. */
  readonly halt: AbortSignal;
  /** Books what is left and how the run ended. Resolves with that: what could not be booked has stopped the run. */
  end(end: BacklogEnd): Promise<BacklogEnd>;
}

export interface Done {
  readonly by: 'earlier' | 'this';
  /** Null: it is not this run's business. */
  readonly entry: string | null;
}

export interface RunMemoryOptions {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly skipped: () => number;
  /** See work.ts. */
  readonly meetsAll: boolean;
  /** See work.ts. */
  readonly settle?: Work['settle'];
}

/** How often the run says that it is still worked on. */
const TICK_MS = 30_000;
const BUSY_MS = 1000;
/** Results that wait to be booked before no further article is taken: lines that are no articles fail faster than that. */
const MOST_KEPT = 256;

/** Who needs no model; its summaries give way to a model's. */
export const OFFLINE = 'extractive';

export function createRunMemory(opened: OpenRun, memory: RunMemoryOptions): RunMemory {
  const { signal, clock, skipped, meetsAll } = memory;
  const { run, options, upshot } = opened;
  const { runs, catalogue, provider } = upshot;
  const broken = new AbortController();
  const ended = new AbortController();
  const keeping = new Set<Promise<void>>();
  const failedBefore = new WeakSet<BacklogItem>();
  const failedEarlier = new WeakSet<BacklogItem>();
  let metAny = false;
  let metUnreadable = false;

  /** Another process may hold the lock for long; anything else that stands in the way ends the run. */
  async function patiently<T>(book: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await book();
      } catch (thrown) {
        const error = asAppError(thrown);
        if (error.code !== 'catalogue-busy' || ended.signal.aborted) throw error;
        await clock.sleep(BUSY_MS);
      }
    }
  }

  /** Whether it failed in an earlier life of the run. Once it is mended it says something else, and stands where it stood. */
  async function stoodBefore({ key, place }: BacklogItem, isDone: boolean): Promise<boolean> {
    const isThere = await patiently(() => runs.isThere(run, key, place));
    const stoodHere = await patiently(() => runs.meet(run, place));
    return isThere || (stoodHere && !isDone);
  }

  /** What turned out to be no article is known by its place as well. */
  async function isFailureOfEarlier({ key, place }: BacklogItem, before: RunItem | null): Promise<boolean> {
    if (options.limit === undefined) return false; // nobody asks
    const known = before ?? (await runs.item(run.series, keyAt(key, place)));
    return known?.outcome === 'failed' && known.run !== run.id;
  }

  function beside(book: () => Promise<void>): void {
    const kept = patiently(book)
      .catch((error: unknown) => broken.abort(error))
      .finally(() => keeping.delete(kept));
    keeping.add(kept);
  }

  function settle(item: BacklogItem, outcome: 'done' | 'refused' | 'open'): void {
    const { settle: tell } = memory;
    if (tell) beside(() => tell(item, outcome));
  }

  function stoppedBy(thrown: unknown): BacklogEnd {
    if (thrown instanceof AppError) return { state: 'stopped', reason: thrown };
    throw thrown;
  }

  async function tick(): Promise<void> {
    for (;;) {
      await clock.sleep(TICK_MS, ended.signal);
      beside(() => runs.tick(run, skipped()));
    }
  }
  const ticking = tick().catch(() => undefined);

  return {
    halt: AbortSignal.any([signal, broken.signal]),

    async lookAhead(items) {
      for await (const { key, place } of items) await patiently(() => runs.isThere(run, key, place));
    },

    async recall(item) {
      const isUnreadable = isKeyOfPlace(item.key);
      metAny = true;
      metUnreadable ||= isUnreadable;
      if (keeping.size >= MOST_KEPT) await Promise.all(keeping);
      const before = await runs.item(run.series, item.key);
      const isDone = before !== null && before.entry !== null;
      const hasFailed = before?.outcome === 'failed' && before.run === run.id;
      if (await isFailureOfEarlier(item, before)) failedEarlier.add(item);
      const stood = run.counts.failed > 0 && (await stoodBefore(item, isDone));
      if (hasFailed || stood) failedBefore.add(item);
      if (options.retryFailed) {
        return failedBefore.has(item) || isUnreadable ? 'to-do' : { by: 'this', entry: null };
      }
      if (before === null || before.entry === null) return 'to-do';
      if (before.provider === OFFLINE && provider.name !== OFFLINE) return 'to-do';
      if (!(await catalogue.has(before.entry))) return 'to-do';
      settle(item, 'done');
      return { by: before.run === run.id ? 'this' : 'earlier', entry: before.entry };
    },

    failedEarlier: (item) => failedEarlier.has(item),
    leaveOpen: (item) => settle(item, 'open'),
    keepAlong: (result) => runs.recordAlong(run, itemOf(result)),

    keep(result) {
      if (result.outcome === 'failed' || result.outcome === 'unchanged') {
        beside(() => runs.record(run, [itemOf(result)]));
      }
      if (result.outcome !== 'failed') settle(result.item, 'done');
      else settle(result.item, result.error.retryable ? 'open' : 'refused');
      return failedBefore.has(result.item);
    },

    async end(end) {
      ended.abort();
      await ticking;
      await Promise.all(keeping);
      const real = broken.signal.aborted ? stoppedBy(broken.signal.reason) : end;
      // What was not read to its end may still have, further down, what stood there.
      if (real.state === 'finished' && run.counts.failed > 0) {
        const metAll = meetsAll && metAny && !metUnreadable;
        await runs.forgetReplaced(run, metAll).catch(() => undefined); // at worst it is listed on
      }
      // With its failures tried again, a run is no further through the rest than it was.
      const isThrough = real.state === 'finished' || isAtLimit(real);
      const { state, reason } = isThrough && opened.stood !== null ? stoodAs(opened.stood) : real;
      try {
        await runs.end(run, {
          state,
          reason: reason && { code: reason.code, message: reason.message },
          skipped: skipped(),
        });
      } catch (thrown) {
        return real.state === 'stopped' ? real : stoppedBy(thrown);
      }
      return real;
    },
  };
}

function stoodAs({ state, reason }: Run): Pick<RunEnding, 'state' | 'reason'> {
  return { state: state === 'running' ? 'interrupted' : state, reason };
}

function itemOf(result: BacklogResult): NewRunItem {
  const { key, place } = result.item;
  if (result.outcome === 'failed') {
    return {
      ...{ key, place, outcome: 'failed', entry: null, provider: null, waiting: false },
      error: commandError(result.error),
    };
  }
  const { id, status, provenance } = result.entry;
  return {
    ...{ key, place, outcome: result.outcome, entry: id, provider: provenance.provider },
    ...{ waiting: status === 'needs-review', error: null },
  };
}
