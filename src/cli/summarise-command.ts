import type { ArticleInput } from '../article/article-input.ts';
import { checkArticleInput } from '../article/check-article-input.ts';
import type { Saved } from '../catalogue/catalogue.ts';
import { type Entry, presentEntry } from '../catalogue/entry.ts';
import type { Upshot } from '../compose.ts';
import { type AppError, asAppError } from '../errors.ts';
import { fetchArticle } from '../fetching/fetch-article.ts';
import { articleOfBytes, readArticleFile } from '../input/article-file.ts';
import { collectArticle } from '../input/read-bytes.ts';
import { untilAborted } from '../input/until-aborted.ts';
import type { CliCommand, CliContext } from './cli-command.ts';
import type { ExitCode } from './cli-io.ts';
import { displayPath } from './display-path.ts';
import { formatEntry, howToDecide } from './format-entry.ts';
import { formatError } from './format-error.ts';
import { interruptedError } from './interrupts.ts';
import { startLiveLine } from './live-line.ts';
import { openUpshot } from './open-upshot.ts';
import { givenTags } from './sought-tag.ts';
import { terminalOf } from './terminal.ts';
import { checkOptions, gather, refuseStdinTwice, wrongUsage } from './wrong-usage.ts';

interface SummariseOptions {
  readonly provider?: string;
  readonly store: boolean;
  readonly json?: true;
  readonly title?: string;
  readonly url?: string;
  readonly source?: string;
  readonly tag?: readonly string[];
}

export const summariseCommand: CliCommand = {
  define(command) {
    command
      .argument('<file...>', 'Markdown, HTML or text files, or addresses of web pages; - is stdin')
      .option(
        '--provider <name>',
        'who writes the summary: openai, openai@<name>, extractive, mock, or a comma list in the order of failover (default: as configured)',
      )
      .option('--no-store', 'only show the summary, keep nothing')
      .option('--json', 'print the whole entry as JSON, one a line')
      .option('--title <text>', 'title, in place of the one in the article')
      .option('--url <address>', 'where the article stands')
      .option('--source <name>', 'who publishes it')
      .option('--tag <tag>', 'tag in place of the chosen ones; up to three', gather)
      .addHelpText(
        'after',
        '\nExamples:\n  upshot summarise post.md\n  upshot summarise https://example.com/post\n  pandoc post.docx -t markdown | upshot summarise - --source Example',
      );
  },

  async run(files, options: SummariseOptions, context) {
    const { io } = context;
    const { tags, ...others } = checkOptions(() => metadata(files, options));
    await using opened = await openUpshot(context, { set: { UPSHOT_PROVIDER: options.provider } });
    const { config, upshot } = opened;
    const given = tags === undefined ? others : { ...others, tags: givenTags(tags, upshot) };

    const terminal = terminalOf(io.stdout, io.env);
    const errors: AppError[] = [];
    let printed = 0;
    for (const file of files) {
      const live = startLiveLine(io.stderr);
      try {
        if (isAddress(file)) live.show(`Fetching ${file}…`);
        const input = { ...(await readInput(file, context, upshot)), ...given };
        live.show(`Summarising ${file === '-' ? 'stdin' : file}…`);
        const saved = options.store
          ? await upshot.summariser.summarise(input, io.interrupts.stop)
          : { outcome: null, entry: await upshot.summariser.preview(input, io.interrupts.stop) };
        live.clear();
        if (options.json) io.stdout.write(`${JSON.stringify(presentEntry(saved.entry, config.publicUrl))}\n`);
        else {
          const kept = whereKept(saved, displayPath(config.databaseFile, io.cwd));
          io.stdout.write(
            `${printed > 0 ? '\n' : ''}${formatEntry(saved.entry, terminal)}${terminal.style('dim', kept)}\n`,
          );
        }
        printed += 1;
      } catch (error) {
        live.clear();
        if (io.interrupts.stop.aborted) throw interruptedError();
        io.stderr.write(formatError(error, { place: file === '-' ? 'stdin' : file, verbose: context.verbose }));
        errors.push(asAppError(error));
      }
    }
    return exitCodeOf(errors, printed);
  },
};

function metadata(files: readonly string[], { title, url, source, tag }: SummariseOptions): Omit<ArticleInput, 'text'> {
  if (files.length > 1 && (title !== undefined || url !== undefined)) {
    throw wrongUsage('--title and --url are of one article, but several are given', 'Give one file at a time.');
  }
  refuseStdinTwice(files);
  const given = { ...(title !== undefined && { title }), ...(url !== undefined && { url }) };
  const about = { ...given, ...(source !== undefined && { source }), ...(tag && { tags: [...tag] }) };
  const { text: _, ...checked } = checkOptions(
    () => checkArticleInput({ text: 'no matter', ...about }),
    'See `upshot summarise --help`.',
  );
  return checked;
}

async function readInput(file: string, { io }: CliContext, { fetcher }: Upshot): Promise<ArticleInput> {
  if (isAddress(file)) return fetchArticle(file, {}, { fetcher, signal: io.interrupts.stop, byHand: true });
  if (file !== '-') return readArticleFile(file, io.cwd, io.interrupts.stop);
  if (io.stdin.isTTY)
    io.stderr.write('Reading the article from the terminal; end it with Ctrl-D on a line of its own.\n');
  const bytes = await collectArticle(untilAborted(io.stdin, io.interrupts.stop));
  if (io.interrupts.stop.aborted) throw interruptedError();
  return articleOfBytes(bytes);
}

/** Of any scheme: that only http and https can be fetched is for the fetcher to say. */
function isAddress(file: string): boolean {
  return /^[a-z][a-z\d+.-]+:\/\//i.test(file);
}

function whereKept({ outcome, entry }: { outcome: Saved['outcome'] | null; entry: Entry }, database: string): string {
  if (outcome === null) return 'Not kept (--no-store)';
  if (entry.status === 'needs-review') {
    return `${outcome === 'unchanged' ? 'Already kept' : 'Kept'} in ${database} for review. ${howToDecide(entry)}`;
  }
  const what = { created: 'Kept', revised: 'Kept as a new revision', unchanged: 'Already kept' }[outcome];
  return `${what} in ${database}: upshot show ${entry.id}`;
}

function exitCodeOf(errors: readonly AppError[], printed: number): ExitCode {
  const [first, ...others] = errors;
  if (first === undefined) return 0;
  if (printed > 0) return 3;
  return others.length === 0 ? first.exitCode : 1;
}
