import { addressOf, type BacklogItem } from '../backlog/backlog-item.ts';
import { failureLine } from '../backlog/failure-list.ts';
import { createForesight, type Foresight } from '../backlog/foresee.ts';
import type { Upshot } from '../compose.ts';
import { type AppError, asAppError } from '../errors.ts';
import { loadPrompt } from '../prompt/load-prompt.ts';
import { sentArticle } from '../prompt/sent-article.ts';
import { type ArticleEstimate, createArticleEstimator, usualOutputs } from '../provider/estimate-article.ts';
import { loadPrices } from '../provider/prices.ts';
import type { CliContext } from './cli-command.ts';
import type { ExitCode } from './cli-io.ts';
import { commandError } from './command-hint.ts';
import { formatError } from './format-error.ts';
import { formatTable } from './format-table.ts';
import { startLiveLine } from './live-line.ts';
import { saidOfNoModel } from './model-advice.ts';
import { chosenOptions, concurrencyOf, openWithOptions, seriesFor } from './open-run.ts';
import { OFFLINE } from './run-memory.ts';
import { type Terminal, terminalOf } from './terminal.ts';
import { NOT_FETCHED, type Work } from './work.ts';
import { dollarsOf, figure, roughly } from './work-figures.ts';
import type { WorkOptions } from './work-options.ts';
import { wrapText } from './wrap-text.ts';

interface Counts {
  new: number;
  done: number;
  failed: number;
  /** Of the new ones, those at addresses, which are not fetched to be looked at. */
  unseen: number;
}

/** What a call takes, in milliseconds: a start, and then so many tokens a second. Models differ by far more than this. */
const CALL_MS = 1500;
const TOKENS_A_SECOND = 60;
const MINUTE_MS = 60_000;

const SHOW_EVERY_MS = 200;

/** How many texts are read at once: there are only so many threads to do it. */
const AT_ONCE = 4;

/** Says what there is to do and what it may cost: no model is asked, no article fetched, nothing stored. */
export async function dryRun(work: Work, context: CliContext): Promise<ExitCode> {
  const { io } = context;
  await using stack = new AsyncDisposableStack();
  const { opened, kept } = await openWithOptions(work, context, stack);
  const { upshot, config } = opened;
  const options = chosenOptions(work, kept, upshot);
  const inputs = work.inputs.length > 0 ? work.inputs : (kept?.inputs ?? []);
  const series = kept?.series ?? seriesFor(work.name, inputs, options, { config, upshot });
  const estimate = createArticleEstimator({
    ...{ providers: config.providers, prices: loadPrices(config.pricesFile), prompt: loadPrompt() },
    ...{ vocabulary: upshot.vocabulary, maxRepairs: config.maxRepairs, contextTokens: config.contextTokens },
    usualOutput: await usualOutputs(config.providers, upshot.ledger),
  });
  const foresight = createForesight(estimate);

  const onResting = (place: string, error: AppError) => {
    looking.clear();
    io.stderr.write(formatError(error, { place }));
  };
  const counts: Counts = { new: 0, done: 0, failed: 0, unseen: 0 };
  const opening = work.open(inputs, { upshot, options, signal: io.interrupts.stop, onResting, dryRun: true });
  const items = opening[Symbol.asyncIterator]();
  /** How many more may be taken: an article has its place before it is known whether it needs one. */
  let places = options.limit ?? Number.POSITIVE_INFINITY;
  const tell = (line: string) => {
    looking.clear();
    io.stdout.write(line);
  };
  const looking = startLiveLine(io.stderr);
  let shownAt = 0;
  async function lookOn(): Promise<void> {
    while (!io.interrupts.stop.aborted && places > 0) {
      places -= 1;
      const { done, value } = await items.next();
      if (done) return;
      const tools = { upshot, series, counts, foresight, options, tell, anew: work.summarise !== undefined };
      if ((await look(value, tools)) === 'passed') places += 1;
      if (io.clock.steady() - shownAt < SHOW_EVERY_MS) continue;
      shownAt = io.clock.steady();
      looking.show(`${figure(counts.new + counts.done + counts.failed)} looked at`);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lookOn));
  looking.clear();
  await items.return?.();

  const concurrency = concurrencyOf(options, config);
  const forecasts = foresight.forecasts().map((one) => ({ ...one, ms: timeOf(one, options, concurrency) }));
  if (options.json) io.stdout.write(`${JSON.stringify({ ...counts, models: forecasts })}\n`);
  else {
    if (options.provider === undefined && upshot.provider.name === OFFLINE) io.stderr.write(saidOfNoModel(config, io));
    if (io.interrupts.stop.aborted) io.stderr.write('Interrupted before all was looked at. So far:\n');
    io.stderr.write(said(counts, forecasts, terminalOf(io.stderr, io.env)));
  }
  return io.interrupts.stop.aborted ? 130 : 0;
}

