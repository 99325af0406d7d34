import type { Sqlite } from '../sqlite/sqlite.ts';
import type { Entry, EntryStatus } from './entry.ts';

/** An entry as it stands in its table. */
export interface EntryRow {
  readonly seq: number;
  readonly id: string;
  readonly text_id: number | null;
  readonly url: string | null;
  readonly title: string | null;
  readonly title_key: string;
  readonly source: string | null;
  readonly source_key: string;
  readonly author: string | null;
  readonly published_at: string | null;
  readonly created_at: number;
  readonly updated_at: number;
  readonly status: EntryStatus;
  /** JSON, as are the two that follow. */
  readonly summary: string;
  readonly evidence: string;
  readonly provenance: string;
}

/** The one row that a condition picks. */
export function findRow(db: Sqlite, where: string, value: string | number): EntryRow | undefined {
  return db.get<EntryRow>(`SELECT * FROM entry WHERE ${where}`, [value]);
}

export function findRowByFingerprint(db: Sqlite, fingerprint: string): EntryRow | undefined {
  return findRow(db, 'text_id = (SELECT id FROM article_text WHERE fingerprint = ?)', fingerprint);
}

export function toEntry(row: EntryRow): Entry {
  return {
    id: row.id,
    title: row.title,
    url: row.url,
    source: row.source,
    author: row.author,
    publishedAt: row.published_at,
    createdAt: new Date(row.created_at).toISOString(),
    updatedAt: new Date(row.updated_at).toISOString(),
    status: row.status,
    summary: JSON.parse(row.summary) as Entry['summary'],
    evidence: JSON.parse(row.evidence) as Entry['evidence'],
    provenance: JSON.parse(row.provenance) as Entry['provenance'],
  };
}
