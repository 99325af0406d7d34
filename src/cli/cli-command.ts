import type { Command } from 'commander';
import type { CliIo, ExitCode } from './cli-io.ts';

/** What a running command is given. */
export interface CliContext {
  readonly io: CliIo;
  /** `--verbose`: causes of errors are shown. */
  readonly verbose: boolean;
}

/** One command, in a file of its own that is loaded when it is asked for. */
export interface CliCommand {
  /** Adds arguments, options and examples. */
  define(command: Command): void;
  run(args: readonly string[], options: object, context: CliContext): Promise<ExitCode>;
}
