import type { CliCommand } from './cli-command.ts';
import { displayPath } from './display-path.ts';
import { oneLine } from './one-line.ts';
import { openUpshot } from './open-upshot.ts';
import { wholeNumber } from './wrong-usage.ts';

interface WorkerOptions {
  readonly concurrency?: number;
  readonly untilIdle?: boolean;
}

/** Where UPSHOT_WORKERS is 0, which is said to servers. */
const USUAL = 8;

export const workerCommand: CliCommand = {
  define(command) {
    command
      .option(
        '--concurrency <number>',
        'how many articles at once (default: UPSHOT_WORKERS, where that is 0 or unset 8)',
        wholeNumber(1, 256),
      )
      .option('--until-idle', 'end once nothing is due, instead of waiting for more')
      .addHelpText('after', help);
  },

  async run(_args, { concurrency: asked, untilIdle = false }: WorkerOptions, context) {
    const { io } = context;
    await using opened = await openUpshot(context, { logged: true });
    const { upshot, config } = opened;
    const concurrency = asked ?? (config.queueWorkers || USUAL);
    upshot.warm({ article: true });
    const { jobs } = await upshot.queue.depth();
    const file = oneLine(displayPath(config.databaseFile, io.cwd));
    const waiting = `${jobs.waiting + jobs.working} ${jobs.waiting + jobs.working === 1 ? 'waits' : 'wait'}`;
    io.stderr.write(`Working on the queue in ${file}, up to ${concurrency} at once; ${waiting}.\n`);

    const { stop, abort } = io.interrupts;
    const onStop = () => {
      io.stderr.write('Stopping: what is in work is ended first. Ctrl-C again gives it back to the queue.\n');
    };
    stop.addEventListener('abort', onStop, { once: true });
    await upshot.workQueue({ concurrency, untilIdle, stop, abort });
    stop.removeEventListener('abort', onStop);
    return 0;
  },
};

const help = `
Articles come onto the queue by POST /v1/articles with Prefer: respond-async.
\`upshot serve\` works on it as well; any number of workers may share one
database, and each article is worked on by one of them.
Runs until Ctrl-C or SIGTERM: articles in work have 25 seconds to end, and what
has not ended then goes back to the queue.

Examples:
  upshot worker --concurrency 16
  UPSHOT_WORKERS=0 upshot serve    # leaves all of it to such workers`;
