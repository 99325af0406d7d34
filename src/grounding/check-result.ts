import { z } from 'zod';
import type { Article } from '../article/article.ts';
import { claimEvidenceSchema } from './evidence.ts';
import type { Finding } from './ground-summary.ts';

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

/** What answers a check, from what was found on each of its claims. */
export function checkResult({ text }: Article, claims: readonly string[], findings: readonly Finding[]): CheckResult {
  const evidence = findings.map((finding, at) => ({ claim: `claims/${at}`, text: claims[at] ?? '', ...finding }));
  return { evidence, text };
}
