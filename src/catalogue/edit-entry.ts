import type { Sqlite } from '../sqlite/sqlite.ts';
import type { Changed, EntryChange, EntryContent, Note } from './editing.ts';
import type { Entry } from './entry.ts';
import { type EntryRow, findRow, findRowByUrl, toEntry } from './entry-row.ts';
import { seqOf } from './read-revisions.ts';
import { keepRevision } from './revision.ts';
import { sortKey } from './sort-key.ts';
import { tagsNow } from './tags-now.ts';
import { insertRow, type NewRow, removeRow, replaceRow } from './write-row.ts';

/** Carries out a person's change. Runs inside one write transaction. */
export function changeEntry(db: Sqlite, id: string, change: EntryChange): Changed | null {
  const seq = seqOf(db, id);
  if (seq === undefined) return null;
  const row = findRow(db, 'seq = ?', seq);
  const last = row ?? lastRow(db, seq);
  if (last === undefined) return null;
  if (row && row.version !== change.seen) return { outcome: 'overtaken', entry: toEntry(row) };
  const textId = change.textOf === undefined ? last.text_id : textIdOf(db, change.textOf);
  const taken = takenBy(db, last, change.content.url, textId);
  if (taken) return { outcome: 'taken', ...taken };
  const { now, by, reason: note, what: reason } = change;
  keepRevision(db, last, { now, reason, note, by }, row ? undefined : []);
  const { seq: _, revises_id: __, version: ___, ...old } = last;
  const next: NewRow = { ...old, ...columnsOf(db, change.content), text_id: textId, updated_at: now };
  return { outcome: 'changed', entry: toEntry(row ? replaceRow(db, row, next) : insertRow(db, next, seq)) };
}

export type RemovedRows =
  | { readonly outcome: 'removed'; readonly entry: Entry; readonly ids: readonly string[] }
  | { readonly outcome: 'overtaken'; readonly entry: Entry };

/** Takes an entry out, and the one that waits to replace it. Runs inside one write transaction. */
export function removeEntry(
  db: Sqlite,
  id: string,
  { now, by, reason: note, seen }: Note & { readonly seen?: number | undefined },
): RemovedRows | null {
  const row = findRow(db, 'id = ?', id);
  if (!row) return null;
  const entry = toEntry(row);
  if (seen !== undefined && seen !== row.version) return { outcome: 'overtaken', entry };
  const waiting = findRow(db, 'revises = ?', row.seq);
  const rows = waiting ? [waiting, row] : [row];
  for (const one of rows) {
    keepRevision(db, one, { now, reason: 'deleted', note, by });
    removeRow(db, one);
  }
  return { outcome: 'removed', entry, ids: rows.map((one) => one.id) };
}

/** The columns that hold what makes up a revision, its tags under their names of now: they may have changed while it was made. */
export function columnsOf(db: Sqlite, content: EntryContent) {
  const { title, url, source, author, publishedAt, status, summary, evidence, provenance, locked } = content;
  return {
    ...{ title, title_key: sortKey(title), url, source, source_key: sortKey(source), author, status },
    published_at: publishedAt,
    summary: JSON.stringify({ ...summary, tags: tagsNow(db, summary.tags) }),
    evidence: JSON.stringify(evidence),
    provenance: JSON.stringify(provenance),
    locked: JSON.stringify(locked),
  };
}

/** What was deleted, as it was: the row to bring back. */
function lastRow(db: Sqlite, seq: number): EntryRow | undefined {
  const kept = db.get<{ number: number; textId: number | null; content: string }>(
    `SELECT number, text_id AS textId, content FROM revision WHERE seq = ? AND reason = 'deleted'
       AND number = (SELECT max(number) FROM revision AS any WHERE any.seq = revision.seq)`,
    [seq],
  );
  if (!kept) return undefined;
  const row = JSON.parse(kept.content) as EntryRow;
  if (row.revises !== null) return undefined;
  return { ...row, seq, revises_id: null, version: kept.number + 1, text_id: kept.textId };
}

/** Of an address or a text that another entry shows. One that waits to replace another shares both with it. */
function takenBy(db: Sqlite, { seq, revises }: EntryRow, url: string | null, textId: number | null) {
  const own = [seq, revises];
  const ofUrl = url === null ? undefined : findRowByUrl(db, url);
  if (ofUrl && !own.includes(ofUrl.seq)) return { what: 'url', by: ofUrl.id } as const;
  if (textId === null || revises !== null) return null;
  const ofText = findRow(db, 'text_id = ? AND revises IS NULL', textId);
  return ofText && !own.includes(ofText.seq) ? ({ what: 'text', by: ofText.id } as const) : null;
}

function textIdOf(db: Sqlite, fingerprint: string | null): number | null {
  if (fingerprint === null) return null;
  return db.get<{ id: number }>('SELECT id FROM article_text WHERE fingerprint = ?', [fingerprint])?.id ?? null;
}
