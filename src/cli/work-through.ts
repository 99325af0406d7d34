import { isAddress } from '../backlog/addresses.ts';
import { addressOf, type BacklogItem } from '../backlog/backlog-item.ts';
import { failureLine } from '../backlog/failure-list.ts';
import { type BacklogEnd, type BacklogResult, runBacklog } from '../backlog/run-backlog.ts';
import { createWorkProgress, type WorkProgress } from '../backlog/work-progress.ts';
import { AppError } from '../errors.ts';
import { runAccount } from '../ledger/account.ts';
import { beforehand } from './beforehand.ts';
import type { CliContext } from './cli-command.ts';
import type { ExitCode } from './cli-io.ts';
import { commandError } from './command-hint.ts';
import { dryRun } from './dry-run.ts';
import { formatError } from './format-error.ts';
import { type NothingFailed, type OpenRun, openRun } from './open-run.ts';
import { checkReport } from './report-file.ts';
import { createRunMemory } from './run-memory.ts';
import { terminalOf } from './terminal.ts';
import { createWhyFailed } from './why-failed.ts';
import type { Work } from './work.ts';
import { exitCodeOf, formatClosing } from './work-closing.ts';
import { startWorkDisplay } from './work-display.ts';
import { heldBack, roughly } from './work-figures.ts';
import { checkWorkOptions } from './work-options.ts';
import { openReport, type WorkReport } from './work-report.ts';

/**
 * Works through articles as one run: skips what earlier runs of the same command have done, keeps to the run's budgets,
 * books what becomes of each article, shows how far it is and says at the end what was done and what to do next.
 */
export async function workThrough(work: Work, context: CliContext): Promise<ExitCode> {
  checkWorkOptions(work.inputs, work.options);
  if (work.options.dryRun) return dryRun(work, context);
  if (work.options.report !== undefined) checkReport(work.options.report, context.io.cwd);
  const found = await openRun(work, context);
  if ('failedThen' in found) {
    context.io.stderr.write(`${nothingFailed(found)}\n`);
    return 0;
  }
  await using opened = found;
  return await workOn(work, opened, context);
}

function nothingFailed({ failedThen }: NothingFailed): string {
  if (failedThen === null) return 'Nothing failed: there is nothing to try again.';
  return `What failed in run ${failedThen.id} was tried again by a later run of the same command: see \`upshot runs\`.`;
}

async function workOn(work: Work, opened: OpenRun, context: CliContext): Promise<ExitCode> {
  const { io, verbose } = context;
  const { upshot, run, options } = opened;
  const { runs, ledger } = upshot;
  const { stop } = io.interrupts;
  const write = (text: string) => io.stderr.write(text);
  using report = options.report === undefined ? null : await openReport(options.report, io.cwd, run, runs);
  const limit = limitOf(work, opened);
  const progress = createWorkProgress({ clock: io.clock, before: run.counts, limit });
  const spent = () => ledger.account(runAccount(run.id));
  const counting = new AbortController();
  const counted = work.count?.(run.inputs, AbortSignal.any([stop, counting.signal])).then(
    (total) => total !== null && progress.expect(total),
    () => undefined, // whoever reads them says what is wrong with them
  );

  write(beforehand(opened, io));
  const readHeld = () => {
    return heldBack(progress.read(), heldMs(opened));
  };
  const why = createWhyFailed();
  const display = await startWorkDisplay({ io, clock: io.clock, run, read: readHeld, spent });
  const sayStopping = () => {
    display.clear();
    write('Stopping: calls under way are finished first. Ctrl-C again ends at once.\n');
  };
  const tell = (line: string) => {
    display.clear();
    io.stdout.write(line);
  };
  stop.addEventListener('abort', sayStopping, { once: true });
  let end: BacklogEnd;
  try {
    end = await goThrough(work, opened, context, { progress, limit, tell, report, sayWhy, sayWaiting, sayResting });
  } finally {
    stop.removeEventListener('abort', sayStopping);
    counting.abort();
    await counted;
    await display[Symbol.asyncDispose]();
  }
  end = await completed(report, end);
  const read = progress.read();
  const booked = end.state === 'finished' ? await runs.get(run.id).catch(() => null) : null;
  const reading = booked === null ? read : { ...read, counts: { ...read.counts, failed: booked.counts.failed } };
  if (end.state === 'finished' && reading.met === 0 && reading.resting === 0) {
    if (work.nothing === undefined) throw nothingToRead(work.name);
    write(`${work.nothing}\n`);
    return 0;
  }
  const { width } = terminalOf(io.stderr, io.env);
  const { report: list, retryFailed: onlyFailures = false } = options;
  const closing = { run, end, reading, account: await spent(), why: why.lines() };
  write(formatClosing({ ...closing, report: list, onlyFailures, width }));
  return exitCodeOf(end, reading.counts);

  function sayWaiting(error: AppError, pauseMs: number): void {
    display.clear();
    write(formatError(error, { place: `Waiting for ${roughly(pauseMs)}, then going on by itself`, verbose }));
  }

  function sayResting(place: string, error: AppError): void {
    display.clear();
    write(formatError(error, { place, verbose }));
  }

  function sayWhy(result: BacklogResult): void {
    if (result.outcome !== 'failed') return;
    why.add(result.item.place, result.error);
    if (!verbose) return;
    display.clear();
    write(formatError(result.error, { place: placeToTell(result.item), verbose }));
  }
}

/** For how long all who write summaries want to be sent nothing. */
function heldMs({ config, upshot: { guarded } }: OpenRun): number {
  const isOfflineAtHand = guarded.length < config.providers.length;
  return isOfflineAtHand ? 0 : Math.min(...guarded.map((one) => one.heldMs()));
}

