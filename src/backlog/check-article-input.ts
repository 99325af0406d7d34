import { type ArticleInput, articleInputSchema } from '../article/article-input.ts';
import { AppError } from '../errors.ts';

/**
 * Holds what a file, a line or an option says against the schema of an article.
 *
 * @throws {AppError} 422 `invalid-article`, naming all that is wrong.
 */
export function checkArticleInput(value: unknown): ArticleInput {
  const parsed = articleInputSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({
    detail: namesItself(message, path) ? message : `${path.join('.')}: ${message}`,
    pointer: path.map((part) => `/${String(part)}`).join(''),
  }));
  throw new AppError(errors.map(({ detail }) => detail).join('; '), {
    code: 'invalid-article',
    status: 422,
    hint: 'An article has `text`, and may have format, title, url, source, author, publishedAt and tags.',
    errors,
  });
}

function namesItself(message: string, path: readonly PropertyKey[]): boolean {
  return path.length === 0 || message.startsWith(String(path[0]));
}
