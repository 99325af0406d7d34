import type { Sqlite } from '../sqlite/sqlite.ts';
import { type Reader, readerOn } from './reader.ts';
import type { CatalogueReading } from './reading.ts';

/** What readers are told beside entries, from the SQLite file of the catalogue. */
export function createSqliteReading(db: Sqlite, reader: Pick<Reader, 'related'> = readerOn(db)): CatalogueReading {
  return {
    async wordCounts(ids) {
      const rows = db.all<{ id: string; words: number }>(
        `SELECT entry.id, words FROM entry JOIN word_count USING (text_id)
         WHERE entry.id IN (SELECT value FROM json_each(?))`,
        [JSON.stringify(ids)],
      );
      return new Map(rows.map(({ id, words }) => [id, words]));
    },
    related: (id, limit) => reader.related({ id, limit }),
  };
}
