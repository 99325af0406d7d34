import type { EntryPage } from '../../catalogue/catalogue.ts';
import { pageLinks } from './page-links.ts';
import type { PageLink } from './render.ts';

/** What the template `pagination` is given. */
export interface Pagination {
  readonly page: number;
  readonly pageCount: number;
  readonly previous: string | null;
  readonly next: string | null;
  readonly numbers: readonly { readonly number: number | null; readonly href: string }[];
}

/** The links to the other pages of a list at `path`, each with `query`; null when all of it is on one page. */
export function paginate(
  { page, pageCount }: Pick<EntryPage, 'page' | 'pageCount'>,
  path: string,
  query: Readonly<Record<string, string>> = {},
): Pagination | null {
  if (pageCount <= 1) return null;
  const href = (number: number) => {
    const parameters = new URLSearchParams(query);
    if (number > 1) parameters.set('page', String(number));
    return parameters.size === 0 ? path : `${path}?${parameters}`;
  };
  return {
    page,
    pageCount,
    previous: page > 1 ? href(page - 1) : null,
    next: page < pageCount ? href(page + 1) : null,
    numbers: pageLinks(page, pageCount).map((number) => ({ number, href: href(number ?? 1) })),
  };
}

/** What the head of a page of a list says of it: where it stands, first, and its neighbours. */
export function pagesLinks(
  { page }: Pick<EntryPage, 'page'>,
  base: string,
  path: string,
  pagination: Pagination | null,
): PageLink[] {
  return [
    { rel: 'canonical', href: `${base}${path}${page > 1 ? `?page=${page}` : ''}` },
    ...(pagination?.previous ? [{ rel: 'prev', href: pagination.previous }] : []),
    ...(pagination?.next ? [{ rel: 'next', href: pagination.next }] : []),
  ];
}
