import type { ArticleInput } from '../article/article-input.ts';
import type { Saved } from '../catalogue/catalogue.ts';
import type { Clock } from '../clock.ts';
import { AppError, asAppError, cancelledError } from '../errors.ts';
import type { Summariser } from '../summarise.ts';
import type { Logger } from '../telemetry/logger.ts';
import { afterFailure } from './after-failure.ts';
import type { JobProblem, Queue, Redraft, TakenJob, Work } from './queue.ts';

export interface WorkOnJobDeps {
  readonly queue: Queue;
  readonly summarise: Summariser['summarise'];
  /** Fetches the article that a job has only the address of. */
  readonly fetchArticle: (work: Extract<Work, { url: string }>, signal: AbortSignal) => Promise<ArticleInput>;
  /** Drafts an entry anew; `anyAnswer`: an answer that was already paid for will do. */
  readonly resummarise: (
    id: string,
    signal: AbortSignal,
    options: Pick<Redraft, 'seen'> & { readonly anyAnswer: boolean; readonly job: string },
  ) => Promise<Saved>;
  /** What tags that were given with an article are called by now, each once; those that were retired are left out. */
  readonly tagsNow: (tags: readonly string[]) => readonly string[];
  readonly clock: Clock;
  /** Uniform in [0, 1): the jitter of waits. */
  readonly random: () => number;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

/** A job whose process died on another machine is taken again after so long; on this machine that is seen at once. */
export const LEASE_MS = 60_000;
const HEARTBEAT_MS = 5000;
/** How often a job may be in work when its process dies; a poisoned article must not do that for ever. */
const MOST_CRASHES = 16;

/**
 * Works on one job that was taken, keeps it meanwhile, and books what became of it. Aborting `leave` gives the job back as
 * if it had not been tried, aborting `giveUp` leaves it to whoever has it now.
 *
 * @returns for how many milliseconds no other job need be tried.
 * Rejects when the outcome could not be booked: then the job is taken again once its lease is over.
 */
export async function workOnJob(
  job: TakenJob,
  leave: AbortSignal,
  giveUp: AbortController,
  deps: WorkOnJobDeps,
): Promise<number> {
  const { queue, clock } = deps;
  const ended = new AbortController();
  const kept = keep(job, giveUp, ended.signal, deps);
  try {
    await attempt(job, AbortSignal.any([leave, giveUp.signal]), deps);
    return 0;
  } catch (thrown) {
    if (giveUp.signal.aborted) return 0;
    if (!leave.aborted) return await bookFailure(job, asAppError(thrown), deps);
    await queue.postpone(job, null, clock.now());
    return 0;
  } finally {
    ended.abort();
    await kept;
  }
}

async function keep(
  job: TakenJob,
  giveUp: AbortController,
  ended: AbortSignal,
  { queue, clock }: WorkOnJobDeps,
): Promise<void> {
  while (!ended.aborted) {
    await clock.sleep(HEARTBEAT_MS, ended).catch(() => undefined);
    if (ended.aborted) return;
    const stillOurs = await queue.extend(job, clock.now() + LEASE_MS).catch(() => true); // the next beat may get through
    if (!stillOurs) giveUp.abort(cancelledError());
  }
}

async function attempt(job: TakenJob, signal: AbortSignal, deps: WorkOnJobDeps): Promise<void> {
  const { id, attempts, articleId } = job;
  if (articleId === null && attempts > MOST_CRASHES) throw abandoned(attempts - 1);
  const article = articleId ?? (await result(job, signal, deps)).entry.id;
  await deps.queue.complete(job, article);
  deps.log.info({ job: id, article, attempts }, 'job done');
}

async function result({ id: job, work, attempts }: TakenJob, signal: AbortSignal, deps: WorkOnJobDeps): Promise<Saved> {
  if ('resummarise' in work) {
    const { resummarise: id, seen } = work;
    return deps.resummarise(id, signal, { seen, job, anyAnswer: attempts > 1 }); // what an earlier attempt bought
  }
  const { tags = [], ...input } = 'input' in work ? work.input : await deps.fetchArticle(work, signal);
  const current = deps.tagsNow(tags);
  return deps.summarise({ ...input, ...(current.length > 0 && { tags: [...current] }) }, signal);
}

async function bookFailure(job: TakenJob, error: AppError, deps: WorkOnJobDeps): Promise<number> {
  const { queue, clock, log } = deps;
  const after = afterFailure(error, job.attempts, deps);
  const about = { job: job.id, attempts: job.attempts, code: error.code };
  if (error.status === 500) log.error({ ...about, err: error }, `job failed: ${error.message}`);
  else if (after.next === 'dead-letter') log.warn(about, `job failed for good: ${error.message}`);
  else log.info(about, `job waits: ${error.message}`);

  if (after.next !== 'wait') {
    await queue.fail(job, problemOf(error), after.next === 'again' ? clock.now() + after.ms : null);
    return 0;
  }
  await queue.postpone(job, problemOf(error), clock.now() + after.ms);
  return after.closed ? after.ms : 0;
}

function problemOf({ code, message, hint }: AppError): JobProblem {
  return { code, message, ...(hint === undefined ? {} : { hint }) };
}

function abandoned(times: number): AppError {
  return new AppError(`Upshot ended ${times} times while it worked on this article`, {
    code: 'job-abandoned',
    status: 422,
    hint: 'Look at the log of those times before it is tried again.',
  });
}
