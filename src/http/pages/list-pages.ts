import type { RequestHandler } from 'express';
import { z } from 'zod';
import { type ListSort, listSorts } from '../../catalogue/catalogue.ts';
import { pageSchema, readQuery } from '../list-query.ts';
import { sourceAt, sourceHref } from './card.ts';
import { findTag, unknownSource } from './list-subjects.ts';
import { FEED_OF_ALL, type ListDeps, renderList } from './list-view.ts';

/** A sort that nobody knows is none: somebody typed at the address. */
export const sortSchema = z.enum(listSorts).optional().catch(undefined);
const querySchema = z.object({ page: pageSchema, sort: sortSchema });

function readList(query: unknown): { page: number; sort?: ListSort } {
  const { page, sort } = readQuery(query, querySchema);
  return { page, ...(sort === undefined ? {} : { sort }) };
}

/** `/`: all that is published, newest first. */
export function showLatest(deps: ListDeps): RequestHandler {
  return async (request, response) => {
    const page = {
      title: null,
      here: 'latest',
      waiting: await deps.waiting(request),
      description: 'Why it matters, in a line, and what it says, in a handful of bullets: articles for engineers.',
    } as const;
    const texts = { heading: 'Latest', path: '/', feed: FEED_OF_ALL };
    response.send(await renderList(deps, request, readList(request.query), page, texts));
  };
}

/** `/tags/{tag}`: what is tagged so. */
export function showTag(deps: ListDeps): RequestHandler<{ tag: string }> {
  return async (request, response) => {
    const tag = await findTag(request.params.tag, deps);
    const heading = `Posts tagged with ${tag.id}`;
    const path = `/tags/${encodeURIComponent(tag.id)}`;
    const texts = { heading, path, lead: tag.description, tag: tag.id, feed: `${path}/feed` };
    const page = { title: heading, waiting: await deps.waiting(request), description: tag.description };
    const wanted = { ...readList(request.query), tag: tag.id };
    response.send(await renderList(deps, request, wanted, page, texts));
  };
}

/** `/sources/{source}`: what is of this source; of another spelling of its name, the way to it. */
export function showSource(deps: ListDeps): RequestHandler<{ source: string }> {
  return async (request, response) => {
    const source = sourceAt(request.params.source);
    const { items } = await deps.catalogue.list({ source, status: 'published', page: 1, perPage: 1 });
    const named = items[0]?.source;
    if (!named) throw unknownSource(source);
    if (named !== source) {
      const { search } = new URL(request.originalUrl, 'http://localhost');
      response.redirect(308, `${sourceHref(named)}${search}`);
      return;
    }
    const heading = `Posts from ${source}`;
    const path = sourceHref(source);
    const texts = { heading, path, source, feed: `${path}/feed` };
    const page = {
      title: heading,
      waiting: await deps.waiting(request),
      description: `What ${source} says, in short.`,
    };
    const wanted = { ...readList(request.query), source };
    response.send(await renderList(deps, request, wanted, page, texts));
  };
}
