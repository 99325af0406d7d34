import { isDeepStrictEqual } from 'node:util';
import type { Sqlite } from '../sqlite/sqlite.ts';
import type { Entry } from './entry.ts';
import type { EntryRecord, RevisionRecord } from './entry-record.ts';
import { type EntryRow, findRow, findRowByUrl, versionOf } from './entry-row.ts';
import { jsonColumns, recordOf, revisionsOf } from './read-record.ts';
import { seqOf } from './read-revisions.ts';
import { keepRevision } from './revision.ts';
import { keepText } from './save-entry.ts';
import { sortKey } from './sort-key.ts';
import type { Refusal, Restored, RestoreOptions } from './transfer.ts';
import { insertRow, type NewRow, replaceRow } from './write-row.ts';

/**
 * Puts one record into the catalogue, or says what is in its way. What there was under its id stays in the history, and no version
 * number comes a second time: only where the record's own history goes on from the one here is it taken as it is. Runs inside one
 * write transaction.
 */
export function restoreRecord(
  db: Sqlite,
  record: EntryRecord,
  { replace = false, now }: RestoreOptions & { readonly now: number },
): Restored {
  const { id } = record;
  const seq = seqOf(db, id);
  const old = seq === undefined ? undefined : findRow(db, 'seq = ?', seq);
  const known = old && recordOf(db, old);
  const revisions = known?.revisions ?? (seq === undefined ? [] : revisionsOf(db, seq));
  const goesOn = record.revisions.length > revisions.length && startsWith(record.revisions, revisions);
  if (known && !goesOn && isDeepStrictEqual(contentOf(known), contentOf(record))) return { outcome: 'unchanged', id };
  const refuse = (refusal: Refusal, by: string | null): Restored => ({ outcome: 'refused', id, refusal, by });
  if (old && !replace) return refuse('id-taken', id);

  const revised = record.revises === undefined ? undefined : findRow(db, 'id = ?', record.revises);
  if (record.revises === undefined) {
    const sameUrl = record.url === null ? undefined : findRowByUrl(db, record.url);
    if (sameUrl && sameUrl.id !== id) return refuse('url-taken', sameUrl.id);
    const sameText = record.fingerprint === null ? undefined : findByText(db, record.fingerprint);
    if (sameText && sameText.id !== id) return refuse('text-taken', sameText.id);
  } else {
    if (revised?.status !== 'published') return refuse('revises-nothing', record.revises);
    const waiting = findRow(db, 'revises = ?', revised.seq);
    if (waiting && waiting.id !== id) return refuse('revises-twice', waiting.id);
  }

  const row = rowOf(record, {
    revises: revised?.seq ?? null,
    text_id: record.fingerprint === null ? null : keepText(db, record.fingerprint, record.text ?? ''),
    receipts: JSON.stringify(record.receipts),
  });
  const isNew = seq === undefined || goesOn;
  if (old && !isNew) keepRevision(db, old, { now, reason: 'imported' });
  const place = old || isNew ? (seq ?? null) : placeOfGone(db, row, now);
  const restored = old ? replaceRow(db, old, row) : insertRow(db, row, place);
  if (isNew) {
    db.run('DELETE FROM revision WHERE seq = ?', [restored.seq]);
    for (const revision of record.revisions) restoreRevision(db, restored.seq, revision);
  }
  return { outcome: old ? 'replaced' : 'created', id };
}

/** The place of what had this id and is gone, so that what is imported goes on with its history; null: there was none. */
export function placeOfGone(db: Sqlite, row: NewRow, now: number): number | null {
  const seq = seqOf(db, row.id);
  if (seq === undefined) return null;
  keepRevision(db, { ...row, seq, revises_id: null, version: versionOf(db, seq) }, { now, reason: 'imported' }, []);
  return seq;
}

/** What a record says but for how it came to that. */
function contentOf({ version: _, revisions: __, ...content }: EntryRecord) {
  return content;
}

function startsWith(revisions: readonly RevisionRecord[], first: readonly RevisionRecord[]): boolean {
  return first.every((revision, index) => isDeepStrictEqual(bare(revision), bare(revisions[index])));
}

/** Without what older versions did not write, or stands elsewhere in the record. */
function bare(revision: RevisionRecord | undefined) {
  return { ...revision, text: null, tagChanges: null };
}

function findByText(db: Sqlite, fingerprint: string): EntryRow | undefined {
  const kept = db.get<{ id: number }>('SELECT id FROM article_text WHERE fingerprint = ?', [fingerprint]);
  return kept && findRow(db, 'text_id = ? AND revises IS NULL', kept.id);
}

function restoreRevision(db: Sqlite, seq: number, { fingerprint, text, ...revision }: RevisionRecord): void {
  db.run(
    `INSERT INTO revision (seq, number, replaced_at, reason, by, note, text_id, content, tag_changes)
     VALUES (:seq, :number, :replacedAt, :reason, :by, :note, :textId, :content,
       coalesce(:tagChanges, (SELECT count(*) FROM tag_change WHERE changed_at < :replacedAt)))`,
    {
      ...{ seq, number: revision.number, replacedAt: Date.parse(revision.replacedAt), reason: revision.reason },
      ...{ by: revision.by, note: revision.note, content: writeContent(db, revision.content) },
      tagChanges: revision.tagChanges ?? null,
      textId: fingerprint === null ? null : keepText(db, fingerprint, text ?? ''),
    },
  );
}

/** The other way round than readContent. */
function writeContent(db: Sqlite, content: RevisionRecord['content']): string {
  const columns = Object.entries(content).map(([name, value]) => {
    if (name === 'revises' && typeof value === 'string') return [name, findRow(db, 'id = ?', value)?.seq ?? null];
    return [name, jsonColumns.has(name) ? JSON.stringify(value) : value];
  });
  return JSON.stringify(Object.fromEntries(columns));
}

/** An entry as a row; what it does not say itself is `given`. */
export function rowOf(entry: Entry, given: Pick<NewRow, 'revises' | 'text_id' | 'receipts'>): NewRow {
  return {
    id: entry.id,
    ...given,
    url: entry.url,
    title: entry.title,
    title_key: sortKey(entry.title),
    source: entry.source,
    source_key: sortKey(entry.source),
    author: entry.author,
    published_at: entry.publishedAt,
    created_at: Date.parse(entry.createdAt),
    updated_at: Date.parse(entry.updatedAt),
    status: entry.status,
    summary: JSON.stringify(entry.summary),
    evidence: JSON.stringify(entry.evidence),
    provenance: JSON.stringify(entry.provenance),
    locked: JSON.stringify(entry.locked),
  };
}
