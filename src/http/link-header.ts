import type { EntryPage } from '../catalogue/catalogue.ts';

/** The `Link` header (RFC 8288) of one page of a list: first, prev, next and last, keeping all other parameters. */
export function linkHeader(
  path: string,
  query: Readonly<Record<string, unknown>>,
  page: Pick<EntryPage, 'page' | 'pageCount'>,
): string {
  const link = (rel: string, number: number) => {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) parameters.set(name, String(value));
    parameters.set('page', String(number));
    return `<${path}?${parameters}>; rel="${rel}"`;
  };
  return [
    link('first', 1),
    ...(page.page > 1 ? [link('prev', page.page - 1)] : []),
    ...(page.page < page.pageCount ? [link('next', page.page + 1)] : []),
    link('last', page.pageCount),
  ].join(', ');
}
