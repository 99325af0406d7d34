import type { Sqlite } from '../sqlite/sqlite.ts';
import { pageWindow } from './page-window.ts';

/** A page of the sources that published entries have, by name. */
export interface SourcePage {
  readonly items: readonly SourceCount[];
  /** As in a page of entries. */
  readonly page: number;
  readonly perPage: number;
  readonly pageCount: number;
  readonly total: number;
}

export interface SourceCount {
  readonly name: string;
  /** Its published entries, at least one. */
  readonly count: number;
}

const SOURCES = `FROM scope INDEXED BY scope_of_sources WHERE status = 'published' AND tag = '' AND source > '=' AND n > 0`;

/** Holds all that this reads, so that a catalogue of many sources is read in one piece. */
export const sourceIndexSchema = `
  CREATE INDEX scope_of_sources ON scope (status, tag, source_key, source, n) WHERE source > '=' AND n > 0;
`;

/** The sources of what is published with the count of each, by name; `wanted` is as in `pageWindow`. */
export function readSources(db: Sqlite, wanted: number, perPage: number): SourcePage {
  const total = db.get<{ total: number }>(`SELECT count(*) AS total ${SOURCES}`)?.total ?? 0;
  const { page, pageCount, offset, limit } = pageWindow(total, wanted, perPage);
  const items = db.all<SourceCount>(
    `SELECT substr(source, 2) AS name, n AS count ${SOURCES} ORDER BY source_key, source LIMIT ? OFFSET ?`,
    [limit, offset],
  );
  return { items, page, perPage, pageCount, total };
}
