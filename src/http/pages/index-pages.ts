import type { RequestHandler } from 'express';
import { z } from 'zod';
import { pageSchema, readQuery } from '../list-query.ts';
import { siteAddress } from '../site-address.ts';
import { countedTags } from '../tag-routes.ts';
import { sourceHref } from './card.ts';
import type { ListDeps } from './list-view.ts';
import { pagesLinks, paginate } from './paginate.ts';
import { type Page, renderPage } from './render.ts';

const SOURCES_PER_PAGE = 100;
const pageOnly = z.object({ page: pageSchema });

/** `/tags`: the vocabulary, with what has each tag. */
export function showTags(deps: ListDeps): RequestHandler {
  return async (request, response) => {
    const tags = await countedTags(deps.catalogue, deps.vocabulary);
    const page: Page = {
      ...{ title: 'Tags', here: 'tags', waiting: await deps.waiting(request), description: 'What articles are about.' },
      links: [{ rel: 'canonical', href: `${siteAddress(request, deps.settings)}/tags` }],
    };
    const [used, unused] = [tags.filter(({ count }) => count > 0), tags.filter(({ count }) => count === 0)];
    response.send(renderPage('tag-index', page, { used, unused }));
  };
}

/** `/sources`: where the articles come from, by name. */
export function showSources(deps: ListDeps): RequestHandler {
  return async (request, response) => {
    const { page: wanted } = readQuery(request.query, pageOnly);
    const found = await deps.catalogue.sources({ page: wanted, perPage: SOURCES_PER_PAGE });
    const pagination = paginate(found, '/sources');
    const page: Page = {
      ...{ title: found.page > 1 ? `Sources, page ${found.page}` : 'Sources', here: 'sources' },
      waiting: await deps.waiting(request),
      description: 'Where the articles come from.',
      links: pagesLinks(found, siteAddress(request, deps.settings), '/sources', pagination),
    };
    const sources = found.items.map(({ name, count }) => ({ name, count, href: sourceHref(name) }));
    const view = { sources, total: found.total, pagination };
    response.send(renderPage('source-index', page, view));
  };
}
