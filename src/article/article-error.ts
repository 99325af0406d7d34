import { AppError } from '../errors.ts';

/** The ways in which a text cannot become an article. */
export type ArticleErrorCode =
  | 'article-too-large'
  | 'article-too-short'
  | 'article-too-complex'
  | 'bad-front-matter'
  | 'not-an-article';

/** An error about the text itself: 413 when it is too large, else 422. Sending it again unchanged never helps. */
export function articleError(code: ArticleErrorCode, message: string, hint: string, cause?: unknown): AppError {
  return new AppError(message, { code, status: code === 'article-too-large' ? 413 : 422, hint, cause });
}

/** The refusal of what would take the parsers too long: says what there is too much of, and how much is allowed. */
export function tooComplex(what: string, limit: number): AppError {
  return articleError(
    'article-too-complex',
    `The article is too complex to parse: ${what}, and at most ${limit.toLocaleString('en')} are allowed`,
    'Send the article alone, without generated or machine-made parts, or split it.',
  );
}
