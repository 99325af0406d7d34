import type { AppError } from '../../errors.ts';
import { hintOf } from '../problem.ts';
import { renderPage } from './render.ts';

/** What is done with an article is asked for below its page. */
const ARTICLE = /^\/articles\/[^/]+(?=\/)/;

/** A failed request for `path`, told to a person in a browser. */
export function renderErrorPage(error: AppError, path: string): string {
  const { status, message } = error;
  const article = status === 404 ? null : (ARTICLE.exec(path)?.[0] ?? null);
  return renderPage('error', { title: message }, { status, message, hint: hintOf(error), article });
}
