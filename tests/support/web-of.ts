import { AppError } from '../../src/errors.ts';
import type { FetchedPage, FetchOptions, PageFetcher } from '../../src/fetching/page-fetcher.ts';

type Fetched = Extract<FetchedPage, { outcome: 'fetched' }>;
type Answer = string | Partial<Fetched> | AppError | ((options: FetchOptions) => FetchedPage);

export interface Web extends PageFetcher {
  /** Every address that was asked for, in order. */
  readonly asked: string[];
  /** What is found from now on; an address without an answer is a 404. */
  set(url: string, answer: Answer): void;
}

/** A web of a few pages, in memory. A page with validators answers to them as a server would. */
export function webOf(pages: Readonly<Record<string, Answer>>): Web {
  const answers = new Map(Object.entries(pages));
  const asked: string[] = [];
  return {
    asked,
    set: (url, answer) => answers.set(url, answer),
    async fetch(url, options) {
      options.signal.throwIfAborted();
      asked.push(url);
      const answer = answers.get(url) ?? new AppError(`${url} answered 404`, { code: 'fetch-failed', status: 502 });
      if (answer instanceof AppError) throw answer;
      if (typeof answer === 'function') return answer(options);
      const page = typeof answer === 'string' ? { text: answer } : answer;
      const { validators = {} } = page;
      if (validators.etag !== undefined && validators.etag === options.validators?.etag) {
        return { outcome: 'not-modified', url, permanentUrl: page.permanentUrl ?? url };
      }
      return { outcome: 'fetched', url, permanentUrl: url, type: 'text/xml', text: '', validators, ...page };
    },
  };
}
