import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AppError, asAppError } from '../errors.ts';
import { outlineMediaTypes } from '../feeds/feed.ts';
import { type FeedDocument, isOutline } from '../feeds/feed-document.ts';
import { type FeedReference, notAnOutline } from '../feeds/parse-outline.ts';
import type { PageFetcher } from '../fetching/page-fetcher.ts';
import { feedAddress, isAddress, notAnAddress } from './feed-address.ts';

export interface FeedSourcesDeps {
  readonly cwd: string;
  readonly fetcher: PageFetcher;
  /** Reads a whole file, or stdin for `-`, as text. */
  readonly readText: (file: string) => Promise<string>;
  /** Reads an outline found at an address: CPU work over untrusted text. */
  readonly parse: (text: string, address: string) => Promise<FeedDocument>;
  readonly signal: AbortSignal;
}

/** What was named but leads to no feed. */
export interface BadSource {
  readonly place: string;
  readonly error: AppError;
}

export interface FeedSources {
  readonly feeds: readonly FeedReference[];
  readonly bad: readonly BadSource[];
}

/**
 * The feeds behind what a person names, each once, in their order: the address of a feed, of a page that links to one, or
 * of an outline; a file with an outline, a feed, or an address a line (`#` begins a remark).
 */
export async function feedSources(sources: readonly string[], deps: FeedSourcesDeps): Promise<FeedSources> {
  const feeds = new Map<string, FeedReference>();
  const bad: BadSource[] = [];
  for (const source of sources) {
    try {
      for (const reference of await feedsOf(source, deps)) {
        const url = reference.url === localFeed(source, deps.cwd) ? reference.url : feedAddress(reference.url);
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

async function feedsOf(source: string, deps: FeedSourcesDeps): Promise<readonly FeedReference[]> {
  const { fetcher, signal, readText, parse, cwd } = deps;
  if (isAddress(source)) {
    // Any other that turns out to be an outline is read as one when its turn comes.
    if (!/\.opml$/i.test(URL.parse(source)?.pathname ?? '')) return [reference(source)];
    const page = await fetcher.fetch(feedAddress(source) ?? source, { signal, types: outlineMediaTypes, byHand: true });
    return page.outcome === 'fetched' ? outlineIn(await parse(page.text, page.url)) : [];
  }
  const text = await readText(source);
  if (isOutline(text)) return outlineIn(await parse(text, localFeed(source, cwd)));
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

function outlineIn(document: FeedDocument): readonly FeedReference[] {
  if ('outline' in document) return document.outline;
  throw notAnOutline();
}

function noFeeds(): AppError {
  return new AppError('There is no feed in it', {
    code: 'no-feeds',
    status: 400,
    hint: 'Give an OPML outline, or a file with one address a line.',
  });
}
