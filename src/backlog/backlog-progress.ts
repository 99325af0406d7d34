import type { Clock } from '../clock.ts';
import type { BacklogResult } from './run-backlog.ts';

/** How many articles came to what; `waiting` are those of them that wait for review. */
export type Tally = Readonly<Record<BacklogResult['outcome'] | 'waiting', number>>;

export interface BacklogProgress extends AsyncDisposable {
  readonly tally: Tally;
  count(result: BacklogResult): void;
  /** Takes the live line off the terminal, so that other lines can be written; it comes back by itself. */
  clear(): void;
  /** Milliseconds since the start. */
  elapsedMs(): number;
}

export interface BacklogProgressOptions {
  readonly write: (text: string) => unknown;
  readonly clock: Clock;
  /** A terminal has one line that changes in place; anything else gets a line every ten seconds. */
  readonly terminal: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

const CLEAR_LINE = '\r\u001b[2K';
const LIVE_EVERY_MS = 200;
const LINE_EVERY_MS = 10_000;

/** Counts what became of a backlog's articles and says so now and then, until disposed of. */
export function startBacklogProgress({ write, clock, terminal, width }: BacklogProgressOptions): BacklogProgress {
  const startedAt = clock.now();
  const tally = { created: 0, revised: 0, unchanged: 0, failed: 0, waiting: 0 };
  const ended = new AbortController();
  let shown = false;

  const line = () => {
    const drafted = tally.created + tally.revised;
    const perSecond = drafted / Math.max((clock.now() - startedAt) / 1000, 1);
    const waiting = tally.waiting > 0 ? `, ${tally.waiting} to review` : '';
    return `${drafted} done, ${tally.failed} failed, ${tally.unchanged} skipped${waiting}, ${perSecond.toFixed(1)} a second`;
  };
  const show = () => {
    if (terminal) write(`${CLEAR_LINE}${line().slice(0, width - 1)}`);
    else write(`backlog: ${line()}\n`);
    shown = terminal;
  };
  const clear = () => {
    if (shown) write(CLEAR_LINE);
    shown = false;
  };

  async function tick(): Promise<void> {
    while (!ended.signal.aborted) {
      await clock.sleep(terminal ? LIVE_EVERY_MS : LINE_EVERY_MS, ended.signal);
      if (!ended.signal.aborted) show();
    }
  }
  const ticking = tick().catch((error: unknown) => {
    if (!ended.signal.aborted) throw error;
  });

  return {
    tally,
    count(result) {
      tally[result.outcome] += 1;
      if (result.outcome !== 'failed' && result.entry.status === 'needs-review') tally.waiting += 1;
    },
    clear,
    elapsedMs: () => clock.now() - startedAt,
    async [Symbol.asyncDispose]() {
      ended.abort();
      await ticking;
      clear();
    },
  };
}
