import type { Sqlite } from '../sqlite/sqlite.ts';
import type { EntryRow } from './entry-row.ts';

/**
 * Why an entry no longer shows some content: another draft of its text, another text, a person's decision, or, of what
 * waited for one, that a newer summary was published before it came.
 */
export type RevisionReason = 'drafted-anew' | 'new-text' | 'accepted' | 'rejected' | 'superseded';

/** Keeps what `row` shows, in the transaction that replaces or removes it. Its seq is never given to another entry. */
export function keepRevision(
  db: Sqlite,
  row: EntryRow,
  { now, reason, note = null }: { now: number; reason: RevisionReason; note?: string | null },
): void {
  const { seq, text_id, ...content } = row;
  db.run(
    `INSERT INTO revision (seq, number, replaced_at, reason, note, text_id, content)
     VALUES (:seq, (SELECT count(*) + 1 FROM revision WHERE seq = :seq), :now, :reason, :note, :text_id, :content)`,
    { seq, now, reason, note, text_id, content: JSON.stringify(content) },
  );
}
