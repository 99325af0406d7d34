import { Command, CommanderError } from 'commander';
import { AppError } from '../errors.ts';
import { readVersion } from '../version.ts';
import type { CliCommand, CliContext } from './cli-command.ts';
import type { CliIo, ExitCode, OutputStream } from './cli-io.ts';
import { formatError } from './format-error.ts';
import { wrapText } from './wrap-text.ts';

interface CommandRow {
  readonly name: string;
  readonly alias?: string;
  readonly description: string;
  load(): Promise<CliCommand>;
}

const commands: readonly CommandRow[] = [
  {
    name: 'serve',
    description: 'serve the pages and the API',
    load: async () => (await import('./serve-command.ts')).serveCommand,
  },
  {
    name: 'summarise',
    alias: 'summarize',
    description: 'summarise article files, or stdin, and keep the summaries',
    load: async () => (await import('./summarise-command.ts')).summariseCommand,
  },
  {
    name: 'check',
    description: 'hold claims about an article against it: is each one backed?',
    load: async () => (await import('./check-command.ts')).checkCommand,
  },
  {
    name: 'backlog',
    description: 'summarise many articles, within a budget; goes on where it was',
    load: async () => (await import('./backlog-command.ts')).backlogCommand,
  },
  {
    name: 'runs',
    description: 'list the last runs: what they did, what they cost and how to go on',
    load: async () => (await import('./runs-command.ts')).runsCommand,
  },
  {
    name: 'ingest',
    description: 'summarise what is new in feeds',
    load: async () => (await import('./ingest-command.ts')).ingestCommand,
  },
  {
    name: 'feeds',
    description: 'list the feeds that were read: when they last answered and what is wrong with them',
    load: async () => (await import('./feeds-command.ts')).feedsCommand,
  },
  {
    name: 'list',
    description: 'list the entries of the catalogue',
    load: async () => (await import('./list-command.ts')).listCommand,
  },
  {
    name: 'show',
    description: 'show one entry, its evidence or its text',
    load: async () => (await import('./show-command.ts')).showCommand,
  },
  {
    name: 'review',
    description: 'publish or reject an entry that waits for review',
    load: async () => (await import('./review-command.ts')).reviewCommand,
  },
  {
    name: 'export',
    description: 'write the catalogue out: as JSON Lines, plain digest pages or Markdown',
    load: async () => (await import('./export-command.ts')).exportCommand,
  },
  {
    name: 'import',
    description: 'take in what was exported, or plain digest pages',
    load: async () => (await import('./import-command.ts')).importCommand,
  },
  {
    name: 'edit',
    description: 'change an entry; what is changed is locked',
    load: async () => (await import('./edit-command.ts')).editCommand,
  },
  {
    name: 'history',
    description: 'show what became of an entry: who changed what, when and why',
    load: async () => (await import('./history-commands.ts')).historyCommand,
  },
  {
    name: 'undo',
    description: 'undo one change of an entry, or its deletion',
    load: async () => (await import('./history-commands.ts')).undoCommand,
  },
  {
    name: 'delete',
    description: 'take an entry out of the catalogue; its history stays',
    load: async () => (await import('./history-commands.ts')).deleteCommand,
  },
  {
    name: 'tags',
    description: 'list the tags, or rename, merge or retire one with all its articles',
    load: async () => (await import('./tags-command.ts')).tagsCommand,
  },
  {
    name: 'worker',
    description: 'work on the queue of articles without serving',
    load: async () => (await import('./worker-command.ts')).workerCommand,
  },
  {
    name: 'jobs',
    description: 'list the articles on the queue, try one again or cancel it',
    load: async () => (await import('./jobs-command.ts')).jobsCommand,
  },
  {
    name: 'costs',
    description: 'sum up what calls to models took and cost, by day, model, provider, tag or run',
    load: async () => (await import('./costs-command.ts')).costsCommand,
  },
  {
    name: 'mock-llm',
    description: 'stand in for a model over HTTP, as well or as badly as a scenario has it',
    load: async () => (await import('./mock-llm-command.ts')).mockLlmCommand,
  },
  {
    name: 'eval',
    description: 'measure summaries and grounding on suites of articles, and compare two such runs',
    load: async () => (await import('./eval-command.ts')).evalCommand,
  },
  {
    name: 'doctor',
    description: 'show the setup in force, what is wrong with it and how to mend it',
    load: async () => (await import('./doctor-command.ts')).doctorCommand,
  },
];

/** Runs one command line and says how it ended; whatever goes wrong becomes one line on stderr. */
export async function runCli(io: CliIo): Promise<ExitCode> {
  const context: CliContext = { io, verbose: io.argv.includes('--verbose') };
  try {
    return await dispatch(context);
  } catch (error) {
    if (error instanceof CommanderError) return endOfParsing(error, context);
    io.stderr.write(formatError(error, context));
    return error instanceof AppError ? error.exitCode : 1;
  }
}

async function dispatch(context: CliContext): Promise<ExitCode> {
  const { io } = context;
  let exitCode: ExitCode = 0;
  const program = outputTo(io, new Command('upshot'))
    .description(
      'Turns articles into short summaries that the article itself backs, and keeps them to read and search.',
    )
    .version(readVersion(), '-V, --version', 'print the version')
    .option('--verbose', 'show the causes of errors, and the log')
    .helpOption('-h, --help', 'show what a command does and takes')
    .helpCommand('help [command]', 'show what a command does and takes')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 partly failed, 130 interrupted.');

  for (const { name, alias, description, load } of commands) {
    const command = outputTo(io, program.command(name)).description(description);
    if (alias) command.alias(alias);
    if (!io.argv.includes(name) && !(alias && io.argv.includes(alias))) continue;
    const { define, run } = await load();
    define(command);
    command.action(async () => {
      exitCode = await run(command.args, command.opts(), context);
    });
  }
  await program.parseAsync([...io.argv], { from: 'user' });
  return exitCode;
}

function outputTo(io: CliIo, command: Command): Command {
  const helpWidth = ({ columns }: OutputStream) => Math.min(columns || 80, 100);
  return command.exitOverride().configureOutput({
    writeOut: (text) => io.stdout.write(wrapNotes(text, helpWidth(io.stdout))),
    writeErr: (text) => io.stderr.write(wrapNotes(text, helpWidth(io.stderr))),
    outputError: () => {}, // said by endOfParsing, in one line like every other error
    getOutHelpWidth: () => helpWidth(io.stdout),
    getErrHelpWidth: () => helpWidth(io.stderr),
    getOutHasColors: () => false,
    getErrHasColors: () => false,
  });
}

/** Commander wraps what it knows of; the notes below it are wrapped here. What is indented, an example, stays as it is. */
function wrapNotes(text: string, width: number): string {
  return text.replace(/^\S.*$/gm, (line) => wrapText(line, width));
}

function endOfParsing(error: CommanderError, { io }: CliContext): ExitCode {
  if (error.exitCode === 0) return 0;
  if (error.code === 'commander.help') return 2; // called without a command: the help is on stderr already
  const message = error.message.replace(/^error: /, '').replace(/\s*\n\s*\(?(.*?)\)?$/, '. $1');
  const named = commands.find(({ name, alias }) => io.argv.includes(name) || (alias && io.argv.includes(alias)));
  const hint = `See \`upshot ${named ? `${named.name} ` : ''}--help\`.`;
  io.stderr.write(formatError(new AppError(message, { code: 'wrong-usage', status: 400, exitCode: 2, hint })));
  return 2;
}
