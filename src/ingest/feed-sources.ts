import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AppError, asAppError } from '../errors.ts';
import { feedMediaTypes } from '../feeds/feed.ts';
import { type FeedReference, parseOutline } from '../feeds/parse-outline.ts';
import type { PageFetcher } from '../fetching/page-fetcher.ts';

export interface FeedSourcesDeps {
  readonly cwd: string;
  readonly fetcher: PageFetcher;
  /** Reads a whole file, or stdin for `-`, as text. */
  readonly readText: (file: string) => Promise<string>;
  readonly signal: AbortSignal;
}

/** What was named but leads to no feed. */
export interface BadSource {
  readonly place: string;
  readonly error: AppError;
}

const OUTLINE_TYPES = ['text/x-opml', 'text/x-opml+xml', 'application/opml+xml', ...feedMediaTypes];

/**
 * The feeds behind what a person names, each once, in their order: the address of a feed, of a page that links to one, or
 * of an outline (`.opml`); a file with an outline, a feed, or an address a line (`#` begins a remark).
 */
export async function feedSources(
  sources: readonly string[],
  deps: FeedSourcesDeps,
): Promise<{ feeds: FeedReference[]; bad: BadSource[] }> {
  const feeds = new Map<string, FeedReference>();
  const bad: BadSource[] = [];
  for (const source of sources) {
    try {
      for (const reference of await feedsOf(source, deps)) {
        const url = reference.url === localFeed(source, deps.cwd) ? reference.url : addressOf(reference.url);
        if (url === null) bad.push({ place: `${source}: ${reference.url}`, error: notAnAddress() });
        else if (!feeds.has(url)) feeds.set(url, { ...reference, url });
      }
    } catch (error) {
      if (deps.signal.aborted) throw error;
      bad.push({ place: source, error: asAppError(error) });
    }
  }
  return { feeds: [...feeds.values()], bad };
}

/** `feed:` is what browsers make of links to feeds. */
export function isAddress(source: string): boolean {
  return /^(?:https?:\/\/|feed:)/i.test(source);
}

async function feedsOf(source: string, deps: FeedSourcesDeps): Promise<FeedReference[]> {
  const { fetcher, signal, readText, cwd } = deps;
  if (isAddress(source)) {
    if (!/\.opml$/i.test(URL.parse(source)?.pathname ?? '')) return [reference(source)];
    const page = await fetcher.fetch(addressOf(source) ?? source, { signal, types: OUTLINE_TYPES, byHand: true });
    return page.outcome === 'fetched' ? parseOutline(page.text) : [];
  }
  const text = await readText(source);
  if (/<opml[\s>]/i.test(text.slice(0, 5000))) return parseOutline(text);
  if (/^\uFEFF?\s*[<{]/.test(text)) return [reference(localFeed(source, cwd))];
  return addressesIn(text);
}

/** A feed that lies in a file has an address as well; outlines and lists cannot name any other file. */
function localFeed(file: string, cwd: string): string {
  return pathToFileURL(resolve(cwd, file)).href;
}

function addressesIn(text: string): FeedReference[] {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/^\uFEFF/, '').trim());
  const addresses = lines.filter((line) => line !== '' && !line.startsWith('#'));
  if (!addresses.some(isAddress)) throw noFeeds();
  return addresses.map(reference);
}

function reference(url: string): FeedReference {
  return { url, title: null, categories: [] };
}

/** One spelling for the address of a feed, under which its state is kept; null for what is none. */
function addressOf(address: string): string | null {
  const url = URL.parse(address.replace(/^feed:(?:\/\/)?(?=https?:)/i, '').replace(/^feed:/i, 'https:'));
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  url.hash = '';
  return url.href;
}

function notAnAddress(): AppError {
  return new AppError('This is no http or https address', {
    code: 'bad-address',
    status: 400,
    hint: 'Write one address a line, for example https://example.com/feed.xml, or export an OPML outline.',
  });
}

function noFeeds(): AppError {
  return new AppError('There is no feed in it', {
    code: 'no-feeds',
    status: 400,
    hint: 'Give an OPML outline, or a file with one address a line.',
  });
}
