import { AppError } from '../errors.ts';

/** The ways in which a text cannot become an article. */
export type ArticleErrorCode =
  | 'article-too-short'
  | 'article-too-complex'
  | 'bad-front-matter'
  | 'not-an-article'
  | 'nothing-to-extract';

/** An error about the text itself, 422. Sending it again unchanged never helps. */
export function articleError(code: ArticleErrorCode, message: string, hint: string, cause?: unknown): AppError {
  return new AppError(message, { code, status: 422, hint, cause });
}

/** What answers an article past the limit, wherever that is noticed: 413. */
export function articleTooLarge(cause?: unknown): AppError {
  return new AppError('The article is larger than 1 MB', {
    code: 'article-too-large',
    status: 413,
    hint: 'Send its text alone, without embedded images or data, or split it.',
    cause,
  });
}

/** The refusal of what takes too long to work on, or would: `why` says what of it does. */
export function tooComplex(why: string, cause?: unknown): AppError {
  const hint = 'Send the article alone, without generated or machine-made parts, or split it.';
  return articleError('article-too-complex', `The article is too complex: ${why}`, hint, cause);
}

/** The same where it shows before any work: how many there are of what, in the plural, and how many are allowed. */
export function tooMany(what: string, count: number, most: number): AppError {
  const [found, allowed] = [count, most].map((number) => number.toLocaleString('en'));
  return tooComplex(`it has ${found} ${what}, and at most ${allowed} are allowed`);
}
