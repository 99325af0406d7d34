import type { Sqlite } from '../sqlite/sqlite.ts';
import type { TagChange } from '../tags/tag-change.ts';
import { changeTag } from './change-tag.ts';
import { TAG_CHANGE_FORMAT, type TagChangeRecord } from './tag-change-record.ts';
import type { RestoredTagChange } from './transfer.ts';

interface TagChangeRow extends Omit<TagChangeRecord, 'format' | 'changedAt'> {
  readonly changed_at: number;
}

/** All of them, in order. */
export function readTagChangeRecords(db: Sqlite): TagChangeRecord[] {
  return db
    .all<TagChangeRow>(
      'SELECT number, changed_at, by, note, what, tag, into_tag AS "into", name, entries FROM tag_change ORDER BY number',
    )
    .map(({ number, changed_at, ...row }) => ({
      ...{ format: TAG_CHANGE_FORMAT, number, changedAt: new Date(changed_at).toISOString() },
      ...row,
    }));
}

/** Carries a change out where it is the next one, with the entries that are there. Runs inside one write transaction. */
export function restoreTagChange(db: Sqlite, record: TagChangeRecord): RestoredTagChange {
  const known = readTagChangeRecords(db);
  const same = known.find(({ number }) => number === record.number);
  if (same) return isSame(same, record) ? 'unchanged' : 'refused';
  const { number, by, note, what, tag, into, name, entries } = record;
  if (number !== (known.at(-1)?.number ?? 0) + 1) return 'refused';
  const now = Date.parse(record.changedAt);
  changeTag(db, changeOf(record), { now, by, note });
  db.run(
    `INSERT INTO tag_change (number, changed_at, by, note, what, tag, into_tag, name, entries)
     VALUES (:number, :now, :by, :note, :what, :tag, :into, :name, :entries)`,
    { number, now, by, note, what, tag, into, name, entries },
  );
  return 'created';
}

function isSame(a: TagChangeRecord, b: TagChangeRecord): boolean {
  return a.what === b.what && a.tag === b.tag && a.into === b.into && a.name === b.name;
}

function changeOf({ what, tag, into, name }: TagChangeRecord): TagChange {
  if (what === 'retire' || into === null) return { what: 'retire', tag };
  return what === 'merge' ? { what, tag, into } : { what, tag, into, name: name ?? into };
}
