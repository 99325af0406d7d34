import type { z } from 'zod';
import { describeIssues, refusalOf } from '../describe-issues.ts';
import type { AppError } from '../errors.ts';
import { MAX_ARTICLE_BYTES } from './article.ts';
import { articleTooLarge } from './article-error.ts';
import { type ArticleInput, articleInputSchema } from './article-input.ts';

/**
 * Holds what was sent against the schema of an article.
 *
 * @param whole what all of it is called. Default: the body.
 * @throws {AppError} `invalid-article` with every fault: 400 for a wrong shape, 422 where only the text itself is at
 *   fault; `article-too-large`, 413.
 */
export function checkArticleInput(sent: unknown, whole?: string): ArticleInput {
  const parsed = articleInputSchema.safeParse(sent, { reportInput: true });
  if (parsed.success) return parsed.data;
  if (isTooLarge(sent)) throw articleTooLarge();
  throw invalidArticle(parsed.error.issues, whole);
}

function isTooLarge(sent: unknown): boolean {
  const text = typeof sent === 'object' && sent !== null && 'text' in sent ? sent.text : undefined;
  return typeof text === 'string' && Buffer.byteLength(text) > MAX_ARTICLE_BYTES;
}

/** The refusal of what does not fit the schema: 400, or 422 where only the text itself is at fault. */
export function invalidArticle(issues: readonly z.core.$ZodIssue[], whole?: string): AppError {
  const onlyTheText = issues.every(({ code, path }) => code === 'custom' && path[0] === 'text');
  return refusalOf('The article cannot be taken', describeIssues(issues, whole), {
    code: 'invalid-article',
    status: onlyTheText ? 422 : 400,
    hint: 'An article needs `text`, or `url` to be fetched from; format, title, url, source, author, publishedAt and tags may come with it.',
  });
}
