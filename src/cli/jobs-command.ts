import { Option } from 'commander';
import { AppError } from '../errors.ts';
import { type Job, type JobState, jobStates, type Queue } from '../queue/queue.ts';
import type { CliCommand } from './cli-command.ts';
import { minute } from './minute.ts';
import { oneLine } from './one-line.ts';
import { openUpshot } from './open-upshot.ts';
import { type Terminal, terminalOf } from './terminal.ts';
import { wrapText } from './wrap-text.ts';
import { wholeNumber } from './wrong-usage.ts';

interface JobsOptions {
  readonly state?: JobState;
  readonly page: number;
  readonly retry?: string;
  readonly cancel?: string;
  readonly json?: true;
}

export const jobsCommand: CliCommand = {
  define(command) {
    command
      .addOption(new Option('--state <state>', 'only jobs in this state').choices(jobStates))
      .option('--page <number>', 'which page of twenty', wholeNumber(1), 1)
      .addOption(new Option('--retry <id>', 'try again now what failed, or waits for its next try').conflicts('cancel'))
      .option('--cancel <id>', 'take a job off the queue')
      .option('--json', 'print one line of JSON for each job')
      .addHelpText('after', help);
  },

  async run(_args, { state, page, retry, cancel, json }: JobsOptions, context) {
    const { io } = context;
    await using opened = await openUpshot(context);
    const { queue } = opened.upshot;
    const terminal = terminalOf(io.stdout, io.env);
    const show = (job: Job) => io.stdout.write(`${json ? JSON.stringify(job) : textOf(job, terminal)}\n`);
    if (retry !== undefined || cancel !== undefined) {
      show(retry === undefined ? await cancelled(queue, cancel ?? '') : await retried(queue, retry));
      return 0;
    }
    const { items, pageCount, total, ...listed } = await queue.list({ state, page, perPage: 20 });
    items.forEach(show);
    const jobs = total === 1 ? '1 job' : `${total} jobs`;
    io.stderr.write(total === 0 ? 'No job is like that.\n' : `Page ${listed.page} of ${pageCount}, ${jobs}\n`);
    return 0;
  },
};

const help = `
Jobs are articles sent with Prefer: respond-async. In a pipe, without --json:
id, state, attempts, when it came, article or what went wrong, with tabs.

Examples:
  upshot jobs --state failed
  upshot jobs --retry 38whs8ftqkkapha4`;

async function retried(queue: Queue, id: string): Promise<Job> {
  const job = found(await queue.retry(id), id);
  if (job.state === 'done' || job.state === 'cancelled') throw ended(job);
  return job;
}

async function cancelled(queue: Queue, id: string): Promise<Job> {
  const job = found(await queue.cancel(id), id);
  if (job.state === 'done') throw ended(job);
  return job;
}

function found(job: Job | null, id: string): Job {
  if (job !== null) return job;
  throw new AppError(`There is no job ${oneLine(id)}`, {
    code: 'job-not-found',
    status: 404,
    hint: '`upshot jobs` lists what there is; a job is forgotten a week after its end.',
  });
}

function ended({ id, state }: Job): AppError {
  return new AppError(`The job ${id} is ${state} already`, {
    code: 'job-ended',
    status: 409,
    hint: '`upshot jobs` shows how each of them stands.',
  });
}

function textOf(job: Job, { live, style, width }: Terminal): string {
  const { id, state, attempts, createdAt, dueAt, articleId, problem } = job;
  const outcome = articleId ?? (problem === null ? '' : oneLine(problem.message));
  if (!live) return [id, state, attempts, createdAt, outcome].join('\t');
  const tried = attempts === 0 ? [] : [`tried ${attempts === 1 ? 'once' : `${attempts} times`}`];
  const due = dueAt === null || problem === null ? [] : [`next at ${minute(dueAt)}`];
  const facts = [state, `came ${minute(createdAt)}`, ...tried, ...due].join(' · ');
  const more = articleId === null ? outcome : `upshot show ${articleId}`;
  return [
    `${style('bold', id)}  ${facts}`,
    ...(more === '' ? [] : [style('dim', wrapText(more, width, '  ', '    '))]),
  ].join('\n');
}
