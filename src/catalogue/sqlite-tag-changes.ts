import type { Writer } from '../sqlite/group-commit.ts';
import type { Sqlite } from '../sqlite/sqlite.ts';
import { changeTag } from './change-tag.ts';
import type { SearchIndex } from './search/search-index.ts';
import { noteChange } from './sqlite-state.ts';
import type { TagChanges } from './tag-changes.ts';
import { countTagChanges, readTagChanges } from './tags-now.ts';

/** The changes of the vocabulary in an SQLite file. */
export function createSqliteTagChanges(
  db: Sqlite,
  writer: Writer,
  searchIndex: Pick<SearchIndex, 'schedule'>,
): TagChanges {
  /** As counted in this turn of the event loop: it is asked for all the time. */
  let counted: number | undefined;

  function count(): number {
    if (counted === undefined) {
      counted = countTagChanges(db);
      setImmediate(forget);
    }
    return counted;
  }

  function forget(): void {
    counted = undefined;
  }

  return {
    count,
    changes: () => readTagChanges(db),
    async apply(change, { seen, now, by, reason: note }) {
      const changed = await writer.write(() => {
        if (countTagChanges(db) !== seen) return null;
        const entries = changeTag(db, change, { now, by, note });
        const { what, tag, into = null, name = null } = { into: undefined, name: undefined, ...change };
        db.run(
          `INSERT INTO tag_change (changed_at, by, note, what, tag, into_tag, name, entries)
           VALUES (:now, :by, :note, :what, :tag, :into, :name, :entries)`,
          { now, by, note, what, tag, into, name, entries },
        );
        noteChange(db);
        return { entries };
      });
      forget();
      searchIndex.schedule();
      return changed;
    },
  };
}
