import type { Sqlite } from '../sqlite/sqlite.ts';
import type { Revision, RevisionPage } from './editing.ts';
import { IMPORTED } from './entry.ts';
import { findRow, versionOf } from './entry-row.ts';
import { type RowContent, revisedContent } from './revised-content.ts';
import type { RevisionReason } from './revision.ts';

interface RevisionRow {
  readonly number: number;
  readonly at: number;
  readonly reason: RevisionReason;
  readonly by: string | null;
  readonly note: string | null;
  readonly textId: number | null;
  readonly content: string;
  readonly tagChanges: number;
}

/** After one of these the entry is gone. */
const LEAVING: readonly RevisionReason[] = ['rejected', 'superseded', 'deleted'];

const ROWS = `SELECT number, replaced_at AS at, reason, by, note, text_id AS textId, content, tag_changes AS tagChanges
  FROM revision
  WHERE seq = ? AND number <= ? ORDER BY number DESC LIMIT ?`;

/** The first row from this one on that keeps all of the entry: what it was there needs none of the later ones. */
const WHOLE = `SELECT number FROM revision WHERE seq = ? AND number >= ? AND content ->> 'id' IS NOT NULL
  ORDER BY number LIMIT 1`;

/** Where the history of an entry stands; of one that is gone, of the last that had this id. Undefined: there was none. */
export function seqOf(db: Sqlite, id: string): number | undefined {
  const current = db.get<{ seq: number }>('SELECT seq FROM entry WHERE id = ?', [id]);
  return (current ?? db.get<{ seq: number }>(GONE, [id]))?.seq;
}

const GONE = `SELECT seq FROM revision WHERE reason IN ('rejected', 'superseded', 'deleted') AND content ->> 'id' = ?
  ORDER BY replaced_at DESC, seq DESC LIMIT 1`;

/**
 * What an entry was before and after each of its revisions, by walking back from what it is, or from the next later revision
 * that keeps all of it: an old page takes no longer than a new one.
 */
export function readRevisions(
  db: Sqlite,
  id: string,
  { from = Number.POSITIVE_INFINITY, limit }: { readonly from?: number | undefined; readonly limit: number },
): RevisionPage | null {
  const seq = seqOf(db, id);
  if (seq === undefined) return null;
  const total = versionOf(db, seq);
  const newest = db.get<{ number: number }>(WHOLE, [seq, from])?.number ?? total - 1;
  const later = Math.max(0, newest - from + 1);
  const rows = db.all<RevisionRow>(ROWS, [seq, newest, later + limit + 1]);
  const items: Revision[] = [];
  let shown: RowContent | null = newest < total - 1 ? null : (findRow(db, 'seq = ?', seq) ?? null);
  for (const [index, row] of rows.entries()) {
    const after = shown;
    shown = contentBefore(row, after, rows[index + 1]);
    const number = row.number + 1;
    if (number > from) continue;
    if (items.length === limit) break;
    const { at, reason: what, by, note: reason, tagChanges } = row;
    const told = { number, what, at: new Date(at).toISOString(), by, reason, tagChanges };
    items.push({ ...told, ...sides(db, shown, after) });
  }
  if (items.length < limit && shown !== null) {
    const at = new Date(shown.created_at).toISOString();
    const first = sides(db, null, shown);
    const what = first.after?.provenance.provider === IMPORTED ? 'imported' : 'created';
    items.push({ ...{ number: 1, what, at, by: null, reason: null, tagChanges: 0 }, ...first });
  }
  return { items, total };
}

/** A revision keeps all that was there before it, or what it changed alone. */
function contentBefore(row: RevisionRow, after: RowContent | null, previous?: RevisionRow): RowContent | null {
  if (previous && LEAVING.includes(previous.reason)) return null;
  const kept = JSON.parse(row.content) as Partial<RowContent>;
  if (kept.id !== undefined) return { locked: '[]', ...kept, text_id: row.textId } as RowContent;
  return after && { ...after, ...kept };
}

function sides(db: Sqlite, before: RowContent | null, after: RowContent | null) {
  return { before: before && revisedContent(db, before), after: after && revisedContent(db, after) };
}
