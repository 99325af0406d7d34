import type { Sqlite } from '../sqlite/sqlite.ts';
import type { EntryPage, ListQuery } from './catalogue.ts';
import type { Entry } from './entry.ts';
import { type ReadQuery, readPage } from './read-page.ts';
import { findRelated } from './related.ts';
import { readSources, type SourcePage } from './source-page.ts';

/** What may take a while to read. */
export interface Reader extends AsyncDisposable {
  list(query: ReadQuery, signal?: AbortSignal): Promise<EntryPage>;
  sources(query: Pick<ListQuery, 'page' | 'perPage'>): Promise<SourcePage>;
  related(query: RelatedQuery): Promise<readonly Entry[]>;
  /** Gets ready now rather than with the first read, and returns at once. */
  warm(): void;
}

/** As in `CatalogueReading.related`. */
export interface RelatedQuery {
  readonly id: string;
  readonly limit: number;
}

/** Reads at once, on the thread that asks. */
export function readerOn(db: Sqlite): Reader {
  return {
    list: async (query) => db.snapshot(() => readPage(db, query)),
    sources: async ({ page, perPage }) => db.snapshot(() => readSources(db, page, perPage)),
    related: async ({ id, limit }) => db.snapshot(() => findRelated(db, id, limit)),
    warm: () => {},
    [Symbol.asyncDispose]: async () => {},
  };
}
