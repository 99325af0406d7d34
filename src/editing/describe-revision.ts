import { isDeepStrictEqual } from 'node:util';
import { type Change, diffArrays, diffWordsWithSpace } from 'diff';
import { z } from 'zod';
import { editableContent } from '../catalogue/editable-content.ts';
import { editableFields } from '../catalogue/editable-fields.ts';
import { type RevisedContent, type Revision, revisionKinds } from '../catalogue/editing.ts';

const partSchema = z.object({ op: z.enum(['same', 'added', 'removed']), text: z.string() });
type Part = z.infer<typeof partSchema>;

const changeSchema = z
  .object({
    field: z.enum([...editableFields, 'publishedAt', 'status', 'locked', 'text', 'draft']),
    before: z.unknown(),
    after: z.unknown(),
    diff: z.array(partSchema).optional().meta({
      description: 'Of what is written: word by word, or whole where little stayed; of lists element by element.',
    }),
  })
  .meta({ id: 'FieldChange' });
export type FieldChange = z.infer<typeof changeSchema>;

/** A revision as the API shows it: who, when, what and why. */
export const describedRevisionSchema = z
  .object({
    number: z.int().min(1),
    what: z.enum(revisionKinds),
    at: z.iso.datetime(),
    by: z.string().nullable().meta({ description: 'Null: Upshot itself.' }),
    reason: z.string().nullable(),
    changes: z.array(changeSchema).meta({
      description: 'Field by field; `draft` is who wrote it, `text` the fingerprint of the text that it is about.',
    }),
  })
  .meta({ id: 'Revision' });
export type DescribedRevision = z.infer<typeof describedRevisionSchema>;

/** What a revision changed, field by field. */
export function describeRevision({ before, after, tagChanges: _, ...revision }: Revision): DescribedRevision {
  const [old, made] = [shownFields(before), shownFields(after)];
  const names = Object.keys(old ?? made ?? {}) as (keyof ShownFields)[];
  const changes = names
    .map((field) => ({ field, before: old?.[field] ?? null, after: made?.[field] ?? null }))
    .filter((change) => !isDeepStrictEqual(change.before, change.after))
    .map((change): FieldChange => ({ ...change, ...diffOf(change.field, change.before, change.after) }));
  return { ...revision, changes };
}

type ShownFields = ReturnType<typeof fieldsOf>;

function shownFields(content: RevisedContent | null): ShownFields | null {
  return content && fieldsOf(content);
}

function fieldsOf(content: RevisedContent) {
  const { publishedAt, status, locked, text, provenance } = content;
  const { provider, model, prompt, promptHash } = provenance;
  return {
    ...editableContent(content),
    ...{ publishedAt, status, locked, text },
    draft: { provider, model, prompt, promptHash },
  };
}

function diffOf(field: string, before: unknown, after: unknown): { diff?: Part[] } {
  if (Array.isArray(before) && Array.isArray(after)) {
    if (field === 'bullets') return { diff: diffOfLines(before.map(String), after.map(String)) };
    return {
      diff: diffArrays(before, after).flatMap(({ value, ...change }) =>
        value.map((text) => partOf({ ...change, value: String(text) })),
      ),
    };
  }
  if (typeof before !== 'string' || typeof after !== 'string') return {};
  return { diff: diffOfWords(before, after) };
}

/** Line by line; of lines that took the place of others, word by word. */
function diffOfLines(before: string[], after: string[]): Part[] {
  const lines: Part[][] = [];
  let removed: string[] = [];
  const leave = () => {
    lines.push(...removed.map((value) => [partOf({ removed: true, added: false, value })]));
    removed = [];
  };
  for (const change of diffArrays(before, after)) {
    if (change.removed) removed = change.value;
    else if (change.added) {
      for (const value of change.value) {
        const old = removed.shift();
        lines.push(old === undefined ? [partOf({ removed: false, added: true, value })] : diffOfWords(old, value));
      }
    } else {
      leave();
      lines.push(...change.value.map((value) => [partOf({ removed: false, added: false, value })]));
    }
  }
  leave();
  return lines.flatMap((parts, at): Part[] => (at === 0 ? parts : [{ op: 'same', text: '\n' }, ...parts]));
}

/** Texts with less than this share in common are easier to read one after the other. */
const LEAST_ALIKE = 1 / 3;

function diffOfWords(before: string, after: string): Part[] {
  const parts = diffWordsWithSpace(before, after).map(partOf);
  const common = parts.reduce((sum, { op, text }) => sum + (op === 'same' ? text.trim().length : 0), 0);
  if (common >= LEAST_ALIKE * Math.max(before.length, after.length)) return parts;
  return [
    { op: 'removed', text: before },
    { op: 'added', text: after },
  ];
}

function partOf({ added, removed, value }: Pick<Change, 'added' | 'removed' | 'value'>): Part {
  return { op: added ? 'added' : removed ? 'removed' : 'same', text: value };
}