/** A report that cannot be written is told like anything else that stopped the run; what stopped it before is worth more. */
async function completed(report: WorkReport | null, end: BacklogEnd): Promise<BacklogEnd> {
  try {
    await report?.complete();
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    if (end.state !== 'stopped') return { state: 'stopped', reason: thrown };
  }
  return end;
}

/** What the run failed at before is tried again, and so takes no place twice; `--retry-failed` is about nothing else. */
function limitOf(work: Work, { run, options }: OpenRun): number {
  if (options.retryFailed) return work.options.limit ?? Number.POSITIVE_INFINITY;
  const { created, revised, unchanged } = run.counts;
  return (options.limit ?? Number.POSITIVE_INFINITY) - (created + revised + unchanged);
}

interface Told {
  readonly progress: WorkProgress;
  readonly limit: number;
  readonly tell: (line: string) => void;
  readonly report: WorkReport | null;
  readonly sayWhy: (result: BacklogResult) => void;
  readonly sayWaiting: (error: AppError, pauseMs: number) => void;
  readonly sayResting: (place: string, error: AppError) => void;
}

async function goThrough(work: Work, opened: OpenRun, { io }: CliContext, told: Told): Promise<BacklogEnd> {
  const { upshot, run, options } = opened;
  const { progress, tell, report } = told;
  const { stop, abort } = io.interrupts;
  const memory = createRunMemory(opened, {
    signal: stop,
    clock: io.clock,
    skipped: () => progress.read().counts.skipped,
    meetsAll: work.meetsAll?.(run.inputs) ?? false,
    ...(work.settle && { settle: work.settle }),
  });
  const spending = { run: run.id, maxCalls: options.maxCalls, maxCostUsd: options.maxCost };
  const sending = { spending, stop: memory.halt };
  const summarise = work.summarise?.(upshot) ?? upshot.summariser.summarise;
  const restingHosts = new Set<string | undefined>();
  let warm = false; // not before there is anything to do
  let end: BacklogEnd | undefined;
  try {
    if (options.retryFailed && work.ahead) await memory.lookAhead(work.ahead(run.inputs, memory.halt));
    end = await runBacklog(work.open(run.inputs, { upshot, options, signal: memory.halt, onResting }), {
      summarise: (input, signal, item) =>
        summarise(input, signal, { ...sending, alongside: (saved) => memory.keepAlong({ ...saved, item }) }),
      async isDone(item) {
        const verdict = await memory.recall(item);
        if (verdict === 'to-do') return false;
        progress.pass(verdict.by === 'earlier');
        if (options.json && verdict.entry !== null) {
          tell(`${JSON.stringify({ ...standing(item), outcome: 'skipped', id: verdict.entry })}\n`);
        }
        return true;
      },
      ...{ concurrency: opened.concurrency, limit: told.limit, tags: options.tag ?? [] },
      takesNoPlace: (item) => options.retryFailed !== true && memory.failedEarlier(item),
      ...{ stop: memory.halt, abort, clock: io.clock, timeoutMs: opened.config.timeoutMs, waitOutMs: options.waitOut },
      onWork(item, title) {
        if (!warm) upshot.warm({ article: true });
        warm = true;
        progress.work(item, title ?? addressOf(item.key) ?? item.place);
      },
      onLeave: progress.leave,
      onPause: progress.pause,
      onWait: told.sayWaiting,
      onRest(item, error) {
        memory.leaveOpen(item);
        const isNew = !restingHosts.has(item.host);
        restingHosts.add(item.host);
        rest(standing(item), error, isNew);
      },
      onResult(result) {
        const mended = memory.keep(result);
        const waits = result.outcome !== 'failed' && result.entry.status === 'needs-review';
        progress.count(result.outcome, { waits, mended });
        const failed = result.outcome === 'failed';
        if (options.json || (failed && !report))
          tell(lineOf(result, options.json !== true && io.stdout.isTTY === true));
        if (failed) report?.add({ ...standing(result.item), error: commandError(result.error) });
        told.sayWhy(result);
      },
    });
  } finally {
    end = await memory.end(end ?? { state: 'interrupted', reason: null });
  }
  return end;

  function onResting(place: string, error: AppError): void {
    rest({ place, url: undefined }, error, true);
  }

  /** @param isNew what people have not been told of. */
  function rest(standing: Standing, error: AppError, isNew: boolean): void {
    progress.rest();
    const until = new Date(io.clock.now() + (error.retryAfterMs ?? 0)).toISOString();
    if (options.json)
      tell(`${JSON.stringify({ ...standing, outcome: 'skipped', until, error: commandError(error) })}\n`);
    else if (isNew) told.sayResting(standing.place, error);
  }
}

/** One line of `--json`; a failure may be for people. */
function lineOf(result: BacklogResult, forPeople: boolean): string {
  const { item } = result;
  if (result.outcome === 'failed') {
    if (forPeople) return formatError(result.error, { place: placeToTell(item) });
    return failureLine({ ...standing(item), error: commandError(result.error) });
  }
  const { id, title, status } = result.entry;
  return `${JSON.stringify({ ...standing(item), outcome: result.outcome, id, title, status })}\n`;
}

interface Standing {
  readonly place: string;
  readonly url: string | undefined;
}

function standing({ place, key }: BacklogItem): Standing {
  return { place, url: addressOf(key) };
}

/** Where it stands and, where that is a line of a list of addresses, which one it is. */
function placeToTell({ place, key }: BacklogItem): string {
  const url = addressOf(key);
  return url === undefined || isAddress(place) ? place : `${place} (${url})`;
}

function nothingToRead(name: string): AppError {
  return new AppError('There was no article to read', {
    code: 'no-articles',
    status: 400,
    hint: `Give other places to look at; see \`upshot ${name} --help\`.`,
  });
}
