import { AppError } from '../errors.ts';
import type { Sqlite } from '../sqlite/sqlite.ts';
import type { SaveCandidate } from './catalogue.ts';
import { type EditableContent, editableContent } from './editable-content.ts';
import { type EditableField, editableFields } from './editable-fields.ts';
import type { Locks } from './editing.ts';
import { type EntryRow, findRow, findRowByFingerprint, findRowByUrl, toEntry } from './entry-row.ts';
import { revisedContent } from './revised-content.ts';

type Identity = Pick<SaveCandidate, 'fingerprint' | 'url'>;

/**
 * What of the entry that would show this article is locked, and of the one that waits to replace it. Where both have a field
 * locked, the one that was changed last has it, as when what waits is accepted.
 */
export function readLocks(db: Sqlite, article: Identity): Locks | null {
  const rows = rowsOf(db, article);
  const fields: Partial<Record<EditableField, unknown>> = {};
  for (const row of rows.toSorted((a, b) => a.updated_at - b.updated_at)) {
    const entry = toEntry(row);
    const content = editableContent(entry);
    for (const name of entry.locked) fields[name] = content[name];
  }
  if (Object.keys(fields).length === 0) return null;
  return {
    fields: fields as Partial<EditableContent>,
    from: rows.map((row) => revisedContent(db, row)),
    seen: rows.map(({ id, version }) => `${id} ${version}`).join(' '),
  };
}

/**
 * The locked fields of what a candidate is saved as, in their order.
 *
 * @throws {AppError} 409 `changed-meanwhile` when it was not made of what is locked now.
 */
export function lockedOf(db: Sqlite, candidate: SaveCandidate): readonly EditableField[] {
  const locks = readLocks(db, candidate);
  if (locks === null) return [];
  if (locks.seen !== candidate.locks?.seen) throw changedMeanwhile();
  return editableFields.filter((name) => name in locks.fields);
}

/** The entry, then what waits to replace it. */
function rowsOf(db: Sqlite, { fingerprint, url }: Identity): EntryRow[] {
  const shown = findRowByFingerprint(db, fingerprint) ?? (url === null ? undefined : findRowByUrl(db, url));
  if (!shown) return [];
  const main = (shown.revises === null ? undefined : findRow(db, 'seq = ?', shown.revises)) ?? shown;
  const waiting = findRow(db, 'revises = ?', main.seq);
  return waiting ? [main, waiting] : [main];
}

function changedMeanwhile(): AppError {
  return new AppError('The article was edited while it was summarised', {
    code: 'changed-meanwhile',
    status: 409,
    retryable: true,
    hint: 'Send it again.',
  });
}
