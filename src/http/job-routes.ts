import type { RequestHandler, Response } from 'express';
import { z } from 'zod';
import { refuseHopeless } from '../article/refuse-hopeless.ts';
import { noSuchArticle } from '../catalogue/not-found.ts';
import { EditConflictError, noText } from '../editing/edit-error.ts';
import { AppError } from '../errors.ts';
import { type Job, jobStates } from '../queue/queue.ts';
import { requireKnownTags } from '../tags/require-known-tags.ts';
import type { AppDeps } from './app-deps.ts';
import { versionMeant, versionsMeant } from './entry-tag.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { linkHeader } from './link-header.ts';
import { pageSchema, perPageSchema, readQuery } from './list-query.ts';
import { prefersAsync } from './prefers-async.ts';
import { articleIn } from './read-article-body.ts';
import { headersOfJob, showJob } from './shown-job.ts';

const IN_CATALOGUE = 'Its article is in the catalogue.';

type JobDeps = Pick<AppDeps, 'queue' | 'clock' | 'settings'>;

/** The query of `GET /v1/jobs`. */
export const jobQuerySchema = z.strictObject({
  state: z.enum(jobStates, { error: `state must be one of ${jobStates.join(', ')}` }).optional(),
  page: pageSchema,
  perPage: perPageSchema,
});

/**
 * `POST /v1/articles` with `Prefer: respond-async`: 202 with the job, once it would outlive a crash. What can be seen to be
 * wrong without parsing the article is refused at once. Without that preference it is the next handler's.
 */
export function queueArticle(deps: JobDeps & Pick<AppDeps, 'vocabulary'>): RequestHandler {
  return async (request, response, next) => {
    if (!prefersAsync(request)) return next();
    const work = articleIn(request);
    if ('input' in work) refuseHopeless(work.input.text);
    requireKnownTags(('input' in work ? work.input.tags : work.given.tags) ?? [], deps.vocabulary);
    sendAccepted(response, await deps.queue.add(work, { key: idempotencyKey(request) }), deps);
  };
}

/**
 * `POST /v1/articles/{id}/resummarise` with that preference. What is wrong by now is refused at once; a request that comes
 * again under its key is not: it is the job that it was, whatever the entry has become since.
 */
export function queueRedraft(deps: JobDeps & Pick<AppDeps, 'catalogue'>): RequestHandler<{ id: string }> {
  return async (request, response, next) => {
    if (!prefersAsync(request)) return next();
    const { id } = request.params;
    const key = idempotencyKey(request);
    const asked = (versionsMeant(request) ?? [undefined]).map((seen) => ({ resummarise: id, seen }));
    const known = key === undefined ? null : await deps.queue.known(asked, key);
    if (known) return sendAccepted(response, known, deps);
    const entry = await deps.catalogue.get(id);
    if (entry === null) throw noSuchArticle(id);
    const seen = await versionMeant(request, async () => entry);
    if (seen !== undefined && seen !== entry.version) throw new EditConflictError(entry);
    if ((await deps.catalogue.text(id)) === null) throw noText(id);
    sendAccepted(response, await deps.queue.add({ resummarise: id, seen }, { key }), deps);
  };
}

function sendAccepted(response: Response, job: Job, deps: JobDeps): void {
  response.setHeader('preference-applied', 'respond-async');
  response.location(showJob(job, deps.settings.publicUrl).links.self);
  sendJob(response.status(202), job, deps);
}

/** `GET /v1/jobs`: newest first, with `Link` to the other pages. */
export function listJobs({ queue, settings }: JobDeps): RequestHandler {
  const { publicUrl } = settings;
  return async (request, response) => {
    const page = await queue.list(readQuery(request.query, jobQuerySchema));
    response.setHeader('cache-control', 'no-store');
    response.setHeader('link', linkHeader(`${publicUrl ?? ''}/v1/jobs`, request.query, page));
    response.json({ ...page, items: page.items.map((job) => showJob(job, publicUrl)) });
  };
}

/** `GET /v1/jobs/{id}` */
export function getJob(deps: JobDeps): RequestHandler<{ id: string }> {
  return async ({ params }, response) => sendJob(response, found(await deps.queue.get(params.id), params.id), deps);
}

/** `DELETE /v1/jobs/{id}`: 200 with the job, cancelled; 409 when it is done. */
export function cancelJob(deps: JobDeps): RequestHandler<{ id: string }> {
  return async ({ params }, response) => {
    const job = found(await deps.queue.cancel(params.id), params.id);
    if (job.state === 'done') throw wrongState(job, 'cancelled', IN_CATALOGUE);
    sendJob(response, job, deps);
  };
}

/** `POST /v1/jobs/{id}/retry`: 200 with a job that had failed, or waits for its next try, and is due now; 409 when it is over. */
export function retryJob(deps: JobDeps): RequestHandler<{ id: string }> {
  return async ({ params }, response) => {
    const job = found(await deps.queue.retry(params.id), params.id);
    if (job.state === 'done' || job.state === 'cancelled') {
      throw wrongState(job, 'tried again', job.state === 'done' ? IN_CATALOGUE : 'Send the article again.');
    }
    sendJob(response, job, deps);
  };
}

function sendJob(response: Response, job: Job, { clock, settings: { publicUrl } }: JobDeps): void {
  response.set(headersOfJob(job, { clock, publicUrl })).json(showJob(job, publicUrl));
}

function found(job: Job | null, id: string): Job {
  if (job !== null) return job;
  throw new AppError(`There is no job “${id.slice(0, 60)}”`, {
    code: 'job-not-found',
    status: 404,
    hint: 'GET /v1/jobs lists what there is; a job is forgotten a week after its end.',
  });
}

function wrongState({ id, state }: Job, wanted: string, hint: string): AppError {
  return new AppError(`The job ${id} is ${state}, so it cannot be ${wanted}`, { code: 'job-ended', status: 409, hint });
}
