import { z } from 'zod';
import { type ArticleInput, articleInputSchema } from '../article/article-input.ts';
import { parseArticle } from '../article/parse-article.ts';
import { claimEvidenceSchema } from './evidence.ts';
import { createGrounder } from './ground-summary.ts';

export const checkLimits = { claims: 100, characters: 1000 } as const;

/** What `POST /v1/check` takes: an article as it is, and claims that anybody makes about it. */
export const checkRequestSchema = articleInputSchema
  .pick({ text: true, format: true, title: true, source: true, author: true, publishedAt: true })
  .extend({
    claims: z
      .array(
        z
          .string()
          .trim()
          .min(1, 'a claim must not be empty')
          .max(checkLimits.characters, `a claim must be at most ${checkLimits.characters} characters`),
      )
      .min(1, 'at least one claim is needed')
      .max(checkLimits.claims, `at most ${checkLimits.claims} claims are taken at once`)
      .meta({ description: 'One sentence each, best.' }),
  })
  .meta({ id: 'CheckRequest' });
export type CheckRequest = z.infer<typeof checkRequestSchema>;

/** What the article says to each claim, in order, and the text that the spans point into. */
export const checkResultSchema = z
  .object({
    evidence: z.array(
      claimEvidenceSchema.omit({ claim: true }).extend({ claim: z.string().regex(/^claims\/\d+$/), text: z.string() }),
    ),
    text: z.string().meta({ description: 'The normalised article: `text.slice(start, end) === quote`.' }),
  })
  .meta({ id: 'CheckResult' });
export type CheckResult = z.infer<typeof checkResultSchema>;

/**
 * Holds anybody's claims against anybody's article, of any length. Nothing is kept.
 *
 * @throws {AppError} as parseArticle, but for the length.
 */
export function checkClaims({ claims, ...input }: CheckRequest): CheckResult {
  const article = parseArticle(input satisfies ArticleInput, { anyLength: true });
  const grounder = createGrounder(article);
  const evidence = claims.map((text, at) => ({ claim: `claims/${at}`, text, ...grounder.check(text, 'statement') }));
  return { evidence, text: article.text };
}
