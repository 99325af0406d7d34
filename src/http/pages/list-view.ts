import type { Request } from 'express';
import type { EntryPage, ListQuery } from '../../catalogue/catalogue.ts';
import type { AppDeps } from '../app-deps.ts';
import type { CountWaiting } from '../count-waiting.ts';
import { siteAddress } from '../site-address.ts';
import { type CountedTag, countedTags } from '../tag-routes.ts';
import { type Card, cardOf } from './card.ts';
import { type Pagination, pagesLinks, paginate } from './paginate.ts';
import { type Page, type PageLink, renderPage } from './render.ts';
import { type SortLink, sortLinks } from './sort-links.ts';

export type ListDeps = Pick<AppDeps, 'catalogue' | 'reading' | 'vocabulary' | 'settings'> & {
  readonly waiting: CountWaiting;
};

/** What a list is of, and what stands around it. */
export interface ListTexts {
  readonly heading: string;
  /** Where the list stands; further pages are this with `?page=`. */
  readonly path: string;
  /** The query of that address without page and sort. */
  readonly query?: Readonly<Record<string, string>>;
  readonly lead?: string;
  readonly tag?: string;
  readonly source?: string;
  /** Where the feeds of this list stand, without their ending. */
  readonly feed?: string;
  readonly searching?: boolean;
  /** The search in its own words, without what nothing was found of. */
  readonly search?: SearchTexts;
}

export interface SearchTexts {
  readonly q: string;
  /** Within this tag. */
  readonly tag: string | null;
}

/** What the template `list` is given. */
interface ListView extends ListTexts {
  readonly cards: readonly Card[];
  readonly tags: readonly CountedTag[];
  readonly total: number;
  readonly pagination: Pagination | null;
  readonly sorts: readonly SortLink[];
  readonly notes: SearchNotesView | null;
  /** Whether this is the very first visit: nothing in the whole catalogue yet. */
  readonly firstVisit: boolean;
  /** Address of the API in examples. */
  readonly api: string;
  readonly guarded: boolean;
}

interface SearchNotesView {
  readonly suggestion: { readonly q: string; readonly href: string } | null;
  readonly corrected: boolean;
  /** Whether there are no more than are counted. */
  readonly complete: boolean;
  /** The search as it was typed, whatever it may have meant. */
  readonly exact: string;
  readonly hints: readonly string[];
}

const PER_PAGE = 10;
/** Every page says where this one is. */
export const FEED_OF_ALL = '/feed';
const FEEDS = [
  ['.atom', 'application/atom+xml', 'Atom'],
  ['.json', 'application/feed+json', 'JSON'],
] as const;

/** A page of a list, ten entries long, with the ways to the others, to other orders and to its feeds. */
export async function renderList(
  { catalogue, reading, vocabulary, settings }: ListDeps,
  request: Pick<Request, 'headers'>,
  wanted: Omit<ListQuery, 'status' | 'perPage'>,
  page: Page,
  texts: ListTexts,
  signal?: AbortSignal,
): Promise<string> {
  const found = await catalogue.list({ ...wanted, status: 'published', perPage: PER_PAGE }, signal);
  const words = await reading.wordCounts(found.items.map(({ id }) => id));
  const tags = await countedTags(catalogue, vocabulary);
  const { path, query = {} } = texts;
  const sorted = { ...query, ...(wanted.sort === undefined ? {} : { sort: wanted.sort }) };
  const pagination = paginate(found, path, sorted);
  const base = siteAddress(request, settings);
  const view: ListView = {
    ...texts,
    cards: found.items.map((entry, index) =>
      cardOf(entry, { words: words.get(entry.id), highlights: found.search?.highlights[index] }),
    ),
    tags,
    total: found.total,
    pagination,
    sorts: found.total > 1 ? sortLinks(path, query, wanted.sort) : [],
    notes: found.search ? notesOf(found.search, path, query) : null,
    firstVisit: found.total === 0 && tags.every(({ count }) => count === 0),
    api: base,
    guarded: settings.apiKeys.length > 0,
  };
  const title = pagination && found.page > 1 ? `${page.title ?? 'Latest'}, page ${found.page}` : page.title;
  return renderPage('list', { ...page, title, links: linksOf(texts, found, pagination, base) }, view);
}

function linksOf(
  { path, feed, heading, searching }: ListTexts,
  found: EntryPage,
  pagination: Pagination | null,
  base: string,
): PageLink[] {
  return [
    ...pagesLinks(found, base, path, pagination).filter(({ rel }) => !(searching && rel === 'canonical')),
    ...(feed === undefined || feed === FEED_OF_ALL
      ? []
      : FEEDS.map(([ending, type, name]) => ({
          rel: 'alternate',
          href: `${feed}${ending}`,
          type,
          title: `${heading} (${name})`,
        }))),
  ];
}

function notesOf(
  { suggestion, corrected, complete, hints }: NonNullable<EntryPage['search']>,
  path: string,
  query: Readonly<Record<string, string>>,
): SearchNotesView {
  const href = (q: string, more: Record<string, string> = {}) =>
    `${path}?${new URLSearchParams({ ...query, q, ...more })}`;
  return {
    suggestion: suggestion === null ? null : { q: suggestion, href: href(suggestion) },
    corrected,
    complete,
    exact: href(query.q ?? '', { exact: 'true' }),
    hints,
  };
}
