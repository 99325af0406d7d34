import type { AppError } from '../../errors.ts';
import { hintOf } from '../problem.ts';
import { renderPage } from './render.ts';

/** What is done with an article is asked for below its page. */
const ARTICLE = /^\/articles\/[^/]+(?=\/)/;

/** What a person can do, where the error's own hint is for programs. */
const hints: Readonly<Record<string, string>> = {
  'not-found': 'Check the address, or search for what you expected here.',
  'article-not-found': 'It may be gone, or its address may not be whole. The search finds all that there is.',
  'invalid-query': 'Check what stands after the question mark in the address.',
  'malformed-url': 'Check the address, or search for what you expected here.',
  'tag-not-found': 'It may have another name, or none of the articles may have it.',
};

/** Where to look on. */
const ways: Readonly<Record<string, readonly [href: string, name: string]>> = {
  'tag-not-found': ['/tags', 'See all tags'],
  'tag-retired': ['/tags', 'See all tags'],
  'source-not-found': ['/sources', 'See all sources'],
};

/** A failed request for `path`, told to a person in a browser. */
export function renderErrorPage(error: AppError, path: string): string {
  const { status, message, code } = error;
  const article = ARTICLE.exec(path)?.[0];
  const [href, name] =
    article !== undefined && status !== 404
      ? [article, 'Back to the article']
      : (ways[code] ?? ['/', 'See the latest']);
  return renderPage('error', { title: message }, { status, message, hint: hints[code] ?? hintOf(error), href, name });
}
