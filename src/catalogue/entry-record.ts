import { createHash } from 'node:crypto';
import { z } from 'zod';
import { UNFIT } from '../article/clean-text.ts';
import { editableFields } from './editable-fields.ts';
import { revisionKinds } from './editing.ts';
import { type Entry, entrySchema, entryStatuses } from './entry.ts';

const revisionReasons = revisionKinds.filter((kind) => kind !== 'created');

/** What every record begins with. The number rises when an older Upshot would misread what a newer one writes. */
export const RECORD_FORMAT = 'upshot-entry/1';

/** All that a catalogue holds of one entry: the entry itself, the text it is about and what it showed before. */
export interface EntryRecord extends Entry {
  readonly format: typeof RECORD_FORMAT;
  /** Of the text; null for an entry without one. */
  readonly fingerprint: string | null;
  readonly text: string | null;
  /** The ledger's receipts while it waits for review. */
  readonly receipts: readonly string[];
  /** In the order in which they were replaced. */
  readonly revisions: readonly RevisionRecord[];
}

/** What an entry showed until it was replaced. */
export interface RevisionRecord {
  readonly number: number;
  readonly replacedAt: string;
  readonly reason: string;
  /** Null: Upshot itself. */
  readonly by: string | null;
  readonly note: string | null;
  /** How many changes of the vocabulary there had been by then. Older exports do not say: as many as are older. */
  readonly tagChanges?: number;
  readonly fingerprint: string | null;
  /** Absent where the record itself, or a revision before this one, has it under the same fingerprint. */
  readonly text?: string;
  /** What it was before: of the row of the entry, whole or what changed, with JSON read. */
  readonly content: Readonly<Record<string, unknown>>;
}

const tooNew = `this is no record of an entry, or one that a newer Upshot wrote: this one reads ${RECORD_FORMAT}`;

/** More than a summary may be, since digests and older versions were written by other rules. */
const line = z
  .string()
  .min(1)
  .max(2000)
  .refine((text) => !UNFIT.test(text), 'it must be one line, without control characters')
  .refine((text) => text.isWellFormed(), 'half of a character is missing');
/** What an article says of itself. */
const metadata = z
  .string()
  .max(1000)
  .refine((text) => !UNFIT.test(text), 'it must be one line, without control characters')
  .refine((text) => text.isWellFormed(), 'half of a character is missing')
  .nullable();
const url = z
  .url({ protocol: /^https?$/, error: 'it must be an http or https address' })
  .max(4000)
  .nullable();
const article = z
  .string()
  .refine((text) => !text.includes('\0') && text.isWellFormed(), 'it holds what is no character of a text');
/** It stands in addresses. */
const id = z.string().regex(/^[a-z0-9][\w-]{0,99}$/i, 'it must be up to 100 letters, digits, _ and -');
const moment = z.iso.datetime();
const different = (items: readonly string[]) => new Set(items).size === items.length;

const texts = z.array(z.string());

/** Without these, what a revision keeps is no entry that could be shown. */
const wholeRow = ['title', 'url', 'source', 'author', 'published_at', 'created_at', 'updated_at', 'status'] as const;
const wholeContent = ['summary', 'evidence', 'provenance'] as const;

/** The row of an entry, or what of it changed, as a revision keeps it. */
const contentSchema = z
  .strictObject({
    id,
    revises: z.string().nullable(),
    url,
    title: metadata,
    title_key: z.string(),
    source: metadata,
    source_key: z.string(),
    author: metadata,
    published_at: moment.nullable(),
    created_at: z.int(),
    updated_at: z.int(),
    status: z.enum(entryStatuses),
    summary: z.looseObject({ whyItMatters: z.string(), bullets: texts, tags: texts.min(1), keywords: texts }),
    evidence: z.array(z.looseObject({ claim: z.string(), spans: z.array(z.unknown()), issues: z.array(z.unknown()) })),
    provenance: z.looseObject({ provider: z.string(), model: z.string() }),
    receipts: z.array(z.string()),
    locked: z.array(z.enum(editableFields)),
  })
  .partial()
  .superRefine((content, context) => {
    if (content.id === undefined) return;
    const missing = [...wholeRow, ...wholeContent].filter((name) => content[name] === undefined);
    if (missing.length > 0) context.addIssue({ code: 'custom', message: `${missing.join(', ')} is missing` });
  });

