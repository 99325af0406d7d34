import type { RequestHandler } from 'express';
import { z } from 'zod';
import { clientSignal } from '../client-signal.ts';
import { exactSchema, pageSchema, readQuery, wordsSchema } from '../list-query.ts';
import { countedTags } from '../tag-routes.ts';
import { sortSchema } from './list-pages.ts';
import { findTag } from './list-subjects.ts';
import { type ListDeps, renderList } from './list-view.ts';
import { renderPage } from './render.ts';

const querySchema = z.object({
  page: pageSchema,
  q: wordsSchema,
  sort: sortSchema,
  exact: exactSchema.catch(undefined),
  tag: z.string().optional().catch(undefined),
});

/** `/search?q=`: what is found, within a tag where one is given; without words, the form alone. @throws {AppError} 404 `tag-not-found`. */
export function showSearch(deps: ListDeps): RequestHandler {
  return async (request, response) => {
    const { page, q, sort, exact, tag: asked } = readQuery(request.query, querySchema);
    const tag = asked ? (await findTag(asked, deps)).id : undefined;
    const here = { here: 'search', waiting: await deps.waiting(request) } as const;
    if (q === undefined) {
      const tags = await countedTags(deps.catalogue, deps.vocabulary);
      const view = { heading: 'Search', path: '/search', searching: true, tags, sorts: [], tag };
      response.send(renderPage('list', { ...here, title: 'Search' }, view));
      return;
    }
    const within = tag === undefined ? {} : { tag };
    const texts = {
      ...{ heading: 'Search', path: '/search', searching: true, search: { q, tag: tag ?? null } },
      query: { q, ...within, ...(exact ? { exact: 'true' } : {}) },
    };
    const wanted = { page, q, ...within, ...(sort && { sort }), ...(exact && { exact }) };
    const shown = { ...here, title: `${q} – Search`, q };
    response.send(await renderList(deps, request, wanted, shown, texts, clientSignal(response)));
  };
}
