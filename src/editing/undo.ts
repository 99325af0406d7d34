import { isDeepStrictEqual } from 'node:util';
import { type EditableContent, editableContent, withContent } from '../catalogue/editable-content.ts';
import { type EditableField, editableFields } from '../catalogue/editable-fields.ts';
import type { EntryContent, RevisedContent, Revision } from '../catalogue/editing.ts';

/** What an entry shows once a revision is undone. */
export interface Undone {
  readonly content: EntryContent;
  /** Fingerprint of the text that it is about then. */
  readonly text: string | null;
}

/** What of an entry changes as a whole: who drafted it, of what text, and whether it is published. */
const wholes = ['publishedAt', 'status', 'provenance', 'text'] as const;

export type UndoneField = EditableField | (typeof wholes)[number];

/**
 * What an entry has to show so that one revision is undone and the others stay: every field that the revision changed is again
 * what it was before, and as locked as it was. A field that changed again since then is in the way: `conflicts` names it.
 * One that is what it was before already is no conflict.
 */
export function undoRevision(
  { before, after }: Revision,
  current: RevisedContent,
): { readonly undone: Undone } | { readonly conflicts: readonly UndoneField[] } {
  if (before === null || after === null) return { conflicts: [] };
  const [old, made, now] = [valuesOf(before), valuesOf(after), valuesOf(current)];
  const names = [...editableFields, ...wholes].filter((name) => !isDeepStrictEqual(old[name], made[name]));
  const open = names.filter((name) => !isDeepStrictEqual(now[name], old[name]));
  const conflicts = open.filter((name) => !isDeepStrictEqual(now[name], made[name]));
  if (conflicts.length > 0) return { conflicts };
  const values = { ...now, ...Object.fromEntries(names.map((name) => [name, old[name]])) };
  const { publishedAt, status, provenance, text, ...fields } = values;
  const locked = locksAfter(before, after, current);
  const { text: _, ...shown } = withContent(current, fields);
  return { undone: { content: { ...shown, publishedAt, status, provenance, locked }, text } };
}

function locksAfter(before: RevisedContent, after: RevisedContent, current: RevisedContent): EditableField[] {
  return editableFields.filter((name) => {
    const [was, became, is] = [before, after, current].map(({ locked }) => locked.includes(name));
    return was === became ? is : was;
  });
}

function valuesOf(content: RevisedContent): EditableContent & Pick<RevisedContent, (typeof wholes)[number]> {
  const { publishedAt, status, provenance, text } = content;
  return { ...editableContent(content), publishedAt, status, provenance, text };
}
