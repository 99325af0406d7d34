import { z } from 'zod';
import { canonicalUrl } from '../article/canonical-url.ts';
import { cleanText, firstUnfit } from '../article/clean-text.ts';
import { editableFields } from '../catalogue/editable-fields.ts';
import { describeIssues, refusalOf } from '../describe-issues.ts';
import { summarySchema } from '../summary/summary.ts';
import type { Tag, Vocabulary } from '../tags/vocabulary.ts';

const LONGEST_REASON = 500;

/** Why something is changed, if whoever does it says so. */
export const reasonSchema = z
  .string()
  .trim()
  .max(LONGEST_REASON, `reason must be at most ${LONGEST_REASON} characters`)
  .nullish()
  .transform((reason) => cleanText(reason ?? '').trim() || null)
  .meta({
    description: 'Kept with the change.',
    override: { type: ['string', 'null'], maxLength: LONGEST_REASON },
  });

const line = (name: string, most: number) =>
  z
    .string({ error: `${name} must be a text or null` })
    .trim()
    .min(1, `${name} must not be empty; null removes it`)
    .max(most, `${name} must be at most ${most} characters`)
    .refine((text) => firstUnfit(text) === undefined, { error: ({ input }) => unfit(name, input) })
    .nullable();

function unfit(name: string, text: unknown): string {
  return `${name} must be one line, without ${firstUnfit(`${text}`)}, which does not show`;
}

const url = line('url', 2000)
  .refine((text) => text === null || canonicalUrl(text) !== null, 'url must be an http or https address')
  .transform((text) => (text === null ? null : canonicalUrl(text)))
  .optional()
  .meta({ override: { type: ['string', 'null'], format: 'uri', maxLength: 2000 } });

function makeSchemas(tags: readonly Tag[]) {
  const whole = summarySchema(tags.map(({ id }) => id));
  const summary = whole
    .partial()
    .strict()
    .superRefine((summary, context) => {
      for (const [name, value] of Object.entries(summary)) {
        for (const [index, text] of [value ?? []].flat().entries()) {
          if (firstUnfit(text) === undefined) continue;
          const path = Array.isArray(value) ? [name, index] : [name];
          context.addIssue({
            code: 'custom',
            path,
            message: unfit(Array.isArray(value) ? `a ${name.slice(0, -1)}` : name, text),
          });
        }
      }
    })
    .optional()
    .meta({
      id: 'SummaryEdit',
      description:
        'Within the limits of a summary; bullets of an imported digest may stay as they are, and as many as they are.',
    });
  const fields = {
    ...{ title: line('title', 500).optional(), url },
    ...{ source: line('source', 200).optional(), author: line('author', 200).optional() },
    summary,
  };
  const unlock = z
    .array(z.enum(editableFields, { error: `unlock must name some of ${editableFields.join(', ')}` }))
    .max(editableFields.length)
    .optional()
    .meta({ description: 'What new drafts may change again.' });
  const edit = z.strictObject({ ...fields, unlock, reason: reasonSchema }).meta({ id: 'Edit' });
  const bullets = z.array(z.string().trim().min(1));
  const keeping = edit.extend({ summary: whole.extend({ bullets }).partial().strict().optional() });
  return { content: z.strictObject(fields), edit, keeping };
}

const made = new WeakMap<readonly Tag[], ReturnType<typeof makeSchemas>>();

function schemasFor({ tags }: Vocabulary) {
  const schemas = made.get(tags) ?? makeSchemas(tags);
  made.set(tags, schemas);
  return schemas;
}

/**
 * What a person changes of an entry, as a JSON Merge Patch (RFC 7396): what is not named stays. What is named and differs is
 * locked from then on, until `unlock` names it.
 */
export function editSchema(vocabulary: Vocabulary) {
  return schemasFor(vocabulary).edit;
}

/** The same without anything about the change itself. */
export function editedContentSchema(vocabulary: Vocabulary) {
  return schemasFor(vocabulary).content;
}

export type Edit = z.infer<ReturnType<typeof editSchema>>;

/**
 * @param shown the bullets of the entry: those of an imported digest were written by other rules, and may stay as they are, and as
 *   many, when one of them is mended.
 * @throws {AppError} 422 `invalid-edit` naming every fault and where it is.
 */
export function checkEdit(input: unknown, vocabulary: Vocabulary, shown: readonly string[] = []): Edit {
  const { edit, keeping } = schemasFor(vocabulary);
  const parsed = edit.safeParse(input, { reportInput: true });
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.filter((issue) => !stands(issue, shown));
  if (issues.length === 0) return keeping.parse(input);
  throw refusalOf('The article cannot be changed so', describeIssues(issues), {
    code: 'invalid-edit',
    status: 422,
    exitCode: 2,
    hint: 'Send only what is to change, within the limits of a summary.',
  });
}

/** Whether what is wrong is so already: with a bullet that nobody changes, or with how many there are. */
function stands({ code, path, input }: z.core.$ZodIssue, shown: readonly string[]): boolean {
  if (path[0] !== 'summary' || path[1] !== 'bullets') return false;
  if (path.length === 3) return typeof input === 'string' && shown.includes(input);
  return (code === 'too_small' || code === 'too_big') && Array.isArray(input) && input.length === shown.length;
}
