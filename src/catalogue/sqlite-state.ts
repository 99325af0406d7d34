import type { Sqlite } from '../sqlite/sqlite.ts';
import type { CatalogueState } from './catalogue-state.ts';

/** One row that counts the changes of the catalogue. Triggers see to it that no way of writing can forget it. */
export const catalogueStateSchema = `
  CREATE TABLE catalogue_state (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL, changed_at INTEGER NOT NULL) STRICT;
  INSERT INTO catalogue_state VALUES (1, 1, unixepoch());
  CREATE TRIGGER entry_inserted AFTER INSERT ON entry BEGIN
    UPDATE catalogue_state SET version = version + 1, changed_at = unixepoch();
  END;
  CREATE TRIGGER entry_updated AFTER UPDATE ON entry BEGIN
    UPDATE catalogue_state SET version = version + 1, changed_at = unixepoch();
  END;
  CREATE TRIGGER entry_deleted AFTER DELETE ON entry BEGIN
    UPDATE catalogue_state SET version = version + 1, changed_at = unixepoch();
  END;
`;

/** What becomes of a tag is shown where no entry has it, too. */
export const tagChangeStateSchema = `
  CREATE TRIGGER tag_changed AFTER INSERT ON tag_change BEGIN
    UPDATE catalogue_state SET version = version + 1, changed_at = unixepoch();
  END;
`;

/** Counts a change that no trigger sees, in the transaction that makes it. */
export function noteChange(db: Sqlite): void {
  db.run('UPDATE catalogue_state SET version = version + 1, changed_at = unixepoch()');
}

/** How the catalogue stands, all of it read at one moment. */
export function readState(db: Sqlite): CatalogueState {
  const row = db.get<{ version: number; changedAt: number; readAt: number; indexing: number }>(
    `SELECT version, changed_at AS changedAt, unixepoch() AS readAt,
       EXISTS (SELECT 1 FROM search_pending) AS indexing FROM catalogue_state`,
  );
  if (!row) throw new Error('the catalogue has no state');
  return { ...row, indexing: row.indexing === 1 };
}
