import { parseArticle } from '../../src/article/parse-article.ts';
import { extractSummary } from '../../src/extract/extract-summary.ts';
import { groundSummary } from '../../src/grounding/ground-summary.ts';
import type { TextWorkers } from '../../src/workers/text-workers.ts';

/** The real work without the threads, for tests of what stands around it. */
export const inProcessWorkers: TextWorkers = {
  parse: async (input) => parseArticle(input),
  ground: async (article, claims) => groundSummary(article, claims),
  extract: async (article, vocabulary) => extractSummary(article, vocabulary),
  async [Symbol.asyncDispose]() {},
};