interface Looking {
  readonly upshot: Upshot;
  readonly series: string;
  readonly counts: Counts;
  readonly foresight: Foresight;
  readonly options: WorkOptions;
  readonly tell: (line: string) => void;
  /** Whether articles that are known are drafted anew. */
  readonly anew: boolean;
}

/** Says whether a run would take it, or pass it, as it has done it already. */
async function look(item: BacklogItem, looking: Looking): Promise<'taken' | 'passed'> {
  const { upshot, series, counts, foresight, options, tell, anew } = looking;
  const before = await upshot.runs.item(series, item.key);
  if (before?.entry && (await upshot.catalogue.has(before.entry))) {
    counts.done += 1;
    return 'passed';
  }
  try {
    const input = await item.read(new AbortController().signal);
    const { article, isNew } = await upshot.summariser.look(options.tag ? { ...input, tags: [...options.tag] } : input);
    counts[isNew || anew ? 'new' : 'done'] += 1;
    if (isNew || anew) foresight.add(sentArticle(article).text);
  } catch (thrown) {
    const error = asAppError(thrown);
    if (error.code === NOT_FETCHED) {
      counts.new += 1;
      counts.unseen += 1;
      foresight.addUnseen();
      return 'taken';
    }
    counts.failed += 1;
    if (!options.json) tell(failureLine({ place: item.place, url: addressOf(item.key), error: commandError(error) }));
  }
  return 'taken';
}

type Timed = ArticleEstimate & { readonly ms: number | null };

/** About how long it takes; null where no model is asked. */
function timeOf({ likely }: ArticleEstimate, { rpm, tpm }: WorkOptions, concurrency: number): number | null {
  const { calls } = likely;
  if (calls === 0) return null;
  const one = CALL_MS + (likely.outputTokens / calls / TOKENS_A_SECOND) * 1000;
  const paced = Math.max(
    rpm === undefined ? 0 : calls / rpm,
    tpm === undefined ? 0 : (likely.inputTokens + likely.outputTokens) / tpm,
  );
  return Math.round(Math.max((calls * one) / concurrency, paced * MINUTE_MS));
}

const HEAD = ['', 'calls', 'tokens in', 'out', 'likely cost', 'at most', 'time, about'];

function said(counts: Counts, forecasts: readonly Timed[], terminal: Terminal): string {
  const unseen =
    counts.unseen > 0 ? ` (${figure(counts.unseen)} at addresses that were not fetched to be looked at)` : '';
  const rows = forecasts.map(({ provider, model, likely, most, ms }) => [
    provider === model ? provider : `${provider} ${model}`,
    ...[likely.calls, likely.inputTokens, likely.outputTokens].map(figure),
    ...[likely.costUsd, most.costUsd].map(dollarsOf),
    ms === null ? 'no model' : roughly(ms),
  ]);
  const notes = [
    ...(forecasts.length > 1 ? ['A provider after the first is asked only where those before it fail.'] : []),
    'At most: every answer as long as it may be, and sent back as often as is allowed. No model was asked and nothing was stored.',
  ];
  const broken = (line: string) => `${wrapText(line, terminal.width)}\n`;
  return [
    broken(
      `New: ${figure(counts.new)}${unseen}. Done already: ${figure(counts.done)}. Would fail: ${figure(counts.failed)}.`,
    ),
    formatTable(HEAD, rows, terminal),
    ...notes.map(broken),
  ].join('');
}
