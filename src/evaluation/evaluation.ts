import { z } from 'zod';

const measuresSchema = z.record(z.string(), z.number().nullable());

const suiteResultSchema = z.object({
  name: z.string(),
  measures: measuresSchema,
  /** By name of the article. */
  articles: z.record(z.string(), measuresSchema),
  /** By name of the baseline. */
  baselines: z.record(z.string(), measuresSchema),
  /** What a reader should know: articles without a summary, baselines that were not run. */
  notes: z.array(z.string()),
  /** The thresholds that were not reached, in words. */
  missed: z.array(z.string()),
});
export type SuiteResult = z.infer<typeof suiteResultSchema>;

/** What one run of the suites found: the file that `--json` writes and `--compare` reads. */
export const evaluationSchema = z.object({
  upshot: z.string(),
  provider: z.string(),
  model: z.string(),
  /** Version and hash of the prompt, null when none was used. */
  prompt: z.object({ version: z.string(), hash: z.string() }).nullable(),
  suites: z.array(suiteResultSchema),
});
export type Evaluation = z.infer<typeof evaluationSchema>;
