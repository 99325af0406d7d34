import type { Sqlite } from '../sqlite/sqlite.ts';
import type { RevisedContent } from './editing.ts';
import { type EntryRow, toEntry } from './entry-row.ts';
import type { KeptContent } from './revision.ts';

/** An entry as a revision shows it: what is in its row, but for where the row stands. */
export type RowContent = KeptContent & Pick<EntryRow, 'text_id'>;

/** What a revision kept of an entry; in place of the text, which may be long, its fingerprint. */
export function revisedContent(db: Sqlite, row: RowContent): RevisedContent {
  const entry = toEntry({ ...row, seq: 0, version: 1, revises_id: null });
  const { title, url, source, author, publishedAt, status, summary, evidence, provenance, locked } = entry;
  const content = { title, url, source, author, publishedAt, status, summary, evidence, provenance, locked };
  return { ...content, text: fingerprintOf(db, row.text_id) };
}

function fingerprintOf(db: Sqlite, textId: number | null): string | null {
  const sql = 'SELECT fingerprint FROM article_text WHERE id = ?';
  return db.get<{ fingerprint: string }>(sql, [textId])?.fingerprint ?? null;
}
