/** What Upshot needs of a feed, whatever its format. */
export interface Feed {
  readonly title: string | null;
  /** In the order of the feed. */
  readonly items: readonly FeedItem[];
}

export interface FeedItem {
  /** As the feed names it, else its address, else made of what it says: the same whenever the feed is read. */
  readonly id: string;
  /** Canonical, see article/canonical-url.ts. */
  readonly url: string | null;
  readonly title: string | null;
  readonly author: string | null;
  /** ISO 8601 in UTC. */
  readonly publishedAt: string | null;
  /** What the feed calls the content of the item. */
  readonly content: FeedText | null;
  /** What it calls its summary or description, which some feeds put the whole article in. */
  readonly summary: FeedText | null;
}

export interface FeedText {
  readonly format: 'html' | 'text';
  readonly text: string;
}

/** Media types under which feeds are served; servers that know no better use plain ones, and some their own. */
export const feedMediaTypes = [
  'application/atom+xml',
  'application/rss+xml',
  'application/rdf+xml',
  'application/feed+json',
  'application/xml',
  'text/xml',
  'application/json',
  'text/plain',
  'application/octet-stream',
  'application/x-rss+xml',
  'application/rss',
  'text/rss+xml',
  'text/rss',
  'text/json',
] as const;

/** The same of outlines, which are served as anything that feeds are. */
export const outlineMediaTypes = ['text/x-opml', 'text/x-opml+xml', 'application/opml+xml', ...feedMediaTypes] as const;
