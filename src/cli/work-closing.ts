import type { BacklogEnd } from '../backlog/run-backlog.ts';
import type { ProgressReading } from '../backlog/work-progress.ts';
import type { Account } from '../ledger/account.ts';
import { LIMIT_REACHED, type Run } from '../runs/runs.ts';
import type { ExitCode } from './cli-io.ts';
import { formatError } from './format-error.ts';
import { costOf, duration, figure, saidOfUncertain } from './work-figures.ts';
import { wrapText } from './wrap-text.ts';

export interface Closing {
  readonly run: Run;
  readonly end: BacklogEnd;
  readonly reading: ProgressReading;
  readonly account: Account;
  /** What articles failed with, a line each. */
  readonly why: readonly string[];
  /** Where the failures are listed; undefined: on stdout. */
  readonly report: string | undefined;
  /** Nothing was tried but what had failed before. */
  readonly onlyFailures: boolean;
  /** Columns to break lines at. */
  readonly width: number;
}

/** Failures that a person sees at a glance where they are told one by one. */
const MOST_SEEN = 3;

const verbs = { finished: 'finished', interrupted: 'was interrupted', stopped: 'stopped' } as const;

/** A short table of what was done, and what to do next. */
export function formatClosing({ run, end, reading, account, why, report, onlyFailures, width }: Closing): string {
  const { counts, resting, elapsedMs } = reading;
  const rows: [string, string][] = [
    ['new', figure(counts.created)],
    ...row('revised', counts.revised),
    ...row('there already', counts.unchanged),
    ...row('skipped', counts.skipped),
    ...row('left alone', resting),
    ['failed', figure(counts.failed)],
    ...row('to review', counts.waiting),
    ...(account.calls === 0 ? [] : spent(account)),
  ];
  const widest = Math.max(...rows.map(([, value]) => value.length));
  const broken = (line: string) => wrapText(line, width);
  return [
    `Run ${run.id} ${verbs[end.state]} after ${duration(elapsedMs)}:`,
    ...rows.map(([what, value]) => `  ${what.padEnd(16)}${value.padStart(widest)}`),
    ...(report !== undefined || counts.failed > MOST_SEEN ? why.map(broken) : []),
    ...(account.uncertain > 0 ? [broken(saidOfUncertain(account))] : []),
    ...next({ run, end, reading, report, onlyFailures }).map(broken),
    '',
  ].join('\n');
}

/** Whether a run has taken as many articles as its `--limit` allows, and may have left others. */
export function isAtLimit(end: BacklogEnd): boolean {
  return end.state === 'stopped' && end.reason.code === LIMIT_REACHED;
}

function row(what: string, count: number): [string, string][] {
  return count > 0 ? [[what, figure(count)]] : [];
}

function spent(account: Account): [string, string][] {
  return [
    ['calls', figure(account.calls)],
    ...row('uncertain calls', account.uncertain),
    ['tokens in', figure(account.inputTokens)],
    ['tokens out', figure(account.outputTokens)],
    ['cost', costOf(account)],
  ];
}

function next({ run, end, reading, report, onlyFailures }: Omit<Closing, 'account' | 'why' | 'width'>): string[] {
  const { failed, waiting } = reading.counts;
  const lines: string[] = [];
  const atLimit = isAtLimit(end);
  if (atLimit && onlyFailures) lines.push('More may have failed than were tried: without --limit all of them are.');
  else if (atLimit)
    lines.push(`The same command ${failed > 0 ? 'tries again what failed and ' : ''}takes the next ones.`);
  else if (end.state === 'stopped') lines.push(formatError(end.reason).trimEnd());
  if (end.state !== 'finished' && !atLimit)
    lines.push(`The same command goes on from here, or: upshot ${run.name} --run ${run.id}`);
  if (failed > 0) {
    const where = report === undefined ? 'above' : `in ${report}`;
    lines.push(
      `The failures are listed ${where}. To try them again: upshot ${run.name} --run ${run.id} --retry-failed`,
    );
  } else if (end.state === 'finished' && reading.met > 0) lines.push('Read them: upshot list, or upshot serve.');
  if (reading.resting > 0)
    lines.push(
      `The same command takes what is left alone after that time${run.name === 'ingest' ? '; feeds with --force at once' : ''}.`,
    );
  if (waiting > 0) lines.push('What is to review is not published: upshot list --status needs-review, or /review.');
  return lines;
}

/**
 * 0: all is done. 3: some of it is: articles failed, or a budget was spent before the end. 1: none of it is, or the run
 * gave up before anything was done. 130: interrupted.
 */
export function exitCodeOf(end: BacklogEnd, counts: Run['counts']): ExitCode {
  if (end.state === 'interrupted') return 130;
  const well = counts.created + counts.revised + counts.unchanged + counts.skipped;
  if (end.state === 'stopped' && !isAtLimit(end)) {
    return well > 0 || end.reason.code === 'budget-exhausted' ? 3 : 1;
  }
  if (counts.failed === 0) return 0;
  return well > 0 ? 3 : 1;
}
