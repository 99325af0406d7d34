import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import type { ListQuery } from '../../catalogue/catalogue.ts';
import { AppError } from '../../errors.ts';
import type { AppDeps } from '../app-deps.ts';
import type { CountWaiting } from '../count-waiting.ts';
import { pageSchema, readQuery, wordsSchema } from '../list-query.ts';
import { type CountedTag, countedTags } from '../tag-routes.ts';
import { type Card, cardOf } from './card.ts';
import { type Pagination, paginate } from './paginate.ts';
import { type Page, renderPage } from './render.ts';

type PageDeps = Pick<AppDeps, 'catalogue' | 'vocabulary' | 'provider' | 'settings'> & {
  readonly waiting: CountWaiting;
};

const PER_PAGE = 10;
const pageOnly = z.object({ page: pageSchema });
const pageAndWords = z.object({ page: pageSchema, q: wordsSchema });

/** `/`: all that is published, newest first. */
export function showLatest(deps: PageDeps): RequestHandler {
  return async (request, response) => {
    const { page } = readQuery(request.query, pageOnly);
    response.send(
      await renderList(
        deps,
        { page },
        { title: null, here: 'latest', waiting: await deps.waiting(request) },
        { heading: 'Latest', path: '/', base: baseOf(request) },
      ),
    );
  };
}

/** `/tags/{tag}`: what is tagged so. */
export function showTag(deps: PageDeps): RequestHandler<{ tag: string }> {
  return async (request, response) => {
    const tag = deps.vocabulary.tags.find(({ id }) => id === request.params.tag);
    if (tag === undefined) throw unknownTag(request.params.tag, deps);
    const { page } = readQuery(request.query, pageOnly);
    const heading = `Posts tagged with ${tag.id}`;
    const list = {
      heading,
      path: `/tags/${encodeURIComponent(tag.id)}`,
      base: baseOf(request),
      lead: tag.description,
      tag: tag.id,
    };
    const shown = { title: heading, waiting: await deps.waiting(request) };
    response.send(await renderList(deps, { page, tag: tag.id }, shown, list));
  };
}

/** `/search?q=`: what has these words; without words, the form alone. */
export function showSearch(deps: PageDeps): RequestHandler {
  return async (request, response) => {
    const { page, q } = readQuery(request.query, pageAndWords);
    const here = { here: 'search', waiting: await deps.waiting(request) } as const;
    if (q === undefined) {
      const tags = await countedTags(deps.catalogue, deps.vocabulary);
      response.send(renderPage('list', { ...here, title: 'Search' }, { heading: 'Search', searching: true, tags }));
      return;
    }
    const list = { heading: 'Search', path: '/search', base: baseOf(request), searching: true };
    response.send(await renderList(deps, { page, q }, { ...here, title: `${q} – Search`, q }, list));
  };
}

interface ListTexts {
  readonly heading: string;
  /** Where the list stands; further pages are this with `?page=`. */
  readonly path: string;
  /** Address of this server as the visitor wrote it. */
  readonly base: string;
  readonly lead?: string;
  readonly tag?: string;
  readonly searching?: boolean;
}

/** What the template `list` is given. */
interface ListView extends ListTexts {
  readonly cards: readonly Card[];
  readonly tags: readonly CountedTag[];
  readonly total: number;
  readonly pagination: Pagination | null;
  /** Whether this is the very first visit: nothing in the whole catalogue yet. */
  readonly firstVisit: boolean;
  /** Address of the API in examples. */
  readonly api: string;
  readonly guarded: boolean;
}

async function renderList(
  { catalogue, vocabulary, settings }: PageDeps,
  wanted: Pick<ListQuery, 'page' | 'tag' | 'q'>,
  page: Page,
  texts: ListTexts,
): Promise<string> {
  const found = await catalogue.list({ ...wanted, status: 'published', perPage: PER_PAGE });
  const tags = await countedTags(catalogue, vocabulary);
  const pagination = paginate(found, texts.path, wanted.q === undefined ? {} : { q: wanted.q });
  const view: ListView = {
    ...texts,
    cards: found.items.map(cardOf),
    tags,
    total: found.total,
    pagination,
    firstVisit: found.total === 0 && tags.every(({ count }) => count === 0),
    api: settings.publicUrl ?? texts.base,
    guarded: settings.apiKeys.length > 0,
  };
  const links = [
    ...(pagination?.previous ? [{ rel: 'prev', href: pagination.previous }] : []),
    ...(pagination?.next ? [{ rel: 'next', href: pagination.next }] : []),
  ];
  const title = pagination && found.page > 1 ? `${page.title ?? 'Latest'}, page ${found.page}` : page.title;
  return renderPage('list', { ...page, title, links }, view);
}

/** `refuseForeignHosts` has held the header against what is ours. */
function baseOf(request: Pick<Request, 'headers'>): string {
  return `http://${request.headers.host}`;
}

function unknownTag(asked: string, { vocabulary }: PageDeps): AppError {
  return new AppError(`There is no tag “${asked.slice(0, 60)}”`, {
    code: 'tag-not-found',
    status: 404,
    hint: `The tags are ${vocabulary.tags.map(({ id }) => id).join(', ')}.`,
  });
}
