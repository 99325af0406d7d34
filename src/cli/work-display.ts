import type { ProgressReading } from '../backlog/work-progress.ts';
import type { Clock } from '../clock.ts';
import type { Account } from '../ledger/account.ts';
import type { Run } from '../runs/runs.ts';
import type { CliIo } from './cli-io.ts';
import { oneLine } from './one-line.ts';
import { startRedrawn } from './redrawn.ts';
import { terminalOf } from './terminal.ts';
import { countFigures, spentFigures, wayFigures } from './work-figures.ts';
import { displayWidth, truncateText } from './wrap-text.ts';

export interface WorkDisplay extends AsyncDisposable {
  /** Takes what is shown off the terminal, so that other lines can be written; it comes back by itself. */
  clear(): void;
}

export interface WorkDisplayOptions {
  readonly io: Pick<CliIo, 'stderr' | 'env'>;
  readonly clock: Clock;
  readonly run: Run;
  readonly read: () => ProgressReading;
  readonly spent: () => Promise<Account>;
}

const LIVE_EVERY_MS = 200;
const LINE_EVERY_MS = 10_000;
const MOST_TITLES = 3;
const WIDEST_BAR = 30;

/**
 * Shows how far a run is until it is disposed of: on a terminal a few lines that change in place, anywhere else a line at
 * once and every ten seconds.
 */
export async function startWorkDisplay(options: WorkDisplayOptions): Promise<WorkDisplay> {
  const { io, clock, run, read, spent } = options;
  const { stderr } = io;
  const live = stderr.isTTY === true && io.env.TERM !== 'dumb';
  const redrawn = live ? await startRedrawn(stderr) : null;
  const ended = new AbortController();

  async function show(): Promise<void> {
    const reading = read();
    const account = await spent();
    if (ended.signal.aborted) return;
    if (redrawn) {
      const { style } = terminalOf(stderr, io.env);
      redrawn.show(liveLines(reading, account, { width: (stderr.columns || 80) - 1, style }));
    } else
      stderr.write(
        `${run.name}: ${[...countFigures(reading.counts), ...spentFigures(account), ...wayFigures(reading)].join(', ')}\n`,
      );
  }

  async function tick(): Promise<void> {
    while (!ended.signal.aborted) {
      if (live) await show();
      await clock.sleep(live ? LIVE_EVERY_MS : LINE_EVERY_MS, ended.signal);
      if (!live) await show();
    }
  }
  if (!live) stderr.write(firstLine(run));
  const ticking = tick().catch((error: unknown) => {
    if (!ended.signal.aborted) throw error;
  });

  return {
    clear: () => redrawn?.clear(),
    async [Symbol.asyncDispose]() {
      ended.abort();
      await ticking;
      redrawn?.clear();
    },
  };
}

function firstLine({ id, name, life, counts }: Run): string {
  if (life === 1) return `${name}: run ${id} begins\n`;
  return `${name}: run ${id} goes on: ${countFigures(counts).join(', ')}\n`;
}

interface Look {
  /** Columns that may be used. */
  readonly width: number;
  readonly style: ReturnType<typeof terminalOf>['style'];
}

/** A bar where the end is known, the figures, and what is in work; no line wider than the terminal. */
export function liveLines(reading: ProgressReading, account: Account, { width, style }: Look): string[] {
  const figures = [...countFigures(reading.counts), ...spentFigures(account)];
  const titles = reading.inWork.slice(0, MOST_TITLES).map((title) => truncateText(`  ${oneLine(title)}`, width));
  return [
    ...bar(reading, width, style),
    ...flow(wayFigures(reading), width),
    ...flow(figures, width),
    ...titles.map((title) => style('dim', title)),
  ];
}

function bar({ met, total }: ProgressReading, width: number, style: Look['style']): string[] {
  if (total === null || total === 0 || width < 16) return [];
  const share = Math.min(1, met / total);
  const cells = Math.min(WIDEST_BAR, width - 6);
  const full = Math.floor(share * cells);
  const percent = `${Math.floor(share * 100)}%`.padStart(5);
  return [`${style('green', '█'.repeat(full))}${style('dim', '░'.repeat(cells - full))}${percent}`];
}

/** Figures beside each other, as many as fit on a line. */
function flow(figures: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const one of figures) {
    const longer = `${lines.at(-1)} · ${one}`;
    if (lines.length > 0 && displayWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(truncateText(one, width));
  }
  return lines;
}
