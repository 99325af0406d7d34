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
    diff: z
      .array(partSchema)
      .optional()
      .meta({ description: 'Of what is written: word by word, and of lists element by element.' }),
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
    .map((change): FieldChange => ({ ...change, ...diffOf(change.before, change.after) }));
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

function diffOf(before: unknown, after: unknown): { diff?: Part[] } {
  if (Array.isArray(before) && Array.isArray(after)) {
    const isProse = [...before, ...after].some((text) => String(text).includes(' '));
    if (isProse) return { diff: diffWordsWithSpace(before.join('\n'), after.join('\n')).map(partOf) };
    return {
      diff: diffArrays(before, after).flatMap(({ value, ...change }) =>
        value.map((text) => partOf({ ...change, value: String(text) })),
      ),
    };
  }
  if (typeof before !== 'string' || typeof after !== 'string') return {};
  return { diff: diffWordsWithSpace(before, after).map(partOf) };
}

function partOf({ added, removed, value }: Pick<Change, 'added' | 'removed' | 'value'>): Part {
  return { op: added ? 'added' : removed ? 'removed' : 'same', text: value };
}
