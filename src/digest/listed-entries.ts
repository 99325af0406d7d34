import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Entry, EntryStatus } from '../catalogue/entry.ts';

/** Which entries, newest first: all of them, or those on one page. */
export interface EntrySelection {
  readonly tag?: string;
  readonly source?: string;
  readonly status: EntryStatus;
  /** Only entries added then or later, in milliseconds since the Unix epoch. */
  readonly since?: number;
  /** From 1. Absent: all, as if they were one page. */
  readonly page?: number;
  readonly perPage?: number;
}

export interface ListedEntries extends AsyncIterable<Entry> {
  /** Once they were gone through: which page they are, of how many. */
  readonly shown: { readonly page: number; readonly pageCount: number };
}

const MOST_AT_ONCE = 100;

/** The entries of a selection, of which a hundred are held at once. */
export function listEntries(catalogue: Pick<Catalogue, 'list'>, selection: EntrySelection): ListedEntries {
  const { page, perPage = 10, since = 0, ...filter } = selection;
  const listed = {
    shown: { page: 1, pageCount: 1 },
    async *[Symbol.asyncIterator]() {
      if (page !== undefined) {
        const result = await catalogue.list({ ...filter, sort: 'newest', page, perPage });
        listed.shown = { page: result.page, pageCount: result.pageCount };
        yield* result.items;
        return;
      }
      for (let next = 1, last = 1; next <= last; next += 1) {
        const result = await catalogue.list({ ...filter, sort: 'newest', page: next, perPage: MOST_AT_ONCE });
        const items = result.items.filter(({ createdAt }) => Date.parse(createdAt) >= since);
        yield* items;
        if (items.length < result.items.length) return;
        last = result.pageCount;
      }
    },
  };
  return listed;
}
