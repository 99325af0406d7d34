import type { Article } from '../article/article.ts';
import type { ArticleInput } from '../article/article-input.ts';
import type { FeedDocument } from '../feeds/feed-document.ts';
import type { CheckRequest } from '../grounding/check-request.ts';
import type { CheckResult } from '../grounding/check-result.ts';
import type { ArticlePart } from '../prompt/split-article.ts';
import type { Summary } from '../summary/summary.ts';
import type { Vocabulary } from '../tags/vocabulary.ts';
import type { JudgedDraft, Judgement } from './judgement.ts';

/**
 * The CPU work over untrusted text. In the product it runs in a small pool of worker threads with a deadline and a heap
 * limit, so that no article delays another request; a test may run it in process.
 */
export interface TextWorkers extends AsyncDisposable {
  /** @throws {AppError} 422 with what is wrong when the text is no article; `article-too-complex` past the limits. */
  parse(input: ArticleInput): Promise<Article>;
  /** Holds a draft against its article, and against what no summary may hold. */
  judge(question: JudgedDraft): Promise<Judgement>;
  /**
   * Holds anybody's claims against anybody's article, until nobody wants to know.
   *
   * @throws {AppError} as `parse`, but for the length; `check-too-large` past the limits. The signal's reason once it is aborted.
   */
  check(request: CheckRequest, signal?: AbortSignal): Promise<CheckResult>;
  /**
   * Reads a feed, or an outline of feeds, that was found at an address.
   *
   * @throws {AppError} as feeds/feed-document.ts; `feed-too-complex` past the limits.
   */
  parseFeed(text: string, address: string): Promise<FeedDocument>;
  /** Drafts a summary out of the article's own sentences, without a model. */
  extract(article: Article, vocabulary: Vocabulary): Promise<Summary>;
  /** How many tokens each text has: see prompt/count-tokens.ts. */
  countTokens(texts: readonly string[]): Promise<number[]>;
  /** Cuts an article into parts of at most `share` of its tokens, above 0 and below 1: see prompt/split-article.ts. */
  split(article: Article, share: number): Promise<ArticlePart[]>;
}
