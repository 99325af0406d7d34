import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { exportQuerySchema } from './export-route.ts';
import { problems } from './openapi-parts.ts';

/** The path that takes the catalogue out. */
export function describeExport(guarded: boolean): ZodOpenApiPathsObject {
  return {
    '/v1/export.jsonl': {
      get: {
        operationId: 'exportCatalogue',
        summary: 'All there is to say of every entry',
        description:
          'JSON Lines, one record a line: what became of tags, then the entries in the order in which they were created, each ' +
          'with its text, evidence and history, those that wait for review included. `upshot import` makes the same catalogue ' +
          'of it. The history of what was deleted is not in it.',
        security: guarded ? [{ key: [] }] : [],
        requestParams: { query: exportQuerySchema },
        responses: {
          '200': {
            description: 'The records. A connection that breaks off before the end means that some are missing.',
            content: { 'application/jsonl': { schema: { type: 'string' } } },
          },
          ...problems(400, 401, 403, 421, 500),
        },
      },
    },
  };
}