/** A record as a schema. Only the tags are held to the vocabulary; what an earlier revision was tagged with is not. */
export function recordSchema(tagIds: readonly string[]) {
  const known = z.enum(tagIds as [string, ...string[]], {
    error: ({ input }) => `the tag ${JSON.stringify(input)?.slice(0, 60)} is not in the vocabulary`,
  });
  const record = entrySchema(
    z.object({
      whyItMatters: line,
      bullets: z.array(line).min(1).max(20),
      tags: z.array(known).min(1).max(10).refine(different, 'they must all be different'),
      keywords: z.array(line).max(20),
    }),
  )
    .omit({ links: true })
    .extend({ ...{ id, url, title: metadata, source: metadata, author: metadata }, revises: id.optional() });

  const revision = z.object({
    number: z.int().min(1),
    replacedAt: moment,
    reason: z.enum(revisionReasons),
    by: z.string().max(1000).nullable(),
    note: z.string().max(10_000).nullable(),
    tagChanges: z.int().min(0).optional(),
    fingerprint: z.string().nullable(),
    text: article.optional(),
    content: contentSchema,
  });
  return record
    .extend({
      format: z.literal(RECORD_FORMAT, { error: () => tooNew }),
      fingerprint: z.string().nullable(),
      text: article.nullable(),
      receipts: z.array(z.string().max(200)).max(1000),
      revisions: z.array(revision).max(100_000),
    })
    .superRefine((record, context) => {
      for (const message of contradictions(record)) context.addIssue({ code: 'custom', path: [], message });
    });
}

type Read = Pick<
  z.infer<ReturnType<typeof recordSchema>>,
  'fingerprint' | 'text' | 'revises' | 'status' | 'version'
> & {
  readonly evidence: EntryRecord['evidence'];
  readonly revisions: readonly {
    readonly number: number;
    readonly fingerprint: string | null;
    readonly text?: string | undefined;
  }[];
};

/** What the parts of a record say against each other. */
function contradictions({ fingerprint, text, revises, status, evidence, version, revisions }: Read): string[] {
  const wrong: string[] = [];
  if (revisions.some(({ number }, index) => number !== index + 1)) {
    wrong.push('revisions: they must be numbered 1, 2, 3 and so on');
  } else if (version !== revisions.length + 1) wrong.push('version: it must be one more than the last revision');
  if ((text === null) !== (fingerprint === null)) wrong.push('text and fingerprint: one is there without the other');
  if (revises !== undefined && status !== 'needs-review') wrong.push('revises: only what needs review revises another');
  const texts = new Set<string>();
  for (const kept of [{ fingerprint, text }, ...revisions]) {
    if (kept.fingerprint === null) continue;
    if (typeof kept.text === 'string') {
      if (!fits(kept.fingerprint, kept.text))
        wrong.push(`fingerprint ${kept.fingerprint.slice(0, 80)} is not that of its text`);
      texts.add(kept.fingerprint);
    } else if (!texts.has(kept.fingerprint)) wrong.push(`the text of ${kept.fingerprint.slice(0, 80)} is missing`);
  }
  const misplaced = evidence.some(({ spans }) =>
    spans.some((span) => text?.slice(span.start, span.end) !== span.quote),
  );
  if (misplaced) wrong.push('evidence: a quote is not what the text has at its place');
  return [...new Set(wrong)];
}

function fits(fingerprint: string, text: string): boolean {
  const hash = /^\d{1,6}-([0-9a-f]{64})$/.exec(fingerprint)?.[1];
  return hash === createHash('sha256').update(text).digest('hex');
}
