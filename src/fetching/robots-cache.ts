import type { Clock } from '../clock.ts';
import type { AppError } from '../errors.ts';
import { fetchError, fetchErrorOf } from './fetch-error.ts';
import type { Answer, HttpGet } from './http-get.ts';
import { readBody } from './read-body.ts';
import { allowAll, parseRobots, type RobotsRules } from './robots-rules.ts';
import { nextAddress } from './web-address.ts';

export interface RobotsCache {
  /**
   * What robots.txt of an address's host says to Upshot. To be asked in that host's turn. None (4xx): everything is allowed.
   *
   * @throws {AppError} `fetch-failed` or `fetch-timeout` when it cannot be had: then nothing is (RFC 9309, section 2.3.1.4).
   */
  rulesFor(url: URL, signal: AbortSignal): Promise<RobotsRules>;
}

export interface RobotsCacheDeps {
  readonly clock: Pick<Clock, 'steady'>;
  readonly get: HttpGet;
  /** For one robots.txt, in milliseconds. */
  readonly timeoutMs: number;
  /** Most redirects that are followed; after more of them there is no robots.txt. */
  readonly redirects: number;
}

/** The product token by which a robots.txt names this crawler. */
const AGENT = 'Upshot';
/** RFC 9309, section 2.4. */
const MAX_AGE_MS = 24 * 60 * 60 * 1000;
/** How soon one is asked for again that could not be had. */
const RETRY_MS = 60 * 1000;
/** As much as RFC 9309 has every crawler read, in bytes. */
const MAX_BYTES = 500 * 1024;
const MAX_HOSTS = 1000;

interface Kept {
  /** The last that could be had. */
  readonly rules: RobotsRules | null;
  /** By the steady clock. */
  readonly until: number;
  readonly trouble: AppError | null;
}

/** Keeps what each host's robots.txt says for a day; of one that cannot be had any more, what it said last. */
export function createRobotsCache({ clock, get, timeoutMs, redirects }: RobotsCacheDeps): RobotsCache {
  const kept = new Map<string, Kept>();

  async function load(origin: URL, signal: AbortSignal): Promise<RobotsRules> {
    let url = new URL('/robots.txt', origin);
    for (let followed = 0; followed <= redirects; followed += 1) {
      using answer = await get(url, { signal, types: ['text/plain'], timeoutMs });
      const next = nextAddress(answer, url);
      if (next === null) return await rulesIn(answer, url.host);
      url = next;
    }
    return allowAll;
  }

  async function renew(origin: URL, old: RobotsRules | null, signal: AbortSignal): Promise<Kept> {
    try {
      return { rules: await load(origin, signal), until: clock.steady() + MAX_AGE_MS, trouble: null };
    } catch (thrown) {
      if (signal.aborted) throw signal.reason;
      const error = fetchErrorOf(thrown, origin.host);
      if (error.code === 'fetch-forbidden') throw error; // so is the page
      return { rules: old, until: clock.steady() + RETRY_MS, trouble: error };
    }
  }

  return {
    async rulesFor(url, signal) {
      const { origin } = url;
      let known = kept.get(origin);
      if (known === undefined || known.until <= clock.steady()) {
        known = await renew(new URL(origin), known?.rules ?? null, signal);
        kept.delete(origin);
        kept.set(origin, known);
        const [oldest] = kept.keys();
        if (kept.size > MAX_HOSTS && oldest !== undefined) kept.delete(oldest);
      }
      if (known.rules === null) throw known.trouble;
      return known.rules;
    },
  };
}

async function rulesIn(answer: Answer, host: string): Promise<RobotsRules> {
  if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) return allowAll;
  if (answer.status !== 200) throw leftAlone(host, answer);
  const encoding = answer.header('content-encoding');
  const bytes = await readBody(answer.body, { host, encoding, limit: MAX_BYTES, longer: 'cut' });
  return parseRobots(new TextDecoder().decode(bytes), AGENT);
}

function leftAlone(host: string, { status, retryAfterMs = RETRY_MS }: Answer): AppError {
  return fetchError('fetch-failed', `${host} is left alone: it answers with status ${status} to robots.txt`, {
    ...{ retryable: true, retryAfterMs },
    hint: 'Try again later, or send the text itself.',
  });
}
