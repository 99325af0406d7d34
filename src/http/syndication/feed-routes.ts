import { createHash } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import type { ListQuery } from '../../catalogue/catalogue.ts';
import type { Changes } from '../../catalogue/catalogue-state.ts';
import type { AppDeps } from '../app-deps.ts';
import { clientHas } from '../client-has.ts';
import { pageSchema, readQuery } from '../list-query.ts';
import { sourceAt, sourceHref } from '../pages/card.ts';
import { findTag, unknownSource } from '../pages/list-subjects.ts';
import { siteAddress } from '../site-address.ts';
import { feedUrn } from './permanent-id.ts';
import { type SyndicatedFeed, syndicate, xmlText } from './syndicated.ts';

export type FeedDeps = Pick<AppDeps, 'catalogue' | 'syndication' | 'vocabulary' | 'settings' | 'version'>;

/** The endings of feeds, and what they are served as. */
export const feedTypes = { atom: 'application/atom+xml', json: 'application/feed+json' } as const;
type Format = keyof typeof feedTypes;

/** The query of a feed. What else readers put there to be sent it anew is theirs. */
export const feedQuerySchema = z.object({ page: pageSchema });

const PER_PAGE = 30;
/** Of the newest state of the catalogue. */
const MOST_REMEMBERED = 200;

interface Written {
  readonly body: string;
  readonly etag: string;
}

/**
 * `/feed.{format}`, `/tags/{tag}/feed.{format}` and `/sources/{source}/feed.{format}`: what is published, newest first. The
 * `ETag` is one of the content, so that a change elsewhere in the catalogue sends no reader a feed that it has; a feed is written
 * once for each state that readers ask for.
 */
export function showFeed(deps: FeedDeps, format: Format): RequestHandler<{ tag?: string; source?: string }> {
  const written = new Map<string, Written>();
  let version = -1;
  return async (request, response) => {
    const { page } = readQuery(request.query, feedQuerySchema);
    const { shown: state, readAt } = await deps.catalogue.state();
    if (state.version !== version || written.size >= MOST_REMEMBERED) written.clear();
    version = state.version;
    const base = siteAddress(request, deps.settings);
    const key = JSON.stringify([base, request.params, page]);
    const { body, etag } = written.get(key) ?? (await write(deps, format, request.params, { base, page, state }));
    if (state.version === version) written.set(key, { body, etag });

    response.setHeader('content-type', `${feedTypes[format]}; charset=utf-8`);
    response.setHeader('cache-control', 'no-cache'); // kept, and asked for again
    response.setHeader('etag', etag);
    // Within the second of a change another may follow that the date could not tell.
    const changedAt = readAt > state.changedAt ? state.changedAt * 1000 : Number.NaN;
    if (changedAt > 0) response.setHeader('last-modified', new Date(changedAt).toUTCString());
    if (clientHas(request, etag, changedAt)) response.status(304).end();
    else response.end(request.method === 'HEAD' ? undefined : body);
  };
}

interface Asked {
  readonly base: string;
  readonly page: number;
  readonly state: Changes;
}

async function write(deps: FeedDeps, format: Format, of: Request['params'], asked: Asked): Promise<Written> {
  const feed = await readFeed(deps, format, of, asked);
  const body =
    format === 'atom'
      ? (await import('./atom-feed.ts')).atomFeed(feed)
      : JSON.stringify((await import('./json-feed.ts')).jsonFeed(feed));
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
}

async function readFeed(
  deps: FeedDeps,
  format: Format,
  of: { tag?: string; source?: string },
  { base, page, state }: Asked,
): Promise<SyndicatedFeed> {
  const { catalogue, syndication, vocabulary, version } = deps;
  const texts = await textsOf(of, deps);
  const query: ListQuery = { ...texts.query, status: 'published', page, perPage: PER_PAGE };
  const found = await catalogue.list(query);
  if (of.source !== undefined && found.total === 0) throw unknownSource(of.source);
  const names = new Map(vocabulary.tags.map(({ id, name }) => [id, name]));
  const items = found.items.map((entry) => syndicate(entry, base, names));
  const feedAt = (ending: Format, n: number) => `${base}${texts.feed}.${ending}${n > 1 ? `?page=${n}` : ''}`;
  const at = (n: number) => feedAt(format, n);
  const newest = Math.max(...items.map(({ updated }) => updated.getTime()));
  return {
    id: feedUrn(await syndication.identity(), texts.feed),
    title: xmlText(texts.title),
    description: xmlText(texts.description),
    updated: new Date(items.length > 0 ? newest : state.changedAt * 1000),
    self: at(found.page),
    other: feedAt(format === 'atom' ? 'json' : 'atom', found.page),
    page: `${base}${texts.page}`,
    home: `${base}/`,
    paging: {
      ...(found.pageCount > 1 ? { first: at(1), last: at(found.pageCount) } : {}),
      ...(found.page > 1 ? { previous: at(found.page - 1) } : {}),
      ...(found.page < found.pageCount ? { next: at(found.page + 1) } : {}),
    },
    ...{ version, items },
  };
}

/** What a feed is called, and where it and its page stand. */
async function textsOf({ tag: asked, source: part }: { tag?: string; source?: string }, deps: FeedDeps) {
  if (part !== undefined) {
    const source = sourceAt(part);
    const page = sourceHref(source);
    const title = `Upshot: posts from ${source}`;
    return { query: { source }, page, feed: `${page}/feed`, title, description: `What ${source} says, in short.` };
  }
  if (asked !== undefined) {
    const tag = await findTag(asked, deps);
    const page = `/tags/${encodeURIComponent(tag.id)}`;
    const title = `Upshot: posts tagged with ${tag.id}`;
    return { query: { tag: tag.id }, page, feed: `${page}/feed`, title, description: tag.description };
  }
  const description = 'Why it matters, in a line, and what it says, in a handful of bullets: articles for engineers.';
  return { query: {}, page: '/', feed: '/feed', title: 'Upshot', description };
}
