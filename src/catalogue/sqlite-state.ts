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

const CHANGED = 'version = version + 1, changed_at = unixepoch()';
const SHOWN = 'shown_version = shown_version + 1, shown_at = unixepoch()';

/** The same for what is published alone: nobody is to learn from a count that something waits. */
export const shownStateSchema = `
  ALTER TABLE catalogue_state ADD COLUMN shown_version INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE catalogue_state ADD COLUMN shown_at INTEGER NOT NULL DEFAULT 0;
  UPDATE catalogue_state SET shown_version = version, shown_at = changed_at;
  CREATE TRIGGER shown_inserted AFTER INSERT ON entry WHEN new.status = 'published' BEGIN
    UPDATE catalogue_state SET ${SHOWN};
  END;
  CREATE TRIGGER shown_updated AFTER UPDATE ON entry WHEN 'published' IN (old.status, new.status) BEGIN
    UPDATE catalogue_state SET ${SHOWN};
  END;
  CREATE TRIGGER shown_deleted AFTER DELETE ON entry WHEN old.status = 'published' BEGIN
    UPDATE catalogue_state SET ${SHOWN};
  END;
  CREATE TRIGGER shown_tag_changed AFTER INSERT ON tag_change BEGIN
    UPDATE catalogue_state SET ${SHOWN};
  END;
`;

/** Counts a change that no trigger sees, in the transaction that makes it. */
export function noteChange(db: Sqlite): void {
  db.run(`UPDATE catalogue_state SET ${CHANGED}, ${SHOWN}`);
}

/** How the catalogue stands, all of it read at one moment. */
export function readState(db: Sqlite): CatalogueState {
  const row = db.get<Record<'version' | 'changedAt' | 'shownVersion' | 'shownAt' | 'readAt' | 'indexing', number>>(
    `SELECT version, changed_at AS changedAt, shown_version AS shownVersion, shown_at AS shownAt, unixepoch() AS readAt,
       EXISTS (SELECT 1 FROM search_pending) AS indexing FROM catalogue_state`,
  );
  if (!row) throw new Error('the catalogue has no state');
  const { shownVersion, shownAt, indexing, ...all } = row;
  return { ...all, shown: { version: shownVersion, changedAt: shownAt }, indexing: indexing === 1 };
}
