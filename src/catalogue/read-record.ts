import type { Sqlite } from '../sqlite/sqlite.ts';
import { type EntryRecord, RECORD_FORMAT, type RevisionRecord } from './entry-record.ts';
import { type EntryRow, findRow, toEntry } from './entry-row.ts';
import type { RecordFilter, RecordPage, RecordQuery } from './transfer.ts';

interface RevisionRow extends Pick<RevisionRecord, 'number' | 'reason' | 'by' | 'note' | 'fingerprint' | 'tagChanges'> {
  readonly replaced_at: number;
  readonly content: string;
  readonly text: string | null;
}

/** Columns of an entry that hold JSON. */
export const jsonColumns: ReadonlySet<string> = new Set(['summary', 'evidence', 'provenance', 'receipts', 'locked']);

/** A page of records; see transfer.ts. */
export function readRecords(db: Sqlite, { after = 0, limit, filter = {} }: RecordQuery): RecordPage {
  const seqs = db.all<{ seq: number }>('SELECT seq FROM entry WHERE seq > ? ORDER BY seq LIMIT ?', [after, limit]);
  const records = seqs.flatMap(({ seq }) => {
    const row = findRow(db, 'seq = ?', seq);
    return row && passes(row, filter) ? [recordOf(db, row)] : [];
  });
  return { records, next: seqs.length < limit ? null : (seqs.at(-1)?.seq ?? null) };
}

/** In the order in which the entries were created. */
export function findRecords(db: Sqlite, ids: readonly string[]): EntryRecord[] {
  return ids
    .flatMap((id) => findRow(db, 'id = ?', id) ?? [])
    .sort((a, b) => a.seq - b.seq)
    .map((row) => recordOf(db, row));
}

function passes(row: EntryRow, { tag, source, status, since }: RecordFilter): boolean {
  if (status !== undefined && row.status !== status) return false;
  if (source !== undefined && row.source !== source) return false;
  if (since !== undefined && row.created_at < since) return false;
  return tag === undefined || toEntry(row).summary.tags.includes(tag);
}

/** All that is kept of the entry of a row. */
export function recordOf(db: Sqlite, row: EntryRow): EntryRecord {
  const kept = db.get<{ fingerprint: string; text: string }>(
    'SELECT fingerprint, text FROM article_text WHERE id = ?',
    [row.text_id],
  );
  return {
    format: RECORD_FORMAT,
    ...toEntry(row),
    fingerprint: kept?.fingerprint ?? null,
    text: kept?.text ?? null,
    receipts: JSON.parse(row.receipts) as string[],
    revisions: revisionsOf(db, row.seq, kept?.fingerprint),
  };
}

/** How an entry came to what it shows. `shown`: the fingerprint of the text that is told beside them. */
export function revisionsOf(db: Sqlite, seq: number, shown?: string): RevisionRecord[] {
  const rows = db.all<RevisionRow>(
    `SELECT number, replaced_at, reason, by, note, tag_changes AS tagChanges, content, fingerprint, text
     FROM revision LEFT JOIN article_text ON article_text.id = revision.text_id WHERE seq = ? ORDER BY number`,
    [seq],
  );
  const said = new Set([shown]);
  return rows.map(({ replaced_at, content, text, ...row }) => {
    const { fingerprint } = row;
    const isNew = fingerprint !== null && !said.has(fingerprint);
    if (fingerprint !== null) said.add(fingerprint);
    return {
      ...{ ...row, replacedAt: new Date(replaced_at).toISOString() },
      ...(isNew && text !== null ? { text } : {}),
      content: readContent(db, content),
    };
  });
}

/** Entries have no number outside of their database: one that was to be replaced is named by its id. */
function readContent(db: Sqlite, content: string): RevisionRecord['content'] {
  const { revises_id: _, ...columns } = JSON.parse(content) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(columns).map(([name, value]) => {
      if (name === 'revises' && typeof value === 'number') return [name, idOf(db, value)];
      return [name, jsonColumns.has(name) && typeof value === 'string' ? JSON.parse(value) : value];
    }),
  );
}

function idOf(db: Sqlite, seq: number): string | null {
  return db.get<{ id: string }>('SELECT id FROM entry WHERE seq = ?', [seq])?.id ?? null;
}
