import type { Article, GroundableArticle } from '../article/article.ts';
import type { ArticleInput } from '../article/article-input.ts';
import { parseArticle } from '../article/parse-article.ts';
import type { CheckRequest } from './check-request.ts';
import { createGrounder, type Finding } from './ground-summary.ts';

/**
 * Reads the article of a check, of any length. Nothing is kept.
 *
 * @throws {AppError} as parseArticle, but for the length.
 */
export function articleToCheck(input: Omit<CheckRequest, 'claims'>): Article {
  return parseArticle(input satisfies ArticleInput, { anyLength: true });
}

/** Holds some of anybody's claims against the article of a check. */
export function checkClaims(article: GroundableArticle, claims: readonly string[]): Finding[] {
  const grounder = createGrounder(article);
  return claims.map((text) => grounder.check(text, 'statement'));
}
