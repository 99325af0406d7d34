import { z } from 'zod';
import { articleInputSchema } from '../article/article-input.ts';
import { figuresOf } from './figures/figures.ts';

export const checkLimits = { claims: 100, characters: 1000, figures: 20 } as const;

/** What anybody may claim: some words or a figure, and no more figures than a sentence has. */
export const claimTextSchema = z
  .string()
  .trim()
  .min(1, 'a claim must not be empty')
  .max(checkLimits.characters, `a claim must be at most ${checkLimits.characters} characters`)
  .refine((text) => /[\p{L}\p{N}]/u.test(text), {
    error: 'a claim must have a letter or a digit',
    when: ({ issues }) => issues.length === 0,
  })
  .refine((text) => figuresOf(text).length <= checkLimits.figures, {
    error: `a claim must have at most ${checkLimits.figures} figures; split it`,
    when: ({ issues }) => issues.length === 0,
  });

/** What `POST /v1/check` takes: an article as it is, and claims that anybody makes about it. */
export const checkRequestSchema = articleInputSchema
  .pick({ text: true, format: true, title: true, source: true, author: true, publishedAt: true })
  .extend({
    claims: z
      .array(claimTextSchema)
      .min(1, 'at least one claim is needed')
      .max(checkLimits.claims, `at most ${checkLimits.claims} claims are taken at once`)
      .meta({ description: 'One sentence each, best, with at most 20 figures.' }),
  })
  .meta({ id: 'CheckRequest' });
export type CheckRequest = z.infer<typeof checkRequestSchema>;
