import { z } from 'zod';

/** Where a shown field has what was searched for, in UTF-16 code units: `field.slice(start, end)`. */
export const highlightSchema = z
  .object({
    field: z
      .string()
      .regex(/^(title|whyItMatters|bullets\/\d+)$/)
      .meta({ description: '`title`, `whyItMatters`, or `bullets/0` and on.' }),
    start: z.int().min(0),
    end: z.int().min(1),
  })
  .meta({ id: 'Highlight' });
export type Highlight = z.infer<typeof highlightSchema>;

/** What a search says beside the entries that it found. */
export interface SearchNotes {
  /** Of each item, in their order: in the order of the fields and, within one, from its start; never overlapping. */
  readonly highlights: readonly (readonly Highlight[])[];
  /** The query in words that the catalogue has, where it has few or none of those asked for and more of these. */
  readonly suggestion: string | null;
  /** Whether the items are those of the suggestion, since nothing was found as asked. */
  readonly corrected: boolean;
  /** Whether `total` is all that there is; else there may be more, beyond the newest that were found or looked through. */
  readonly complete: boolean;
  /** What of the query could not be met, a sentence each, for people: a tag that nothing has, a date that is none. */
  readonly hints: readonly string[];
}
