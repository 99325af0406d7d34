import type { Sqlite } from '../sqlite/sqlite.ts';
import { type EntryRow, findRow, versionOf } from './entry-row.ts';
import { addToListings, type Listed, removeFromListings } from './listing.ts';
import { noteForSearch } from './search/search-index.ts';

export type NewRow = Omit<EntryRow, 'seq' | 'revises_id' | 'version'>;

const COLUMNS = [
  'id',
  'revises',
  'text_id',
  'url',
  'title',
  'title_key',
  'source',
  'source_key',
  'author',
  'published_at',
  'created_at',
  'updated_at',
  'status',
  'summary',
  'evidence',
  'provenance',
  'receipts',
  'locked',
] as const satisfies readonly (keyof NewRow)[];

const INSERT = `INSERT INTO entry (seq, ${COLUMNS.join(', ')}) VALUES (:seq, ${COLUMNS.map((name) => `:${name}`).join(', ')})`;
const UPDATE = `UPDATE entry SET ${COLUMNS.map((name) => `${name} = :${name}`).join(', ')} WHERE seq = :seq`;

/** Adds an entry to its table, its listings and, soon, the search index; in a `place` of old, or a new one. */
export function insertRow(db: Sqlite, row: NewRow, place: number | null = null): EntryRow {
  const seq = db.run(INSERT, { ...row, seq: place });
  addToListings(db, listed({ ...row, seq }));
  noteForSearch(db, seq);
  return asStored(db, row, seq);
}

/** Puts `row` in the place of `old`, here and in all listings. */
export function replaceRow(db: Sqlite, old: EntryRow, row: NewRow): EntryRow {
  const { seq } = old;
  removeFromListings(db, listed(old));
  db.run(UPDATE, { ...row, seq });
  addToListings(db, listed({ ...row, seq }));
  noteForSearch(db, seq);
  return asStored(db, row, seq);
}

export function removeRow(db: Sqlite, old: EntryRow): void {
  removeFromListings(db, listed(old));
  db.run('DELETE FROM entry WHERE seq = ?', [old.seq]);
  noteForSearch(db, old.seq);
}

function asStored(db: Sqlite, row: NewRow, seq: number): EntryRow {
  const main = row.revises === null ? undefined : findRow(db, 'seq = ?', row.revises);
  return { ...row, seq, revises_id: main?.id ?? null, version: versionOf(db, seq) };
}

function listed(row: Omit<EntryRow, 'revises_id' | 'version'>): Listed {
  const { tags } = JSON.parse(row.summary) as { tags: string[] };
  return {
    seq: row.seq,
    createdAt: row.created_at,
    titleKey: row.title_key,
    status: row.status,
    source: row.source,
    tags,
  };
}
