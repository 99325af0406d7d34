import { parseArticle } from '../../src/article/parse-article.ts';
import { extractSummary } from '../../src/extract/extract-summary.ts';
import { parseFeedDocument } from '../../src/feeds/feed-document.ts';
import { articleToCheck, checkClaims } from '../../src/grounding/check-claims.ts';
import { checkResult } from '../../src/grounding/check-result.ts';
import { splitArticle } from '../../src/prompt/split-article.ts';
import { withHidden } from '../../src/safety/hidden-instructions.ts';
import { judgeDraft } from '../../src/workers/judge-draft.ts';
import type { TextWorkerPool } from '../../src/workers/text-worker-pool.ts';

/** The real work without the threads, for tests of what stands around it. */
export const inProcessWorkers: TextWorkerPool = {
  parse: async (input) => withHidden(input.text, parseArticle(input)),
  judge: async (question) => judgeDraft(question),
  async check({ claims, ...input }) {
    const article = articleToCheck(input);
    return checkResult(article, claims, checkClaims(article, claims));
  },
  parseFeed: async (text, address) => parseFeedDocument(text, address),
  extract: async (article, vocabulary) => extractSummary(article, vocabulary),
  countTokens: async (texts) => texts.map(await tokenizer()),
  split: async (article, share) => splitArticle(article, share, await tokenizer()),
  warm() {},
  async [Symbol.asyncDispose]() {},
};

/** Loaded by the first test that needs it: it takes a fifth of a second. */
async function tokenizer(): Promise<(text: string) => number> {
  const { countTokens } = await import('../../src/prompt/count-tokens.ts');
  return countTokens;
}
