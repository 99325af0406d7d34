import type { Sqlite } from '../sqlite/sqlite.ts';
import type { EditableField } from './editable-fields.ts';
import type { Entry, EntryStatus } from './entry.ts';

/** An entry as it stands in its table. */
export interface EntryRow {
  readonly seq: number;
  readonly id: string;
  /** The `seq` of the published entry that this one would replace once a person accepts it; else null. */
  readonly revises: number | null;
  /** The id of that entry. No column of its own. */
  readonly revises_id: string | null;
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
  /** JSON, as are the four that follow. */
  readonly summary: string;
  readonly evidence: string;
  readonly provenance: string;
  readonly receipts: string;
  readonly locked: string;
  /** How many revisions there are, the first included. No column of its own. */
  readonly version: number;
}

/** What entries do not say that were kept before there was such a field. */
const WRITTEN_BEFORE = { dropped: [] } as const satisfies Partial<Entry['provenance']>;

const SELECT = `SELECT *, (SELECT id FROM entry AS main WHERE main.seq = entry.revises) AS revises_id,
  (SELECT coalesce(max(number), 0) + 1 FROM revision WHERE revision.seq = entry.seq) AS version FROM entry`;

/** The one row that a condition picks. */
export function findRow(db: Sqlite, where: string, value: string | number): EntryRow | undefined {
  return db.get<EntryRow>(`${SELECT} WHERE ${where}`, [value]);
}

export function isLocked(row: Pick<EntryRow, 'locked'>, field: EditableField): boolean {
  return (JSON.parse(row.locked) as EditableField[]).includes(field);
}

/** How many revisions an entry has, the first included. */
export function versionOf(db: Sqlite, seq: number): number {
  const sql = 'SELECT coalesce(max(number), 0) + 1 AS version FROM revision WHERE seq = ?';
  return db.get<{ version: number }>(sql, [seq])?.version ?? 1;
}

/** The entry with this address; one that waits to replace it has the same and is not meant. */
export function findRowByUrl(db: Sqlite, url: string): EntryRow | undefined {
  return findRow(db, 'url = ? AND revises IS NULL', url);
}

/** The entry that shows this text; the one that waits to replace it, where there is one. */
export function findRowByFingerprint(db: Sqlite, fingerprint: string): EntryRow | undefined {
  const textId = db.get<{ id: number }>('SELECT id FROM article_text WHERE fingerprint = ?', [fingerprint])?.id;
  if (textId === undefined) return undefined;
  return (
    findRow(db, 'text_id = ? AND revises IS NOT NULL', textId) ?? findRow(db, 'text_id = ? AND revises IS NULL', textId)
  );
}

export function toEntry(row: EntryRow): Entry {
  return {
    id: row.id,
    ...(row.revises_id === null ? {} : { revises: row.revises_id }),
    title: row.title,
    url: row.url,
    source: row.source,
    author: row.author,
    publishedAt: row.published_at,
    createdAt: new Date(row.created_at).toISOString(),
    updatedAt: new Date(row.updated_at).toISOString(),
    version: row.version,
    locked: JSON.parse(row.locked) as Entry['locked'],
    status: row.status,
    summary: JSON.parse(row.summary) as Entry['summary'],
    evidence: JSON.parse(row.evidence) as Entry['evidence'],
    provenance: { ...WRITTEN_BEFORE, ...(JSON.parse(row.provenance) as Entry['provenance']) },
  };
}
