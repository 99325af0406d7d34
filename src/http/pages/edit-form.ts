import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { EditableContent } from '../../catalogue/editable-content.ts';
import { type EditableField, editableFields } from '../../catalogue/editable-fields.ts';

/** What was typed into the form, as it stands there. */
export interface EditForm {
  readonly content: EditableContent;
  /** What the form was filled with when it was opened. */
  readonly base: EditableContent;
  /** The version of the entry that this was. */
  readonly seen: number;
  readonly unlock: readonly EditableField[];
  readonly reason: string;
  /** Who edits, as they say. */
  readonly by: string;
}

const texts = z.array(z.string());
const contentSchema = z.object({
  ...{ title: z.string().nullable(), url: z.string().nullable(), source: z.string().nullable() },
  ...{ author: z.string().nullable(), whyItMatters: z.string(), bullets: texts, tags: texts, keywords: texts },
});

/** Null: it is no such form. */
export function readEditForm(body: unknown): EditForm | null {
  const fields = new Map(Object.entries(typeof body === 'object' && body !== null ? body : {}));
  const all = (name: string): string[] => [fields.get(name) ?? []].flat().map((value) => oneLine(String(value)));
  const first = (name: string) => all(name)[0] ?? '';
  const base = contentSchema.safeParse(parsed(String([fields.get('base') ?? ''].flat()[0])));
  const seen = Number(first('seen'));
  if (!base.success || !Number.isSafeInteger(seen) || seen < 1) return null;
  return {
    content: {
      title: first('title') || null,
      url: first('url') || null,
      source: first('source') || null,
      author: first('author') || null,
      whyItMatters: first('whyItMatters'),
      bullets: all('bullets').filter((bullet) => bullet !== ''),
      tags: inOldOrder(all('tags'), base.data.tags),
      keywords: first('keywords')
        .split(',')
        .map((keyword) => keyword.trim())
        .filter((keyword) => keyword !== ''),
    },
    ...{ base: base.data, seen, reason: first('reason'), by: first('by') },
    unlock: editableFields.filter((field) => all('unlock').includes(field)),
  };
}

/** What differs from what the form was filled with, as a request to edit. */
export function requestOf({ content, base, unlock, reason }: EditForm): object {
  const changed = changedFields(content, base);
  const pick = (names: readonly EditableField[]) =>
    Object.fromEntries(names.filter((name) => changed.includes(name)).map((name) => [name, content[name]]));
  const summary = pick(['whyItMatters', 'bullets', 'tags', 'keywords']);
  return {
    ...pick(['title', 'url', 'source', 'author']),
    ...(Object.keys(summary).length === 0 ? {} : { summary }),
    ...(unlock.length === 0 ? {} : { unlock }),
    reason: reason || null,
  };
}

/**
 * The form again, on what the entry has become meanwhile: what was typed stays; what was left alone is what it is now.
 * `theirs` are the fields that both changed, and not to the same.
 */
export function rebase(
  form: EditForm,
  now: EditableContent,
  version: number,
): { form: EditForm; theirs: EditableField[] } {
  const mine = changedFields(form.content, form.base);
  const others = changedFields(now, form.base);
  const kept = Object.fromEntries(mine.map((name) => [name, form.content[name]]));
  const content = { ...now, ...kept };
  return {
    form: { ...form, content, base: now, seen: version },
    theirs: others.filter((name) => mine.includes(name) && !isDeepStrictEqual(content[name], now[name])),
  };
}

function changedFields(content: EditableContent, base: EditableContent): EditableField[] {
  return editableFields.filter((name) => !isDeepStrictEqual(content[name], base[name]));
}

/** Boxes are ticked in no order: tags that were there stay in theirs. */
function inOldOrder(tags: readonly string[], old: readonly string[]): string[] {
  return [...old.filter((tag) => tags.includes(tag)), ...tags.filter((tag) => !old.includes(tag))];
}

/** Browsers wrap what is typed at line ends of their own, and a field is one line. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
