import { type ListSort, listSorts } from '../../catalogue/catalogue.ts';

/** What the template `sorts` is given. */
export interface SortLink {
  readonly label: string;
  readonly href: string;
  readonly current: boolean;
}

/** Cards show when an article was published, which may be long before it was added. */
const labels: Readonly<Record<ListSort, string>> = {
  newest: 'Newest added',
  oldest: 'Oldest added',
  title: 'Title',
  source: 'Source',
};

/** The orders that a list can be had in, each from its first page; a search has its best matches first. */
export function sortLinks(
  path: string,
  query: Readonly<Record<string, string>>,
  current: ListSort | undefined,
): SortLink[] {
  const isSearch = query.q !== undefined;
  const link = (label: string, sort: ListSort | undefined): SortLink => {
    const parameters = new URLSearchParams(query);
    if (sort !== undefined && (isSearch || sort !== 'newest')) parameters.set('sort', sort);
    return {
      label,
      href: parameters.size === 0 ? path : `${path}?${parameters}`,
      current: sort === (current ?? (isSearch ? undefined : 'newest')),
    };
  };
  return [...(isSearch ? [link('Best match', undefined)] : []), ...listSorts.map((sort) => link(labels[sort], sort))];
}
