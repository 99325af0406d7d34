/**
 * The port to the web outside: fetches articles, feeds and outlines that somebody names by address. Whoever implements it
 * keeps Upshot from being used against the network it stands in, see guarded-fetcher.ts.
 */
export interface PageFetcher {
  /**
   * Fetches one address with GET, redirects included, when the host's turn has come: it is asked for one page at a time.
   *
   * @throws {AppError} `fetch-forbidden` (422) for an address that may not be fetched: not http(s), private, disallowed by
   *   the host's robots.txt; `fetch-failed` (502) when there is no usable answer, with the status in the message and, where
   *   it may pass, `retryable` and `retryAfterMs`; `fetch-gone` (502) for a 410; `fetch-too-large` (422), `fetch-wrong-type`
   *   (415), `fetch-timeout` (504). Rejects with the signal's reason when it is aborted.
   */
  fetch(url: string, options: FetchOptions): Promise<FetchedPage>;
}

export interface FetchOptions {
  readonly signal: AbortSignal;
  /** Media types that will do, such as `text/html`; an answer of another type is refused before its body is read. */
  readonly types: readonly string[];
  /** What an earlier answer said of itself: the server may then answer `notModified`. */
  readonly validators?: Validators | undefined;
  /**
   * Whether a person has named this one address and waits for it: then it goes before what else waits for the host, and
   * robots.txt, which is meant for crawlers (RFC 9309), is not asked. Default false.
   */
  readonly byHand?: boolean | undefined;
  /** How long to wait for the host's turn, in milliseconds; then `busy` (503). Default: without end. */
  readonly patienceMs?: number | undefined;
}

/** RFC 9110, section 8.8; kept and sent back byte for byte. */
export interface Validators {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

export type FetchedPage =
  | {
      readonly outcome: 'fetched';
      /** Where the last redirect led. */
      readonly url: string;
      /** The address to ask for from now on: where permanent redirects (301, 308) alone have led. */
      readonly permanentUrl: string;
      /** Media type without parameters, lower case; empty when the host names none. */
      readonly type: string;
      /** The body, decoded from its charset. */
      readonly text: string;
      readonly validators: Validators;
    }
  | { readonly outcome: 'not-modified'; readonly url: string; readonly permanentUrl: string };
