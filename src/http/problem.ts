import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { EditConflictError } from '../editing/edit-error.ts';
import type { AppError } from '../errors.ts';
import { entryTag } from './entry-tag.ts';
import { problemTypes, titleOf } from './problems/problem-types.ts';

/** Seconds a client is told to wait when nobody knows better. */
const DEFAULT_RETRY_AFTER_S = 5;

/** An error as the API tells it: RFC 9457 problem details, with `code`, `hint` and `errors` as extension members. */
export const problemSchema = z
  .object({
    type: z.string().meta({ description: '`/problems/` and the code: compare it; the page there says what it means.' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().meta({ description: 'The path that was asked for.' }),
    code: z.string().meta({ description: 'Stable name of the problem.' }),
    hint: z.string().optional().meta({ description: 'What to do about it.' }),
    errors: z
      .array(z.object({ detail: z.string(), pointer: z.string() }))
      .optional()
      .meta({ description: 'Everything wrong, each with a JSON Pointer (RFC 6901) into the body, query or answer.' }),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problemSchema>;

/**
 * The problem that tells `error` to whoever asked for `instance`. `type` is a path rather than a full address, since a
 * client must recognise it on any installation; RFC 9457 allows that when the whole path is given.
 */
export function problemOf(error: AppError, instance: string): Problem {
  const hint = hintOf(error);
  return {
    type: `/problems/${error.code}`,
    title: titleOf(error.code),
    status: error.status,
    detail: error.message,
    instance,
    code: error.code,
    ...(hint === undefined ? {} : { hint }),
    ...(error.errors.length === 0 ? {} : { errors: [...error.errors] }),
  };
}

/** What to do about `error`: in its own words, else in those for all of its kind. */
export function hintOf({ hint, code }: AppError): string | undefined {
  return hint ?? problemTypes.get(code)?.hint;
}

/**
 * Headers that belong to `error` in whatever form it is told: `WWW-Authenticate` on 401; `Retry-After` on 429 and 503, and
 * wherever it is known; on a 412 the `ETag` of what is there now.
 */
export function headersOf(error: AppError): Record<string, string> {
  const { status, retryAfterMs } = error;
  if (error instanceof EditConflictError) return { etag: entryTag(error.entry) };
  if (status === 401) return { 'www-authenticate': 'Bearer realm="upshot"' };
  if (retryAfterMs === undefined && status !== 429 && status !== 503) return {};
  const seconds = retryAfterMs === undefined ? DEFAULT_RETRY_AFTER_S : Math.max(1, Math.ceil(retryAfterMs / 1000));
  return { 'retry-after': String(seconds) };
}

/** Answers with the problem, on a bare response of `node:http`. */
export function sendProblem(request: IncomingMessage, response: ServerResponse, error: AppError): void {
  const body = JSON.stringify(problemOf(error, pathOf(request)));
  for (const [name, value] of Object.entries(headersOf(error))) response.setHeader(name, value);
  response.statusCode = error.status;
  response.setHeader('content-type', 'application/problem+json');
  response.setHeader('content-length', Buffer.byteLength(body));
  response.end(body);
}

/** The path that was asked for, without its query (which may hold what is nobody's business). */
export function pathOf(request: IncomingMessage & { readonly originalUrl?: string }): string {
  const url = request.originalUrl ?? request.url ?? '/';
  const end = url.search(/[?#]/);
  return end === -1 ? url : url.slice(0, end);
}
