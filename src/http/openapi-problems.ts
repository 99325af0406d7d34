import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { json, problems, reads } from './openapi-parts.ts';
import { problemSchema } from './problem.ts';

const problemTypesSchema = z.object({ items: z.array(problemSchema) }).meta({ id: 'ProblemTypes' });

/** Where the `type` of a problem leads. */
export function describeProblems(): ZodOpenApiPathsObject {
  const page = { 'text/html': { schema: { type: 'string' } } } as const;
  const { content: list } = json('', problemTypesSchema);
  return {
    '/problems': {
      get: reads('listProblems', 'What requests may be refused with, and what to do then', {
        '200': { description: 'Every problem; a page unless `Accept` prefers JSON.', content: { ...list, ...page } },
      }),
    },
    '/problems/{code}': {
      get: {
        ...reads('getProblem', 'The same of one problem: where its `type` leads', {
          '200': {
            description: 'The problem; a page unless `Accept` prefers JSON.',
            content: { 'application/problem+json': { schema: problemSchema }, ...page },
          },
          ...problems(404),
        }),
        requestParams: { path: z.object({ code: z.string().meta({ description: 'Its `code`.' }) }) },
      },
    },
  };
}
