import { type ArticleFormat, MAX_ARTICLE_BYTES } from '../article/article.ts';
import type { ArticleInput } from '../article/article-input.ts';
import type { ArticleAddress, ArticleRequest } from '../article/article-request.ts';
import { canonicalUrl } from '../article/canonical-url.ts';
import { checkArticleInput } from '../article/check-article-input.ts';
import { asAppError } from '../errors.ts';
import { canonicalAddress } from './canonical-link.ts';
import { lightenPage } from './lighten-page.ts';
import type { FetchedPage, FetchOptions, PageFetcher } from './page-fetcher.ts';

const formats: Readonly<Record<string, ArticleFormat>> = {
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'text/markdown': 'markdown',
  'text/x-markdown': 'markdown',
};

/** What an article may be served as. */
const articleTypes: readonly string[] = [...Object.keys(formats), 'text/plain'];

export interface FetchArticleOptions extends Pick<FetchOptions, 'signal' | 'byHand' | 'patienceMs'> {
  readonly fetcher: PageFetcher;
}

/**
 * The article that a request is about, fetched where it has only the address of one.
 *
 * @throws {AppError} as fetchArticle.
 */
export async function articleOf(request: ArticleRequest, options: FetchArticleOptions): Promise<ArticleInput> {
  return 'input' in request ? request.input : orInstead(request, fetchArticle(request.url, request.given, options));
}

/** What comes of fetching an article; where that fails for good what is there instead of it, if anything is. */
export async function orInstead(
  { url, given, instead }: ArticleAddress,
  fetching: Promise<ArticleInput>,
): Promise<ArticleInput> {
  try {
    return await fetching;
  } catch (error) {
    if (instead === undefined || asAppError(error).retryable) throw error;
    return checkArticleInput({ url, ...given, ...instead });
  }
}

/**
 * Fetches the article at an address: an HTML page, Markdown or plain text. Its `url` is the canonical one of the page, else
 * where the last redirect led. What is `given` wins over what the page says, its own `url` included.
 *
 * @throws {AppError} as PageFetcher; 413 `article-too-large` for more than 1 MB that is not scripts and the like.
 */
export async function fetchArticle(
  url: string,
  given: Omit<ArticleInput, 'text'>,
  { fetcher, ...options }: FetchArticleOptions,
): Promise<ArticleInput> {
  const page = await fetcher.fetch(url, { ...options, types: articleTypes });
  if (page.outcome === 'not-modified') throw new TypeError('an answer of 304 to an unconditional request');
  return articleOfPage(page, given);
}

/**
 * The article on a page that has been fetched, with what is `given` of it.
 *
 * @throws {AppError} as fetchArticle.
 */
export function articleOfPage(
  page: Pick<Extract<FetchedPage, { outcome: 'fetched' }>, 'url' | 'type' | 'text'>,
  given: Omit<ArticleInput, 'text'>,
): ArticleInput {
  const format = formats[page.type] ?? (isMarkdownFile(page.url) ? 'markdown' : undefined);
  const url = format === 'html' ? canonicalAddress(page.text, page.url) : canonicalUrl(page.url);
  const isHeavy = format === 'html' && Buffer.byteLength(page.text) > MAX_ARTICLE_BYTES;
  return checkArticleInput({
    text: isHeavy ? lightenPage(page.text) : page.text,
    ...(format !== undefined && { format }),
    ...(url !== null && { url }),
    ...given,
  });
}

/** Sites that serve files as they are send Markdown as plain text. */
function isMarkdownFile(url: string): boolean {
  return /\.(?:md|markdown|mdx)$/i.test(new URL(url).pathname);
}
