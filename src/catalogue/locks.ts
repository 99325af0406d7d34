import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../errors.ts';
import type { Sqlite } from '../sqlite/sqlite.ts';
import { tagsAfter } from '../tags/tag-change.ts';
import type { SaveCandidate } from './catalogue.ts';
import { type EditableContent, editableContent } from './editable-content.ts';
import { type EditableField, editableFields } from './editable-fields.ts';
import type { Locks, Revision, RevisionKind } from './editing.ts';
import { type EntryRow, findRow, findRowByFingerprint, findRowByUrl, isLocked, toEntry } from './entry-row.ts';
import { readRevisions } from './read-revisions.ts';
import { revisedContent } from './revised-content.ts';
import { readTagChanges } from './tags-now.ts';

type Identity = Pick<SaveCandidate, 'fingerprint' | 'url'>;

/**
 * What of the entry that would show this article is locked, and of the one that waits to replace it, and which tags came with it.
 *
 * What waits took over all locks when it was drafted. So there is one rule for each field where the two differ: as a person left
 * it in the entry since then, locked or not, unless they changed it in what waits after that.
 */
export function readLocks(db: Sqlite, article: Identity): Locks | null {
  const rows = rowsOf(db, article);
  const [main, waiting] = rows;
  if (!main) return null;
  const locked = editableFields.filter((name) => rows.some((row) => isLocked(row, name)));
  const isMains = waiting && locked.length > 0 ? changedLater(db, main, waiting) : () => waiting === undefined;
  const fields: Partial<Record<EditableField, unknown>> = {};
  for (const name of locked) {
    const row = isMains(name) ? main : (waiting ?? main);
    if (isLocked(row, name)) fields[name] = editableContent(toEntry(row))[name];
  }
  const given = toEntry(waiting ?? main).provenance.givenTags;
  const givenTags = given ? tagsAfter(given.tags, readTagChanges(db).slice(given.tagChanges)) : [];
  if (Object.keys(fields).length === 0 && givenTags.length === 0) return null;
  return {
    fields: fields as Partial<EditableContent>,
    ...(givenTags.length > 0 && { givenTags }),
    from: rows.map((row) => revisedContent(db, row)),
    seen: rows.map(({ id, version }) => `${id} ${version}`).join(' '),
  };
}

/** Whether a field was changed in an entry after it was drafted, or changed, in what waits to replace it. */
function changedLater(db: Sqlite, main: EntryRow, waiting: EntryRow): (field: EditableField) => boolean {
  return (field) => {
    const inWaiting = newestWhere(db, waiting, (revision) => isDraft(revision) || changesByHand(revision, field));
    if (!inWaiting) return false;
    const inMain = newestWhere(db, main, (revision) => changesByHand(revision, field));
    return inMain !== undefined && Date.parse(inMain.at) >= Date.parse(inWaiting.at);
  };
}

/** The newest revision of an entry that fits: a long history is read as far as that. */
function newestWhere(db: Sqlite, { id }: EntryRow, fits: (revision: Revision) => boolean): Revision | undefined {
  for (let from: number | undefined; from !== 0; ) {
    const items = readRevisions(db, id, { from, limit: AT_ONCE })?.items ?? [];
    const found = items.find(fits);
    if (found) return found;
    from = (items.at(-1)?.number ?? 1) - 1;
  }
  return undefined;
}

const AT_ONCE = 20;
const byNobody: readonly RevisionKind[] = ['drafted-anew', 'new-text', 'retagged', 'addressed'];

const isDraft = ({ what, before }: Revision) => before === null || what === 'drafted-anew' || what === 'new-text';

function changesByHand({ what, before, after }: Revision, field: EditableField): boolean {
  if (byNobody.includes(what) || before === null || after === null) return false;
  const [old, made] = [before, after].map((shown) => [shown.locked.includes(field), editableContent(shown)[field]]);
  return !isDeepStrictEqual(old, made);
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
