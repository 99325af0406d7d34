import { z } from 'zod';
import { summaryLimits } from './summary.ts';

const { bullets, keywords } = summaryLimits;

/**
 * A summary as entries show it. Upshot's own keep the limits of `summarySchema`; those of imported digests and of older versions
 * were written by other rules and stay as they are.
 */
export function shownSummarySchema(tagIds: readonly string[]) {
  return z
    .object({
      whyItMatters: z.string().min(1).meta({ description: 'Who gains what and why, in one or two sentences.' }),
      bullets: z
        .array(z.string().min(1))
        .min(1)
        .meta({
          description: `${bullets.min} or ${bullets.max} complete sentences, each with a figure, name or fact of the article; of an imported digest as many as that had.`,
        }),
      tags: z.array(z.enum(tagIds as [string, ...string[]])).min(1),
      keywords: z
        .array(z.string().min(1))
        .meta({ description: `${keywords.min} to ${keywords.max}; of an imported digest perhaps none.` }),
    })
    .meta({ id: 'Summary' });
}
