import { z } from 'zod';
import type { EntryPage } from '../catalogue/catalogue.ts';
import type { Entry, PresentedEntry } from '../catalogue/entry.ts';
import { type Highlight, highlightSchema } from '../catalogue/search/notes.ts';

/** One page of entries as the API shows it: to those that were searched for belongs where their words stand. */
export interface ShownPage extends Omit<EntryPage, 'items' | 'search'> {
  readonly items: readonly (PresentedEntry & { readonly highlights?: readonly Highlight[] })[];
  readonly search?: {
    readonly suggestion: string | null;
    readonly corrected: boolean;
    readonly complete: boolean;
    readonly hints: readonly string[];
  };
}

export function shownPage({ items, search, ...page }: EntryPage, present: (entry: Entry) => PresentedEntry): ShownPage {
  if (search === undefined) return { ...page, items: items.map(present) };
  const { highlights, ...notes } = search;
  return {
    ...page,
    items: items.map((entry, at) => ({ ...present(entry), highlights: highlights[at] ?? [] })),
    search: notes,
  };
}

/** The same as a schema. */
export function entryPageSchema(entry: z.ZodObject) {
  return z
    .object({
      items: z.array(
        entry.extend({
          highlights: z.array(highlightSchema).optional().meta({
            description: 'Only with `q`: where its words stand in title, line and bullets, in UTF-16 code units.',
          }),
        }),
      ),
      page: z.int().min(1),
      perPage: z.int().min(1).max(100),
      pageCount: z.int().min(1),
      total: z
        .int()
        .min(0)
        .meta({ description: 'With `q` at most 10,000: so many of the newest are found; see `search.complete`.' }),
      search: z
        .object({
          suggestion: z.string().nullable().meta({
            description: 'The query in words that the catalogue has, where it has few or none of those asked for.',
          }),
          corrected: z.boolean().meta({
            description:
              'Whether the items are those of the suggestion, since nothing was found as asked; see `exact`.',
          }),
          complete: z.boolean().meta({
            description:
              'Whether `total` is all that there is. Else there may be more: only the newest are found, or looked through.',
          }),
          hints: z.array(z.string()).meta({ description: 'What of the query could not be met, for people.' }),
        })
        .optional()
        .meta({ description: 'Only with `q`.' }),
    })
    .meta({ id: 'EntryPage' });
}
