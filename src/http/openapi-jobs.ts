import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { jobQuerySchema } from './job-routes.ts';
import { json, problems } from './openapi-parts.ts';
import { jobSchema } from './shown-job.ts';

/** What a request may say that need not be answered before its article has been worked on. */
export const asyncHeaders = z.object({
  prefer: z.string().optional().meta({
    description: '`respond-async` (RFC 7240): answer at once, and summarise the article later. See /v1/jobs.',
  }),
  'idempotency-key': z.string().min(1).max(255).optional().meta({
    description:
      'With `respond-async`: the same key within a day means the same job. An article sent twice is paid for once without it, too.',
  }),
});

/** The answer to it. */
export const queued = {
  ...json('The article is on the queue, as `Prefer: respond-async` asks. 503 while too many are.', jobSchema),
  headers: z.object({
    location: z.string().meta({ description: 'Address of the job.' }),
    'preference-applied': z.literal('respond-async'),
  }),
};

const jobPageSchema = z
  .object({
    items: z.array(jobSchema),
    page: z.int().min(1),
    perPage: z.int().min(1).max(100),
    pageCount: z.int().min(1),
    total: z.int().min(0),
  })
  .meta({ id: 'JobPage' });

/** The part of the API that is about articles on the queue. */
export function describeJobs(guarded: boolean): ZodOpenApiPathsObject {
  const security = guarded ? [{ key: [] }] : [];
  const requestParams = { path: z.object({ id: z.string().meta({ description: 'Id of the job.' }) }) };
  const retryAfter = z.object({
    'retry-after': z.string().optional().meta({ description: 'Seconds until it is worth asking again.' }),
  });

  return {
    '/v1/jobs': {
      get: {
        operationId: 'listJobs',
        summary: 'List the articles on the queue',
        description:
          'Newest first. What is done or cancelled is kept for a week, what failed for good until somebody decides on it.',
        security,
        requestParams: { query: jobQuerySchema },
        responses: {
          '200': {
            ...json('One page.', jobPageSchema),
            headers: z.object({
              link: z.string().meta({ description: 'RFC 8288 links to the first, previous, next and last page.' }),
            }),
          },
          ...problems(400, 401, 403, 421, 500),
        },
      },
    },
    '/v1/jobs/{id}': {
      get: {
        operationId: 'getJob',
        summary: 'How an article on the queue stands',
        security,
        requestParams,
        responses: {
          '200': {
            ...json('The job. Ask again after `Retry-After` while there is one.', jobSchema),
            headers: retryAfter,
          },
          ...problems(400, 401, 403, 404, 421, 500),
        },
      },
      delete: {
        operationId: 'cancelJob',
        summary: 'Cancel an article on the queue',
        description:
          'One that is in work is given up; a call to a provider that is under way may still be charged. One that failed for good is given up for good.',
        security,
        requestParams,
        responses: {
          '200': json('It is cancelled.', jobSchema),
          ...problems(400, 401, 403, 404, 409, 421, 500),
        },
      },
    },
    '/v1/jobs/{id}/retry': {
      post: {
        operationId: 'retryJob',
        summary: 'Try again at once',
        description:
          'What failed for good is due at once with all its attempts, what waits for its next try is due at once; one that is in work is left as it is.',
        security,
        requestParams,
        responses: {
          '200': json('It is on the queue.', jobSchema),
          ...problems(400, 401, 403, 404, 409, 421, 500),
        },
      },
    },
  };
}
