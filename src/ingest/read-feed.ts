import type { Clock } from '../clock.ts';
import { AppError, asAppError } from '../errors.ts';
import { type Feed, feedMediaTypes, outlineMediaTypes } from '../feeds/feed.ts';
import type { FeedDocument } from '../feeds/feed-document.ts';
import { notAFeed } from '../feeds/feed-error.ts';
import { feedLinks } from '../feeds/feed-links.ts';
import type { FeedReference } from '../feeds/parse-outline.ts';
import { HostRestsError } from '../fetching/fetch-error.ts';
import type { FetchedPage, PageFetcher, Validators } from '../fetching/page-fetcher.ts';
import type { FeedState, FeedStates } from './feed-states.ts';
import { unfetchedFeed } from './unfetched-feed.ts';

export interface ReadFeedDeps {
  readonly fetcher: PageFetcher;
  readonly states: FeedStates;
  /** Reads a feed, or an outline, found at an address: CPU work over untrusted text. */
  readonly parse: (text: string, address: string) => Promise<FeedDocument>;
  readonly clock: Clock;
}

export interface ReadFeedOptions {
  readonly signal: AbortSignal;
  /** Reads it also while it should be left alone, and though it has not changed. */
  readonly force: boolean;
}

/** What a feed had to say; null: nothing new. `validators` are for the next reading, once all its items are known. */
export interface FeedReading {
  readonly feed: Feed;
  readonly validators: Validators;
}

/** It was no feed but an outline of some, which is read anew each time. */
export interface OutlineReading {
  readonly outline: readonly FeedReference[];
}

type Fetched = Extract<FetchedPage, { outcome: 'fetched' }>;

/** After the first failure a feed is left alone for so long, in milliseconds, then for twice as long each time... */
const FIRST_BACK_OFF_MS = 15 * 60 * 1000;
/** ...up to a day, in milliseconds. */
const LONGEST_BACK_OFF_MS = 24 * 60 * 60 * 1000;

/**
 * Reads a feed, unless it says that it has not changed. One that fails is left alone for a while: for as long as its server
 * asks, and ever longer while it goes on failing. One that is not asked, since its host wants to be left alone, has not failed.
 *
 * @throws {AppError} `feed-resting` (retryable, with the time) while it is left alone, because of a HostRestsError where that
 *   begins with it; `feed-gone` once its server has said so; what is wrong with the feed.
 */
export async function readFeed(
  url: string,
  deps: ReadFeedDeps,
  options: ReadFeedOptions,
): Promise<FeedReading | OutlineReading | null> {
  const { fetcher, states, parse, clock } = deps;
  const { signal, force } = options;
  const known = await states.get(url);
  const state = known ?? newState(url);
  if (!force && state.gone) throw feedGone();
  if (!force && state.notBefore > clock.now()) throw resting(state, clock.now(), { force });

  /** A page in place of a feed may link to one: then that is read, and from then on. */
  async function parseOrFollow(page: Fetched): Promise<(FeedReading & { readonly linked?: string }) | OutlineReading> {
    try {
      const found = await parse(page.text, page.url);
      return 'outline' in found ? found : { feed: found.feed, validators: page.validators };
    } catch (error) {
      const [linked] = feedLinks(page.text, page.url);
      if (linked === undefined || linked === page.url) throw error;
      const found = await fetcher.fetch(linked, { signal, types: feedMediaTypes });
      if (found.outcome !== 'fetched') throw error;
      const document = await parse(found.text, found.url);
      if ('outline' in document) throw notAFeed();
      return { feed: document.feed, validators: found.validators, linked };
    }
  }

  try {
    const validators = force ? {} : state.validators;
    const page = await fetcher.fetch(state.movedTo ?? url, {
      signal,
      types: [...outlineMediaTypes, 'text/html', 'application/xhtml+xml'],
      validators,
    });
    const movedTo = page.permanentUrl === url ? null : page.permanentUrl;
    const well = { ...state, readAt: clock.now(), notBefore: 0, failures: 0, problem: null, gone: false, movedTo };
    if (page.outcome === 'not-modified') {
      await states.save(well);
      return null;
    }
    const found = await parseOrFollow(page);
    if ('outline' in found) {
      if (known) await states.save({ ...well, validators: {} });
      return found;
    }
    const { feed, validators: next, linked } = found;
    await states.save({ ...well, movedTo: linked ?? movedTo, title: feed.title });
    return { feed, validators: next };
  } catch (error) {
    if (signal.aborted) throw error;
    if (error instanceof HostRestsError) {
      const notBefore = Math.max(state.notBefore, clock.now() + (error.retryAfterMs ?? 0));
      const rested = { ...state, notBefore };
      await states.save(rested);
      throw resting(rested, clock.now(), { force, cause: error });
    }
    const told = unfetchedFeed(asAppError(error));
    const { code, message, retryAfterMs = 0 } = told;
    const failures = state.failures + 1;
    const backOffMs = Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** (failures - 1));
    const notBefore = isOfServer(url, code) ? clock.now() + Math.max(backOffMs, retryAfterMs) : 0;
    const failed = { ...state, failures, notBefore, problem: message };
    // Where it had moved to it may be no more: the next reading begins where it always stood.
    if (state.movedTo !== null) await states.save({ ...failed, movedTo: null, validators: {} });
    else await states.save({ ...failed, gone: code === 'fetch-gone' });
    throw told;
  }
}

/** A file, and an address that Upshot itself will not ask, can be tried again as soon as somebody has mended that. */
function isOfServer(url: string, code: string): boolean {
  return !url.startsWith('file:') && code !== 'fetch-forbidden';
}

function newState(url: string): FeedState {
  return {
    ...{ url, title: null, validators: {}, readAt: null, notBefore: 0, failures: 0 },
    ...{ problem: null, movedTo: null, gone: false },
  };
}

function resting(
  { notBefore, failures, problem }: FeedState,
  now: number,
  { force, cause }: { readonly force: boolean; readonly cause?: HostRestsError },
): AppError {
  const until = atMinute(notBefore);
  const times = failures === 1 ? 'failed' : `failed ${failures} times in a row`;
  const message =
    failures === 0
      ? `Its host asked to be left alone, and the feed was not asked. It is left alone until ${until}`
      : `The feed ${times} and is left alone until ${until}: ${problem}`;
  return new AppError(message, {
    code: 'feed-resting',
    status: 503,
    retryable: true,
    retryAfterMs: notBefore - now,
    cause,
    hint: force ? 'Wait until then.' : 'Wait until then, or read it all the same with --force.',
  });
}

/** A time of day as people read it; not before it is it over. */
function atMinute(time: number): string {
  const minute = new Date(Math.ceil(time / 60_000) * 60_000).toISOString();
  return `${minute.slice(0, 16).replace('T', ' ')} UTC`;
}

function feedGone(): AppError {
  return new AppError('The feed is gone for good, as its server has said, and is not asked again', {
    code: 'feed-gone',
    status: 410,
    hint: 'Take it off the list, or read it all the same with --force.',
  });
}
