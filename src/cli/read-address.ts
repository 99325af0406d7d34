import type { ReadAddress } from '../backlog/backlog-item.ts';
import type { Upshot } from '../compose.ts';
import { AppError } from '../errors.ts';
import { fetchArticle } from '../fetching/fetch-article.ts';
import { NOT_FETCHED } from './work.ts';

/** Fetches articles through the guarded way out, as somebody who reads many of them: hosts are asked what they allow. */
export function readAddressWith({ fetcher }: Pick<Upshot, 'fetcher'>): ReadAddress {
  return (url, given, signal) => fetchArticle(url, given, { fetcher, signal });
}

/** What stands in its place where nothing is to be fetched. */
export const leaveUnread: ReadAddress = () =>
  Promise.reject(new AppError('The address was not fetched', { code: NOT_FETCHED, status: 502, retryable: true }));
