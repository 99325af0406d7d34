import type { Sqlite } from '../sqlite/sqlite.ts';
import type { Decided, Decision } from './catalogue.ts';
import { columnsOf } from './edit-entry.ts';
import { type EntryRow, findRow, toEntry } from './entry-row.ts';
import { keepRevision } from './revision.ts';
import { removeRow, replaceRow } from './write-row.ts';

/** Carries out a person's decision on an entry that waits for review. Runs inside one write transaction. */
export function decideEntry(db: Sqlite, id: string, decision: Decision): Decided | null {
  const { verdict, reason: note, now, seen, by = null, accepted } = decision;
  const row = findRow(db, 'id = ?', id);
  if (!row) return null;
  const entry = toEntry(row);
  const changed = (seen !== undefined && seen !== entry.updatedAt) || (accepted && accepted.seen !== row.version);
  if (row.status !== 'needs-review' || changed) return { outcome: 'undecided', entry };
  if (verdict === 'accept') {
    const published = publish(db, row, decision);
    return published ? { outcome: 'accepted', entry: toEntry(published) } : { outcome: 'undecided', entry };
  }
  keepRevision(db, row, { now, reason: 'rejected', note, by });
  removeRow(db, row);
  return { outcome: 'rejected', entry, receipts: JSON.parse(row.receipts) as string[] };
}

/** Publishes what waits, in the place of the entry that it revises where it does. Null: that one's locks are not kept. */
function publish(db: Sqlite, row: EntryRow, { now, reason: note, by = null, accepted }: Decision): EntryRow | null {
  const main = (row.revises === null ? undefined : findRow(db, 'seq = ?', row.revises)) ?? row;
  if (main !== row && (accepted ? accepted.mainSeen !== main.version : main.locked !== '[]')) return null;
  keepRevision(db, main, { now, reason: 'accepted', note, by });
  if (main !== row) removeRow(db, row);
  const { seq: _, revises_id: __, version: ___, ...content } = row;
  const edited = accepted ? columnsOf(db, accepted.content) : {};
  return replaceRow(db, main, {
    ...content,
    ...edited,
    ...{ id: main.id, created_at: main.created_at, updated_at: now },
    ...{ url: accepted?.content.url ?? row.url ?? main.url, status: 'published', revises: null, receipts: '[]' },
  });
}
