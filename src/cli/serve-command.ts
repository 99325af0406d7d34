import { startServer } from '../http/serve.ts';
import { readVersion } from '../version.ts';
import type { CliCommand, CliContext } from './cli-command.ts';
import { displayPath } from './display-path.ts';
import { modelAdvice } from './model-advice.ts';
import { oneLine } from './one-line.ts';
import { type Opened, openUpshot } from './open-upshot.ts';
import { scheduleIngest } from './schedule-ingest.ts';
import { terminalOf } from './terminal.ts';
import { wrapText } from './wrap-text.ts';

interface ServeOptions {
  readonly host?: string;
  readonly port?: string;
}

export const serveCommand: CliCommand = {
  define(command) {
    command
      .option('--host <address>', 'address to listen on (default: HOST, else 127.0.0.1)')
      .option('--port <number>', 'port to listen on, 0 for a free one (default: PORT, else 3000)')
      .addHelpText('after', '\nEnds in good order on Ctrl-C or SIGTERM: requests in work are answered first.');
  },

  async run(_args, options: ServeOptions, context) {
    const { io } = context;
    await using opened = await openUpshot(context, { set: { HOST: options.host, PORT: options.port }, logged: true });
    const { upshot, config } = opened;
    upshot.warm({ article: true, search: true });
    const server = await startServer({ ...upshot, settings: config, version: readVersion() });
    const { stop, abort } = io.interrupts;
    const concurrency = config.queueWorkers;
    const working = concurrency === 0 ? undefined : upshot.workQueue({ concurrency, stop, abort });
    const ingesting = scheduleIngest(opened, context, AbortSignal.any([stop, abort]));
    io.stdout.write(`Upshot is at ${server.url}\n`);
    io.stderr.write(await setup(opened, context));

    await aborted(stop);
    io.stderr.write('Stopping: requests in work are answered first. Ctrl-C again ends at once.\n');
    await Promise.all([Promise.race([server.close(), aborted(abort)]), working, ingesting]);
    return 0;
  },
};

/** Who writes the summaries, where they are kept and, without a model, what to set to have one. */
async function setup({ config, upshot }: Opened, { io }: CliContext): Promise<string> {
  const { name, model } = upshot.provider;
  const { total } = await upshot.catalogue.list({ status: 'published', sort: 'newest', page: 1, perPage: 1 });
  const by =
    name === 'extractive'
      ? 'Provider: extractive (no model; sentences of the articles themselves).'
      : `Provider: ${name}, model ${model}.`;
  const review = await upshot.catalogue.list({ status: 'needs-review', sort: 'newest', page: 1, perPage: 1 });
  const waiting = review.total === 0 ? '' : ` ${review.total} to review, at /review.`;
  const kept = `Entries: ${total}, kept in ${displayPath(config.databaseFile, io.cwd)}.${waiting}`;
  const { width } = terminalOf(io.stderr, io.env);
  const lines = [by, kept, ...(name === 'extractive' ? [modelAdvice(config)] : [])];
  return lines.map((line) => `${wrapText(oneLine(line), width)}\n`).join('');
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
