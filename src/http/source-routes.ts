import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { AppDeps } from './app-deps.ts';
import { linkHeader } from './link-header.ts';
import { pageSchema, perPageSchema, readQuery } from './list-query.ts';

/** The query of `GET /v1/sources`. */
export const sourceQuerySchema = z.strictObject({ page: pageSchema, perPage: perPageSchema });

/** The body of `GET /v1/sources`. */
export const sourcesSchema = z
  .object({
    items: z.array(
      z.object({
        name: z.string(),
        count: z.int().min(1).meta({ description: 'Published articles of this source.' }),
      }),
    ),
    page: z.int().min(1),
    perPage: z.int().min(1).max(100),
    pageCount: z.int().min(1),
    total: z.int().min(0),
  })
  .meta({ id: 'SourcePage' });

/** `GET /v1/sources`: one page of the sources that published articles have, by name, with `Link` to the others. */
export function listSources({ catalogue, settings }: Pick<AppDeps, 'catalogue' | 'settings'>): RequestHandler {
  return async (request, response) => {
    const page = await catalogue.sources(readQuery(request.query, sourceQuerySchema));
    response.setHeader('link', linkHeader(`${settings.publicUrl ?? ''}/v1/sources`, request.query, page));
    response.json(page);
  };
}
