import { isReadOnce } from '../backlog/read-backlog.ts';
import { seriesOf } from '../backlog/series-of.ts';
import type { Upshot } from '../compose.ts';
import type { Config } from '../config.ts';
import { AppError } from '../errors.ts';
import { concurrencyAtPace } from '../provider/concurrency-at-pace.ts';
import { modelOf } from '../provider/model-of.ts';
import { loadPrices } from '../provider/prices.ts';
import { requirePrices } from '../provider/require-prices.ts';
import type { Run, RunPlan } from '../runs/runs.ts';
import type { CliContext } from './cli-command.ts';
import { type Opened, openUpshot } from './open-upshot.ts';
import { givenTags } from './sought-tag.ts';
import type { Work } from './work.ts';
import { optionsToKeep, type WorkOptions, withKeptOptions } from './work-options.ts';
import { wrongUsage } from './wrong-usage.ts';

/** A run that this process works on, and all that it takes. */
export interface OpenRun extends AsyncDisposable {
  readonly upshot: Upshot;
  readonly config: Config;
  readonly run: Run;
  /** Those given, and for the rest those that the run was begun with. */
  readonly options: WorkOptions;
  readonly concurrency: number;
  /** How the run stood before its failures alone are tried again; null where the whole of it is gone on with. */
  readonly stood: Run | null;
  /** What a run that was named by its id read before; null: none was. */
  readonly readBefore: readonly string[] | null;
}

/** Letters and digits of a run's id: short enough to type, and far more than there are runs on a disk. */
const ID_LENGTH = 8;

/** Why there is no run to open: only what failed is wanted. `failedThen`: a run that has failures, which another one lists by now. */
export interface NothingFailed {
  readonly failedThen: Run | null;
}

/** Opens Upshot and, in it, the run to go on with, or a new one. */
export async function openRun(work: Work, context: CliContext): Promise<OpenRun | NothingFailed> {
  await using stack = new AsyncDisposableStack();
  const { opened, kept } = await openWithOptions(work, context, stack);
  const { upshot, config } = opened;
  const options = chosenOptions(work, kept, upshot);
  if (options.maxCost !== undefined) requirePrices(config.providers, loadPrices(config.pricesFile), '--max-cost');
  const plan = planOf(work, kept, options, { context, config, upshot });
  const again = kept ?? (options.retryFailed ? await upshot.runs.last(plan.series) : null);
  const mayHaveFailed = again?.state === 'running' || (again && (await upshot.runs.failures(again)).length > 0);
  if (options.retryFailed && !mayHaveFailed) return { failedThen: again && again.counts.failed > 0 ? again : null };
  const run = await begin(plan, again, upshot);
  const closing = stack.move();
  return {
    ...{ upshot, config, run, options, stood: options.retryFailed ? again : null },
    readBefore: kept?.inputs ?? null,
    concurrency: concurrencyOf(options, config),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

/** Those given, and for the rest those that the run was begun with; tags by their ids. @throws {AppError} `unknown-tag`. */
export function chosenOptions({ options }: Work, kept: Run | null, upshot: Upshot): WorkOptions {
  const { tag, ...others } = withKeptOptions(options, kept?.options ?? {});
  return tag === undefined ? others : { ...others, tag: givenTags(tag, upshot) };
}

/** A run that is gone on with may have been begun with another provider than the environment names. */
export async function openWithOptions(work: Work, context: CliContext, stack: AsyncDisposableStack) {
  const opened = await openUpshot(context, { set: variablesOf(work.options) });
  const { run: id } = work.options;
  const kept = id === undefined ? null : await findRun(id, work.name, opened);
  const options = withKeptOptions(work.options, kept?.options ?? {});
  if (JSON.stringify(variablesOf(options)) === JSON.stringify(variablesOf(work.options))) {
    return { opened: stack.use(opened), kept };
  }
  await opened[Symbol.asyncDispose]();
  return { opened: stack.use(await openUpshot(context, { set: variablesOf(options) })), kept };
}

/** The variables that options of a run stand for. */
function variablesOf({ provider, rpm, tpm }: WorkOptions): Record<string, string | undefined> {
  return { UPSHOT_PROVIDER: provider, UPSHOT_RPM: rpm?.toString(), UPSHOT_TPM: tpm?.toString() };
}

async function findRun(id: string, name: string, opened: Opened): Promise<Run> {
  const run = await opened.upshot.runs.get(id);
  if (run?.name === name) return run;
  await opened[Symbol.asyncDispose]();
  throw run === null ? noSuchRun(id) : wrongUsage(`The run ${id} is of another command`, `See \`upshot ${run.name}\`.`);
}

interface Circumstances {
  readonly context: CliContext;
  readonly config: Config;
  readonly upshot: Upshot;
}

function planOf(work: Work, kept: Run | null, options: WorkOptions, circumstances: Circumstances): RunPlan {
  const { context, upshot } = circumstances;
  const inputs = work.inputs.length > 0 ? work.inputs : (kept?.inputs ?? []);
  return {
    ...{ id: upshot.newId().slice(0, ID_LENGTH), name: work.name, inputs },
    series: kept?.series ?? seriesFor(work.name, inputs, options, circumstances),
    command: ['upshot', ...context.io.argv].map(quoted).join(' '),
    options: optionsToKeep(options),
  };
}

/** The series that a command belongs to. */
export function seriesFor(
  name: string,
  inputs: readonly string[],
  options: WorkOptions,
  { config, upshot }: Pick<Circumstances, 'config' | 'upshot'>,
): string {
  const answering = config.providers.map((one) => ({ name: one.name, model: modelOf(one) }));
  const promptHash = upshot.provider.prompt?.hash ?? null;
  return seriesOf({ name, inputs, tags: options.tag ?? [], answering, promptHash });
}

async function begin(plan: RunPlan, again: Run | null, { runs }: Upshot): Promise<Run> {
  const gone = again && (await runs.goOn(again.id, plan));
  if (gone === 'in-work') throw inWork(`The run ${again?.id}`);
  // What comes by stdin or a pipe is another pile each time, whatever the command looks like.
  const run = gone ?? (await (plan.inputs.some(isReadOnce) ? runs.begin(plan) : runs.beginAlone(plan)));
  if (run === 'in-work') throw inWork('The same command');
  return run;
}

/**
 * Without a wish of the person's, two places for each thread that reads articles; a model can be asked more at once, and the
 * limiter knows when not. At a slow pace fewer, whatever they wish: an article that waits longer for its turn than it may take
 * in all has waited in vain.
 */
export function concurrencyOf({ concurrency }: WorkOptions, { providers: [first], pace, timeoutMs }: Config): number {
  if (first.kind === 'extractive') return concurrency ?? 4;
  return Math.min(concurrency ?? 8, concurrencyAtPace(pace, timeoutMs));
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

function noSuchRun(id: string): AppError {
  return new AppError(`There is no run ${id}`, {
    code: 'no-such-run',
    status: 404,
    exitCode: 2,
    hint: 'See `upshot runs` for those there are.',
  });
}

function inWork(what: string): AppError {
  return new AppError(`${what} is being worked on by another process`, {
    code: 'run-in-work',
    status: 409,
    hint: 'Wait for it, or stop it there first; `upshot runs` says how far it is.',
  });
}
