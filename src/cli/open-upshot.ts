import type { Upshot } from '../compose.ts';
import { type Config, loadConfig } from '../config.ts';
import type { AppError } from '../errors.ts';
import { createLogger } from '../telemetry/logger.ts';
import type { CliContext } from './cli-command.ts';
import { formatError } from './format-error.ts';

export interface OpenOptions {
  /** Variables that options of the command set, by name; they win over the environment. */
  readonly set?: Readonly<Record<string, string | undefined>>;
  /** Whether the log goes to stderr as configured. Else only with `--verbose`: it would be in the way of progress. */
  readonly logged?: boolean;
  /** Folder of the prompt in place of the built-in one. */
  readonly promptFolder?: string | undefined;
}

export interface Opened extends AsyncDisposable {
  readonly config: Config;
  readonly upshot: Upshot;
}

/** Reads the setup and puts the product together for one command. */
export async function openUpshot({ io, verbose }: CliContext, options: OpenOptions = {}): Promise<Opened> {
  const given = Object.entries(options.set ?? {}).filter(([, value]) => value !== undefined);
  const config = loadConfig({ ...io.env, ...Object.fromEntries(given) }, io.cwd);
  const level = options.logged ? config.logLevel : verbose ? 'debug' : 'silent';
  const compose = io.compose ?? (await import('../compose.ts')).compose;
  const log = createLogger(level, io.stderr);
  const warn = (error: AppError) => {
    if (options.logged) log.warn({ err: error }, error.message);
    else io.stderr.write(formatError(error, { verbose }));
  };
  const upshot = await compose(config, { log, warn, clock: io.clock, promptFolder: options.promptFolder });
  return { config, upshot, [Symbol.asyncDispose]: () => upshot[Symbol.asyncDispose]() };
}
