import { z } from 'zod';
import { claimEvidenceSchema } from '../grounding/evidence.ts';
import type { Summary } from '../summary/summary.ts';
import { type EditableField, editableFields } from './editable-fields.ts';

export const entryStatuses = ['published', 'needs-review'] as const;
export type EntryStatus = (typeof entryStatuses)[number];

/** A claim of the last draft that the summary goes without. */
const droppedSchema = z.object({
  claim: z
    .string()
    .nullable()
    .meta({ description: 'Null where it held what no summary may hold: that is never kept.' }),
  issues: z.array(z.object({ code: z.string(), message: z.string() })),
});
export type DroppedClaim = z.infer<typeof droppedSchema>;

/** How a summary came to be. Token counts and cost are those of the calls it is built on. */
const provenanceSchema = z
  .object({
    provider: z.string(),
    model: z.string(),
    prompt: z.string().nullable().meta({ description: 'Version of the prompt, or null when none was used.' }),
    promptHash: z.string().nullable(),
    calls: z.int().min(0).meta({ description: 'Answers the summary is built on, repairs included.' }),
    repairs: z.int().min(0),
    inputTokens: z.int().min(0),
    outputTokens: z.int().min(0),
    costUsd: z.number().min(0).nullable().meta({ description: 'Null when the model has no known price.' }),
    durationMs: z.int().min(0),
    dropped: z.array(droppedSchema).meta({ description: 'Bullets that were left out after all repairs, and why.' }),
    attempts: z.array(
      z.object({
        provider: z.string(),
        model: z.string(),
        outcome: z.string(),
        durationMs: z.int().min(0),
        waitedMs: z.int().min(0),
      }),
    ),
    givenTags: z
      .object({ tags: z.array(z.string()), tagChanges: z.int().min(0) })
      .optional()
      .meta({
        description:
          'Tags that came with the article and stay in later drafts. `tagChanges`: how often the vocabulary had changed by then.',
      }),
    coverage: z
      .array(z.object({ start: z.int(), end: z.int() }))
      .meta({ description: 'Ranges of the text that were read.' }),
  })
  .meta({ id: 'Provenance' });
type Provenance = z.infer<typeof provenanceSchema>;

const linksSchema = z
  .object({
    self: z.string(),
    html: z.string(),
    text: z.string().nullable(),
    original: z.string().nullable(),
  })
  .meta({ id: 'Links' });
type Links = z.infer<typeof linksSchema>;

/** What is stored. Limits on a summary are enforced when it is drafted, not when it is read back. */
export interface Entry {
  readonly id: string;
  /** Id of the published entry that this one replaces once a person accepts it. Absent on every other. */
  readonly revises?: string;
  readonly title: string | null;
  readonly url: string | null;
  readonly source: string | null;
  readonly author: string | null;
  readonly publishedAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** The number of its newest revision, from 1. */
  readonly version: number;
  /** What a person changed, and no draft changes any more. */
  readonly locked: readonly EditableField[];
  readonly status: EntryStatus;
  readonly summary: Summary;
  readonly evidence: readonly z.infer<typeof claimEvidenceSchema>[];
  readonly provenance: Provenance;
}

/** An entry as the API and `--json` show it. */
export type PresentedEntry = Entry & { readonly links: Links };

/** What stands for the provider of what came from a digest: others wrote it, of texts that are not here. */
export const IMPORTED = 'import';

/** Adds the links. `publicUrl` (no trailing slash) makes them absolute; without it they are absolute paths. */
export function presentEntry(entry: Entry, publicUrl = ''): PresentedEntry {
  const id = encodeURIComponent(entry.id);
  return {
    ...entry,
    links: {
      self: `${publicUrl}/v1/articles/${id}`,
      html: `${publicUrl}/articles/${id}`,
      text: entry.provenance.provider === IMPORTED ? null : `${publicUrl}/v1/articles/${id}/text`,
      original: entry.url,
    },
  };
}

/** The presented entry as a schema, for OpenAPI and for tests that hold answers against it. */
export function entrySchema(summary: z.ZodType) {
  return z
    .object({
      id: z.string(),
      revises: z.string().optional().meta({
        description: 'Only while it waits for review: id of the published entry that it replaces once it is accepted.',
      }),
      title: z.string().nullable(),
      url: z.string().nullable(),
      source: z.string().nullable(),
      author: z.string().nullable(),
      publishedAt: z.iso.datetime().nullable(),
      createdAt: z.iso.datetime(),
      updatedAt: z.iso.datetime(),
      version: z.int().min(1).meta({ description: 'The number of its newest revision.' }),
      locked: z
        .array(z.enum(editableFields))
        .meta({ description: 'What a person changed. No new draft changes it, until it is unlocked or undone.' }),
      status: z.enum(entryStatuses),
      summary,
      evidence: z.array(claimEvidenceSchema),
      provenance: provenanceSchema,
      links: linksSchema,
    })
    .meta({ id: 'Entry' });
}
