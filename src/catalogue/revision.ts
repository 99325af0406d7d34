import type { Sqlite } from '../sqlite/sqlite.ts';
import type { RevisionKind } from './editing.ts';
import type { EntryRow } from './entry-row.ts';

/** Why an entry no longer shows some content. That it was created replaced nothing. */
export type RevisionReason = Exclude<RevisionKind, 'created'>;

export interface RevisionNote {
  readonly now: number;
  readonly reason: RevisionReason;
  readonly note?: string | null;
  /** Default: Upshot itself. */
  readonly by?: string | null;
}

/** What stands of an entry in the revision that replaces it. */
export type KeptContent = Omit<EntryRow, 'seq' | 'revises_id' | 'version' | 'text_id'>;

/**
 * Keeps what `row` shows, in the transaction that replaces or removes it; with `changed`, those columns alone. Its seq is
 * never given to another entry.
 */
export function keepRevision(
  db: Sqlite,
  row: EntryRow,
  { now, reason, note = null, by = null }: RevisionNote,
  changed?: readonly (keyof KeptContent)[],
): void {
  const { seq, text_id, revises_id: _, version: __, ...content } = row;
  const kept = changed ? Object.fromEntries(changed.map((name) => [name, content[name]])) : content;
  db.run(
    `INSERT INTO revision (seq, number, replaced_at, reason, note, by, text_id, content, tag_changes)
     VALUES (:seq, (SELECT coalesce(max(number), 0) + 1 FROM revision WHERE seq = :seq), :now, :reason, :note, :by,
       :text_id, :content, (SELECT coalesce(max(number), 0) FROM tag_change))`,
    { seq, now, reason, note, by, text_id, content: JSON.stringify(kept) },
  );
}
