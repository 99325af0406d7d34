import type { Feed } from './feed.ts';
import { feedTooLarge } from './feed-error.ts';
import { parseFeed } from './parse-feed.ts';
import { type FeedReference, parseOutline } from './parse-outline.ts';

/** Largest one that is read, in UTF-16 code units: parsing takes about 0.1 s a megabyte. */
export const MAX_FEED_LENGTH = 10 * 1024 * 1024;

/** What stands where a feed is looked for: a feed, or an outline that names some. */
export type FeedDocument = { readonly feed: Feed } | { readonly outline: readonly FeedReference[] };

/**
 * Reads an Atom, RSS, RDF or JSON feed, or an OPML outline.
 *
 * @param address where it was found: relative addresses in a feed are resolved against it.
 * @throws {AppError} `not-a-feed`, `not-an-outline` or `feed-too-large`.
 */
export function parseFeedDocument(text: string, address: string): FeedDocument {
  if (text.length > MAX_FEED_LENGTH) throw feedTooLarge(MAX_FEED_LENGTH);
  return isOutline(text) ? { outline: parseOutline(text) } : { feed: parseFeed(text, address) };
}

/** Whether a text says of itself, by its first element, that it is an OPML outline: feeds may speak of them. */
export function isOutline(text: string): boolean {
  const [first] = /<[a-z][^\s>]*/i.exec(text.slice(0, 5000).replace(/<!--.*?-->/gs, '')) ?? [];
  return first?.toLowerCase() === '<opml' && /^\uFEFF?\s*</.test(text);
}
