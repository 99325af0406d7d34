import type { Sqlite } from '../../src/sqlite/sqlite.ts';

/** What one would write first: a table of tags, an index by time, a full-text table; sorted and counted when read. */
export function makeNaiveTables(db: Sqlite): void {
  db.exec(`
    PRAGMA synchronous = OFF;
    BEGIN IMMEDIATE;
    CREATE TABLE naive_tag (tag TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (tag, seq)) WITHOUT ROWID;
    INSERT INTO naive_tag SELECT DISTINCT json_each.value, seq FROM entry, json_each(summary, '$.tags') ORDER BY 1, 2;
    CREATE INDEX naive_created ON entry (status, created_at);
    COMMIT;
    PRAGMA synchronous = FULL;
  `);
}

export function listNaively(db: Sqlite, tag: string | undefined, page: number): void {
  const from = tag === undefined ? 'entry e' : 'naive_tag t JOIN entry e ON e.seq = t.seq AND t.tag = :tag';
  const values = tag === undefined ? {} : { tag };
  db.all(
    `SELECT e.* FROM ${from} WHERE e.status = 'published' ORDER BY e.created_at DESC, e.seq DESC
     LIMIT 10 OFFSET :offset`,
    { ...values, offset: (page - 1) * 10 },
  );
  db.get(`SELECT count(*) FROM ${from} WHERE e.status = 'published'`, values);
}

/** Over the product's own index, all matches ranked by bm25 and counted. */
export function searchNaively(db: Sqlite, expression: string): void {
  db.all(
    `SELECT entry.* FROM (SELECT rowid FROM entry_search WHERE entry_search MATCH ? ORDER BY bm25(entry_search) LIMIT 10) best
     JOIN entry ON entry.seq = best.rowid`,
    [expression],
  );
  db.get('SELECT count(*) FROM entry_search WHERE entry_search MATCH ?', [expression]);
}
