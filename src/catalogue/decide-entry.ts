import type { Sqlite } from '../sqlite/sqlite.ts';
import type { Decided, Decision } from './catalogue.ts';
import { type EntryRow, findRow, toEntry } from './entry-row.ts';
import { keepRevision } from './revision.ts';
import { removeRow, replaceRow } from './write-row.ts';

/** Carries out a person's decision on an entry that waits for review. Runs inside one write transaction. */
export function decideEntry(db: Sqlite, id: string, { verdict, reason: note, now, seen }: Decision): Decided | null {
  const row = findRow(db, 'id = ?', id);
  if (!row) return null;
  const entry = toEntry(row);
  const changed = seen !== undefined && seen !== entry.updatedAt;
  if (row.status !== 'needs-review' || changed) return { outcome: 'undecided', entry };
  if (verdict === 'accept') return { outcome: 'accepted', entry: toEntry(publish(db, row, now, note)) };
  keepRevision(db, row, { now, reason: 'rejected', note });
  removeRow(db, row);
  return { outcome: 'rejected', entry, receipts: JSON.parse(row.receipts) as string[] };
}

/** Publishes what waits, in the place of the entry that it revises where it does. */
function publish(db: Sqlite, row: EntryRow, now: number, note: string | null): EntryRow {
  const main = (row.revises === null ? undefined : findRow(db, 'seq = ?', row.revises)) ?? row;
  keepRevision(db, main, { now, reason: 'accepted', note });
  if (main !== row) removeRow(db, row);
  const { seq: _, revises_id: __, version: ___, ...content } = row;
  return replaceRow(db, main, {
    ...content,
    ...{ id: main.id, created_at: main.created_at, updated_at: now },
    ...{ url: row.url ?? main.url, status: 'published', revises: null, receipts: '[]' },
  });
}
