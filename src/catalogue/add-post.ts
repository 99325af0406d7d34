import { AppError } from '../errors.ts';
import type { Sqlite } from '../sqlite/sqlite.ts';
import { summaryLimits } from '../summary/summary.ts';
import { findRow, isLocked, toEntry } from './entry-row.ts';
import { placeOfGone, rowOf } from './restore-record.ts';
import { keepRevision } from './revision.ts';
import type { AddedPost, DigestPost } from './transfer.ts';
import { insertRow, replaceRow } from './write-row.ts';

/**
 * Adds a post, or its tag to the post that is there already; not where a person chose the tags. Runs inside one write
 * transaction.
 */
export function addPost(db: Sqlite, { id, source, summary, provenance, createdAt, now }: DigestPost): AddedPost {
  const old = findRow(db, 'id = ?', id);
  if (!old && summary.tags.length > summaryLimits.tags.max) throw tooManyTags(id, [], summary.tags);
  if (!old) {
    const bare = { id, source, summary, provenance, title: null, url: null, author: null, publishedAt: null };
    const times = { createdAt: new Date(createdAt).toISOString(), updatedAt: new Date(now).toISOString() };
    const entry = { ...bare, ...times, version: 1, locked: [], status: 'published', evidence: [] } as const;
    const row = rowOf(entry, { revises: null, text_id: null, receipts: '[]' });
    insertRow(db, row, placeOfGone(db, row, now));
    return 'created';
  }
  if (isLocked(old, 'tags')) return 'unchanged';
  const shown = toEntry(old).summary;
  const tags = [...new Set([...shown.tags, ...summary.tags])];
  if (tags.length === shown.tags.length) return 'unchanged';
  if (tags.length > summaryLimits.tags.max) throw tooManyTags(id, shown.tags, summary.tags);
  const { seq: _, revises_id: __, version: ___, ...row } = old;
  keepRevision(db, old, { now, reason: 'imported' }, ['summary']);
  replaceRow(db, old, { ...row, summary: JSON.stringify({ ...shown, tags }), updated_at: now });
  return 'tagged';
}

function tooManyTags(id: string, has: readonly string[], given: readonly string[]): AppError {
  const already = has.length === 0 ? '' : ` and has ${has.join(', ')} already`;
  return new AppError(`The post ${id} stands under ${given.join(', ')}${already}`, {
    code: 'too-many-tags',
    status: 409,
    hint: `An entry has at most ${summaryLimits.tags.max} tags: leave the post out of a page, or take a tag from the entry.`,
  });
}
