import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiResponseObject } from 'zod-openapi';
import { problemSchema } from './problem.ts';

/** A GET that needs no key. `id` names the path parameter, if there is one. */
export function reads(
  operationId: string,
  summary: string,
  responses: NonNullable<ZodOpenApiOperationObject['responses']>,
  id?: z.ZodString,
): ZodOpenApiOperationObject {
  return {
    operationId,
    summary,
    ...(id === undefined ? {} : { requestParams: { path: z.object({ id }) } }),
    responses: { ...responses, ...problems(400, ...(id === undefined ? [] : [404 as const]), 421, 500) },
  };
}

/** An answer in JSON. */
export function json(description: string, schema: z.ZodType): ZodOpenApiResponseObject {
  return { description, content: { 'application/json': { schema } } };
}

const meanings = {
  400: 'The request is malformed.',
  401: 'A key is needed.',
  403: 'The key is wrong, or the request comes from a page of another site.',
  404: 'There is no such thing.',
  409: 'It is not, or no longer, in a state for this.',
  410: 'The tag was retired.',
  412: 'It is no longer what `If-Match` names; `ETag` says what it is.',
  413: 'The body is larger than 1 MB, or a decision or change than 64 KB.',
  415: 'The body is of no known type.',
  421: 'The Host is not one of this server.',
  422: 'It is no article, too short, asks for an unknown tag, is a change past the limits of a summary, or its Idempotency-Key came with another article.',
  429: 'Too many requests.',
  500: 'Upshot failed.',
  502: 'The provider failed or gave no valid summary.',
  503: 'The provider takes nothing for now, the server is shutting down, or its catalogue does not answer; see `Retry-After`.',
  504: 'The provider took too long.',
} as const;

/** The problems that a path may answer with, by status. */
export function problems(...statuses: (keyof typeof meanings)[]): Record<string, ZodOpenApiResponseObject> {
  const content = { 'application/problem+json': { schema: problemSchema } };
  return Object.fromEntries(statuses.map((status) => [`${status}`, { description: meanings[status], content }]));
}

/** How whoever asks for a tag is answered once that is another or no more. */
export const formerTag: Record<string, ZodOpenApiResponseObject> = {
  '308': {
    description: 'The tag has another id now.',
    headers: z.object({ location: z.string().meta({ description: 'The same under the tag of now.' }) }),
    content: { 'text/plain': { schema: { type: 'string' } } },
  },
  ...problems(410),
};
