import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { parseDuration } from '../duration.ts';
import type { RunOptions } from '../runs/runs.ts';
import { gather, wholeNumber, wrongUsage } from './wrong-usage.ts';

/** What may be said of any run, whatever its articles come from. */
export interface WorkOptions {
  readonly concurrency?: number;
  readonly limit?: number;
  readonly tag?: readonly string[];
  readonly provider?: string;
  readonly maxCost?: number;
  readonly maxCalls?: number;
  readonly rpm?: number;
  readonly tpm?: number;
  /** In milliseconds. */
  readonly waitOut?: number;
  readonly dryRun?: true;
  readonly run?: string;
  readonly retryFailed?: true;
  readonly json?: true;
  readonly report?: string;
  /** Of `upshot ingest` alone, as the two that follow; see there. */
  readonly source?: string;
  readonly since?: string;
  readonly force?: true;
}

export function defineWorkOptions(command: Command): Command {
  return command
    .option('--concurrency <number>', 'articles in work at once (default: 8, without a model 4)', wholeNumber(1, 256))
    .option(
      '--limit <number>',
      'let the run take at most this many articles, whatever becomes of them; what earlier runs did or failed at does not count, and the latter is tried again',
      wholeNumber(1),
    )
    .option('--tag <tag>', 'tag every article with it; up to three', gather)
    .option(
      '--provider <name>',
      'who writes the summaries: openai, openai@<name>, extractive, mock, or a comma list in the order of failover (default: as configured)',
    )
    .option(
      '--max-cost <dollars>',
      'stop before the call that could make the run cost more; the last answers may only be as long as is left for them',
      amount,
    )
    .option(
      '--max-calls <number>',
      'stop before the run makes more calls; those that reached no server do not count',
      wholeNumber(1),
    )
    .option('--rpm <number>', 'calls a minute, at most; of this process alone', wholeNumber(1))
    .option('--tpm <number>', 'tokens a minute, at most; of this process alone', wholeNumber(1))
    .option(
      '--wait-out <time>',
      'wait so long for a provider that is down, such as 8h, while no article succeeds (default: 1h, or 5m if none ever did or only articles are left that met it)',
      duration,
    )
    .option('--dry-run', 'say what there is to do and what it may cost; make no call, store nothing')
    .option('--run <id>', 'go on with this run; see `upshot runs`')
    .option('--retry-failed', 'take only what failed in that run, or in the last one of this command')
    .option('--json', 'print one line of JSON for every article')
    .option('--report <file>', 'write the failures there, as JSON Lines (default: stdout)');
}

function duration(text: string): number {
  const ms = parseDuration(text);
  if (ms !== null && ms > 0) return ms;
  throw new InvalidArgumentError('It must be a length of time, such as 90s, 30m or 8h.');
}

function amount(text: string): number {
  const number = Number(text);
  if (/^\d*\.?\d+$/.test(text) && number > 0) return number;
  throw new InvalidArgumentError('It must be an amount of US dollars, such as 2.50.');
}

/** @throws {AppError} for what cannot be meant together. */
export function checkWorkOptions(inputs: readonly string[], options: WorkOptions): void {
  if ((options.tag ?? []).length > 3) {
    throw wrongUsage('--tag is given more than three times', 'An article has at most three tags.');
  }
  if (inputs.length === 0 && options.run === undefined) {
    throw wrongUsage(
      'There is nothing to work on',
      'Say where the articles or feeds are, or which run to go on with (--run).',
    );
  }
  if (options.dryRun && options.retryFailed) {
    throw wrongUsage('--dry-run and --retry-failed are given together', 'Give one of the two.');
  }
}

const kept = [
  ...(['concurrency', 'limit', 'tag', 'provider', 'maxCost', 'maxCalls', 'rpm', 'tpm', 'waitOut'] as const),
  ...(['source', 'since', 'force'] as const),
];

/** Those that a run keeps for when it is gone on with by its id. */
export function optionsToKeep(options: WorkOptions): RunOptions {
  return Object.fromEntries(
    kept.flatMap((name) => {
      const value = options[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** What is given now wins over what the run was begun with. */
export function withKeptOptions(options: WorkOptions, ofRun: RunOptions): WorkOptions {
  return { ...(ofRun as WorkOptions), ...options };
}
