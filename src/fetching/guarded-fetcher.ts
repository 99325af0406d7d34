import type { Clock } from '../clock.ts';
import { fetchError, fetchErrorOf } from './fetch-error.ts';
import { createGuardedAgent, type Resolve } from './guarded-agent.ts';
import { createHostTurns } from './host-turns.ts';
import { type Answer, createHttpGet } from './http-get.ts';
import type { FetchedPage, FetchOptions, PageFetcher } from './page-fetcher.ts';
import { isMetadataAddress, isPublicAddress } from './public-address.ts';
import { readPage } from './read-page.ts';
import { createRobotsCache } from './robots-cache.ts';
import { nextAddress, webAddress } from './web-address.ts';

export interface GuardedFetcherOptions {
  readonly clock: Clock;
  /** Of Upshot. */
  readonly version: string;
  /** Where whoever runs this can be found; told to the hosts. */
  readonly publicUrl?: string | undefined;
  /** Lets addresses of private networks and of this machine be fetched; those of cloud metadata never are. Default false. */
  readonly allowPrivate?: boolean;
  /** Default: the resolver of the system. */
  readonly resolve?: Resolve;
  readonly limits?: Partial<FetchLimits>;
}

export interface FetchLimits {
  /** For one page with all redirects, without the time in line, in milliseconds. Default 20,000. */
  readonly totalMs: number;
  /** Until an answer begins, and between two pieces of it. Default 10,000. */
  readonly silenceMs: number;
  /** Default 5. */
  readonly redirects: number;
  /** Of a page, unpacked. Default 5 MB. */
  readonly bytes: number;
}

const defaultLimits: FetchLimits = { totalMs: 20_000, silenceMs: 10_000, redirects: 5, bytes: 5 * 1024 * 1024 };

/** Longest `Crawl-delay` that is kept, in milliseconds. */
const MAX_PACE_MS = 10_000;
/** Longest time for which a host is left alone because it says so. */
const MAX_REST_MS = 24 * 60 * 60 * 1000;
/** The same after a 429 that names none. */
const REST_AFTER_429_MS = 30_000;

/**
 * The port on undici. Connects to public addresses alone, whatever a name resolves to and wherever redirects lead
 * (guarded-agent.ts); asks a host for one thing at a time, what its robots.txt allows to crawlers, and nothing until a
 * `Retry-After` has passed. Sends no cookies and no credentials, runs no scripts. An error says the same of all addresses
 * that are not public, and is decided before anything is connected to.
 */
export function createGuardedFetcher(options: GuardedFetcherOptions): PageFetcher & AsyncDisposable {
  const { clock, version, publicUrl, allowPrivate = false, resolve } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const agent = createGuardedAgent({
    isAllowed: allowPrivate ? (address) => !isMetadataAddress(address) : isPublicAddress,
    discreet: !allowPrivate,
    resolve,
    connectTimeoutMs: limits.silenceMs,
  });
  const get = createHttpGet({
    agent,
    userAgent: `Upshot/${version}${publicUrl === undefined ? '' : ` (+${publicUrl})`}`,
    silenceMs: limits.silenceMs,
    now: clock.now,
  });
  const turns = createHostTurns(clock);
  const robots = createRobotsCache({ clock, get, timeoutMs: limits.silenceMs, redirects: limits.redirects });

  async function fetch(address: string, options: FetchOptions): Promise<FetchedPage> {
    const place: Place = { url: webAddress(address), permanentUrl: webAddress(address), redirects: 0, spentMs: 0 };
    for (let at = place; ; ) {
      const led = await inTurn(at, options);
      if ('outcome' in led) return led;
      at = led;
    }
  }

  /** Asks for the page where one has got to; what becomes of it is the page, or where it leads. */
  async function inTurn(place: Place, options: FetchOptions): Promise<FetchedPage | Place> {
    const { url, permanentUrl, redirects, spentMs } = place;
    const { signal, byHand = false, patienceMs } = options;
    using turn = await turns.take(url.host, { signal, first: byHand, patienceMs });
    const startedAt = clock.steady();
    try {
      if (!byHand) turn.pace(await paceOf(url, signal));
      using answer = await get(url, { ...options, timeoutMs: limits.totalMs - spentMs });
      turn.rest(restOf(answer));
      const next = nextAddress(answer, url);
      if (next === null) return await readPage(answer, { ...options, url, permanentUrl, limit: limits.bytes });
      if (redirects === limits.redirects) throw endless(url.host);
      const isForGood = permanentUrl.href === url.href && [301, 308].includes(answer.status);
      return {
        url: next,
        permanentUrl: isForGood ? next : permanentUrl,
        redirects: redirects + 1,
        spentMs: spentMs + clock.steady() - startedAt,
      };
    } catch (error) {
      throw signal.aborted ? signal.reason : fetchErrorOf(error, url.host);
    }
  }

  /** How long to leave between this request and the next, when robots.txt allows it at all. */
  async function paceOf(url: URL, signal: AbortSignal): Promise<number> {
    const rules = await robots.rulesFor(url, signal);
    if (rules.allows(`${url.pathname}${url.search}`)) return Math.min(rules.crawlDelayMs, MAX_PACE_MS);
    throw fetchError('fetch-forbidden', `${url.host} does not want this page to be fetched by programs (robots.txt)`, {
      hint: 'Open it yourself and send its text.',
    });
  }

  return { fetch, [Symbol.asyncDispose]: () => agent.destroy() };
}

/** How far a fetch has got. */
interface Place {
  readonly url: URL;
  readonly permanentUrl: URL;
  readonly redirects: number;
  readonly spentMs: number;
}

/** How long a host asks to be left alone: after 429 always, after 503 when it says so. */
function restOf({ status, retryAfterMs }: Answer): number {
  const asked = status === 429 || status === 503 ? retryAfterMs : undefined;
  return Math.min(asked ?? (status === 429 ? REST_AFTER_429_MS : 0), MAX_REST_MS);
}

function endless(host: string): Error {
  return fetchError('fetch-failed', `${host} redirects again and again`, {
    hint: 'Open the address in a browser and give the one it ends at.',
  });
}
