import type { z } from 'zod';
import { describeIssues } from '../describe-issues.ts';
import { AppError, type ErrorDetail } from '../errors.ts';
import { MAX_ARTICLE_BYTES } from './article.ts';
import { type ArticleInput, articleInputSchema } from './article-input.ts';

/**
 * Holds what was sent against the schema of an article.
 *
 * @throws {AppError} `invalid-article` with every fault: 400 for a wrong shape, 422 where only the text itself is at
 *   fault; `article-too-large`, 413.
 */
export function checkArticleInput(sent: unknown): ArticleInput {
  const parsed = articleInputSchema.safeParse(sent, { reportInput: true });
  if (parsed.success) return parsed.data;
  if (isTooLarge(sent)) throw tooLarge();
  throw invalidArticle(parsed.error.issues);
}

/** What answers a body past the limit, wherever that is noticed. */
export function tooLarge(cause?: unknown): AppError {
  return new AppError('The article is larger than 1 MB', {
    code: 'article-too-large',
    status: 413,
    hint: 'Send only the text of the article, at most 1,048,576 bytes of UTF-8.',
    cause,
  });
}

function isTooLarge(sent: unknown): boolean {
  const text = typeof sent === 'object' && sent !== null && 'text' in sent ? sent.text : undefined;
  return typeof text === 'string' && Buffer.byteLength(text) > MAX_ARTICLE_BYTES;
}

function invalidArticle(issues: readonly z.core.$ZodIssue[]): AppError {
  const errors: ErrorDetail[] = describeIssues(issues);
  const onlyTheText = issues.every(({ code, path }) => code === 'custom' && path[0] === 'text');
  return new AppError(`The article cannot be taken: ${errors.map(({ detail }) => detail).join('; ')}`, {
    code: 'invalid-article',
    status: onlyTheText ? 422 : 400,
    hint: 'An article needs `text`; format, title, url, source, author, publishedAt and tags may come with it.',
    errors,
  });
}
