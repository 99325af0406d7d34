import { closeSync, openSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { startBacklogProgress, type Tally } from '../backlog/backlog-progress.ts';
import { readBacklog } from '../backlog/read-backlog.ts';
import { type BacklogResult, runBacklog } from '../backlog/run-backlog.ts';
import { AppError } from '../errors.ts';
import { requireKnownTags } from '../tags/require-known-tags.ts';
import type { CliCommand, CliContext } from './cli-command.ts';
import type { ExitCode } from './cli-io.ts';
import { formatError } from './format-error.ts';
import { openUpshot } from './open-upshot.ts';
import { checkOptions, gather, wholeNumber, wrongUsage } from './wrong-usage.ts';

interface BacklogOptions {
  readonly concurrency: number;
  readonly limit?: number;
  readonly tag?: readonly string[];
  readonly provider?: string;
  readonly json?: true;
  readonly report?: string;
}

export const backlogCommand: CliCommand = {
  define(command) {
    command
      .argument('<path...>', 'article files, folders, .jsonl files; - is stdin (JSON Lines, or one article)')
      .option('--concurrency <number>', 'articles in work at once', wholeNumber(1, 256), 4)
      .option('--limit <number>', 'take at most this many articles', wholeNumber(1))
      .option('--tag <tag>', 'tag every article with it; up to three', gather)
      .option('--provider <name>', 'who writes the summaries: openai, extractive or mock (default: as configured)')
      .option('--json', 'print one line of JSON for every article')
      .option('--report <file>', 'write the failures there, as JSON Lines (default: stdout)')
      .addHelpText(
        'after',
        `
A folder gives its .md, .markdown, .html, .htm, .txt and .jsonl files, folders
in it included. A line of JSON Lines is an object as POST /v1/articles takes it.
What the catalogue has already is skipped, so the same command goes on after an
interruption. Ctrl-C once: no new articles, those in work are finished; twice:
ends at once.

Examples:
  upshot backlog posts/
  upshot backlog export.jsonl --concurrency 16 --report failures.jsonl`,
      );
  },

  async run(paths, options: BacklogOptions, context) {
    const { io } = context;
    const { stop, abort } = io.interrupts;
    if (paths.filter((path) => path === '-').length > 1) throw wrongUsage('- (stdin) is given more than once');
    const tags = options.tag ?? [];
    if (tags.length > 3) throw wrongUsage('--tag is given more than three times');
    await using opened = await openUpshot(context, { set: { UPSHOT_PROVIDER: options.provider } });
    const { summariser, vocabulary } = opened.upshot;
    checkOptions(() => requireKnownTags(tags, vocabulary));
    using report = openReport(options.report, context);

    if (paths.includes('-') && io.stdin.isTTY) {
      io.stderr.write('Reading JSON Lines, or one article, from the terminal; end with Ctrl-D on a line of its own.\n');
    }
    const { isTTY: terminal = false, columns: width = 80 } = io.stderr;
    const write = (text: string) => io.stderr.write(text);
    const progress = startBacklogProgress({ write, clock: io.clock, terminal, width });
    const items = readBacklog(paths, { cwd: io.cwd, stdin: io.stdin, signal: stop });
    const sayStopping = () => {
      progress.clear();
      write('Stopping: articles in work are finished first. Ctrl-C again ends at once.\n');
    };
    stop.addEventListener('abort', sayStopping, { once: true });
    let gaveUp: AppError | null;
    try {
      gaveUp = await runBacklog(items, {
        summarise: summariser.summarise,
        concurrency: options.concurrency,
        limit: options.limit ?? Number.POSITIVE_INFINITY,
        tags,
        stop,
        abort,
        clock: io.clock,
        onResult(result) {
          progress.count(result);
          const line = `${JSON.stringify(lineOf(result))}\n`;
          const failed = result.outcome === 'failed';
          if (options.json || (failed && !report)) {
            progress.clear();
            io.stdout.write(line);
          }
          if (!failed) return;
          report?.write(line);
          if (context.verbose) write(formatError(result.error, { place: result.place, verbose: true }));
        },
      });
    } finally {
      stop.removeEventListener('abort', sayStopping);
      await progress[Symbol.asyncDispose]();
    }
    const failedIn = options.report ?? 'above';
    write(closing(progress.tally, progress.elapsedMs(), { gaveUp, interrupted: stop.aborted, failedIn }));
    return stop.aborted ? 130 : exitCodeOf(progress.tally);
  },
};

/** One line of `--json` and of the report of failures. */
function lineOf(result: BacklogResult): object {
  const { place, outcome } = result;
  if (outcome !== 'failed') {
    const { id, title, status } = result.entry;
    return { place, outcome, id, title, status };
  }
  const { code, message, hint } = result.error;
  return { place, outcome, error: { code, message, ...(hint !== undefined && { hint }) } };
}

function openReport(file: string | undefined, { io }: CliContext) {
  if (file === undefined) return null;
  try {
    const handle = openSync(resolve(io.cwd, file), 'w');
    return { write: (line: string) => writeSync(handle, line), [Symbol.dispose]: () => closeSync(handle) };
  } catch (cause) {
    const hint = 'Name a file in a folder that exists and may be written.';
    throw new AppError(`The report cannot be written: ${file}`, {
      code: 'unwritable-report',
      status: 400,
      hint,
      cause,
    });
  }
}

interface Ending {
  readonly gaveUp: AppError | null;
  readonly interrupted: boolean;
  readonly failedIn: string;
}

/** What was done, and what to do next. */
function closing(tally: Tally, elapsedMs: number, { gaveUp, interrupted, failedIn }: Ending): string {
  const { created, revised, unchanged, failed, waiting } = tally;
  if (created + revised + unchanged + failed === 0 && !interrupted) {
    return 'upshot: There was no article to read. Give files, folders or JSON Lines; see `upshot backlog --help`.\n';
  }
  const counts = [
    `${created} new`,
    ...(revised > 0 ? [`${revised} revised`] : []),
    ...(unchanged > 0 ? [`${unchanged} there already`] : []),
    `${failed} failed`,
    ...(waiting > 0 ? [`${waiting} to review`] : []),
  ].join(', ');
  const lines = [
    `${interrupted ? 'Interrupted' : gaveUp ? 'Gave up' : 'Done'} after ${duration(elapsedMs)}: ${counts}.`,
  ];
  if (gaveUp) lines.push(formatError(gaveUp).trimEnd(), 'The rest would fail alike; then the same command goes on.');
  else if (interrupted) lines.push('The same command goes on from here.');
  else if (failed > 0)
    lines.push(
      `The failures are listed ${failedIn === 'above' ? failedIn : `in ${failedIn}`}; the same command tries them again.`,
    );
  else lines.push('Read them: upshot list, or upshot serve.');
  if (waiting > 0) lines.push('What is to review is not published: upshot list --status needs-review, or /review.');
  return `${lines.join('\n')}\n`;
}

function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${(ms / 1000).toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function exitCodeOf({ created, revised, unchanged, failed }: Tally): ExitCode {
  const well = created + revised + unchanged;
  if (well === 0) return 1;
  return failed > 0 ? 3 : 0;
}
