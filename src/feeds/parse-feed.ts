import { createHash } from 'node:crypto';
import { parseFeed as parseAnyFeed } from 'feedsmith';
import { toUtc } from '../article/article-metadata.ts';
import { canonicalUrl } from '../article/canonical-url.ts';
import { cleanLine } from '../article/clean-text.ts';
import { AppError } from '../errors.ts';
import type { Feed, FeedItem, FeedText } from './feed.ts';
import { notAFeed } from './feed-error.ts';

/** So many items are read, from the top of the feed, where the new ones stand. */
const MOST_ITEMS = 1000;

/** Keeps titles that are markup from being shown as such. */
const TAG = /<\/?[a-z][^<>]{0,500}>/gi;
const LONGEST_LINE = 500;
const LONGEST_NAME = 200;

type Parsed = ReturnType<typeof parseAnyFeed>;
type FeedOf<Format> = Extract<Parsed, { format: Format }>['feed'];

/**
 * Reads an Atom, RSS, RDF or JSON feed.
 *
 * @param address where it was found: relative addresses are resolved against it.
 * @throws {AppError} `not-a-feed`.
 */
export function parseFeed(text: string, address: string): Feed {
  const parsed = parseOrRefuse(text);
  const { title, home, items } = rawFeed(parsed);
  const base = URL.parse(home ?? '', address)?.href ?? address;
  return { title: shortLine(title, LONGEST_NAME), items: items.map((item) => feedItem(item, base)) };
}

function parseOrRefuse(text: string): Parsed {
  try {
    return parseAnyFeed(text, { maxItems: MOST_ITEMS });
  } catch (error) {
    throw error instanceof AppError ? error : notAFeed(error);
  }
}

/** A feed and its items as the formats have them, under one set of names. */
interface RawFeed {
  readonly title: string | undefined;
  /** What relative addresses are relative to. */
  readonly home: string | undefined;
  readonly items: readonly RawItem[];
}

interface RawItem {
  readonly id: string | undefined;
  readonly url: string | undefined;
  readonly title: string | undefined;
  readonly author: string | undefined;
  /** Dates are text where the parser is left to its defaults. */
  readonly date: unknown;
  readonly content: FeedText | null;
  readonly summary: FeedText | null;
}

function rawFeed(parsed: Parsed): RawFeed {
  switch (parsed.format) {
    case 'atom':
      return ofAtom(parsed.feed);
    case 'rss':
      return ofRss(parsed.feed);
    case 'rdf':
      return ofRdf(parsed.feed);
    case 'json':
      return ofJson(parsed.feed);
  }
}

function ofAtom(feed: FeedOf<'atom'>): RawFeed {
  return {
    title: feed.title?.value,
    home: feed.xml?.base ?? alternate(feed.links),
    items: (feed.entries ?? []).map((entry) => ({
      id: entry.id,
      url: alternate(entry.links),
      title: entry.title?.value,
      author: entry.authors?.[0]?.name ?? feed.authors?.[0]?.name,
      date: entry.published ?? entry.updated,
      content: atomText(entry.content),
      summary: atomText(entry.summary),
    })),
  };
}

interface AtomLink {
  readonly href?: string | undefined;
  readonly rel?: string | undefined;
  readonly type?: string | undefined;
}

/** RFC 4287, section 4.2.7.2: without `rel` a link is an alternate. */
function alternate(links: readonly AtomLink[] = []): string | undefined {
  const pages = links.filter(({ rel = 'alternate' }) => rel === 'alternate');
  return (pages.find(({ type = 'text/html' }) => type === 'text/html') ?? pages[0])?.href;
}

interface AtomText {
  readonly value?: string | undefined;
  readonly type?: string | undefined;
}

/** RFC 4287, section 4.1.3.3: what is neither text nor markup (a picture, a document) is no article. */
function atomText({ value, type = 'text' }: AtomText = {}): FeedText | null {
  if (/^(?:x?html|text\/html|application\/xhtml\+xml)$/i.test(type)) return feedText(value);
  return /^text(?:\/|$)/i.test(type) ? feedText(value, 'text') : null;
}

function ofRss(feed: FeedOf<'rss'>): RawFeed {
  return {
    title: feed.title,
    home: feed.link,
    items: (feed.items ?? []).map((item) => ({
      id: item.guid?.value,
      url: item.link ?? permaLink(item.guid),
      title: item.title,
      author: item.dc?.creators?.[0] ?? item.authors?.[0]?.name,
      date: item.pubDate ?? item.dc?.dates?.[0],
      content: feedText(item.content?.encoded),
      summary: feedText(item.description),
    })),
  };
}

/** RSS 2.0: a guid is an address unless it says that it is none. */
function permaLink(guid: { value?: string | undefined; isPermaLink?: boolean | undefined } = {}): string | undefined {
  return guid.isPermaLink !== false && /^https?:/i.test(guid.value ?? '') ? guid.value : undefined;
}

function ofRdf(feed: FeedOf<'rdf'>): RawFeed {
  return {
    title: feed.title,
    home: feed.link,
    items: (feed.items ?? []).map((item) => ({
      id: item.link,
      url: item.link,
      title: item.title,
      author: item.dc?.creators?.[0],
      date: item.dc?.dates?.[0],
      content: feedText(item.content?.encoded),
      summary: feedText(item.description),
    })),
  };
}

function ofJson(feed: FeedOf<'json'>): RawFeed {
  return {
    title: feed.title,
    home: feed.home_page_url,
    items: (feed.items ?? []).map((item) => ({
      id: item.id,
      url: item.url ?? item.external_url,
      title: item.title,
      author: item.authors?.[0]?.name ?? feed.authors?.[0]?.name,
      date: item.date_published ?? item.date_modified,
      content: feedText(item.content_html) ?? feedText(item.content_text, 'text'),
      summary: feedText(item.summary, 'text'),
    })),
  };
}

function feedText(text: string | undefined, format: FeedText['format'] = 'html'): FeedText | null {
  return text === undefined || text.trim() === '' ? null : { format, text };
}

function feedItem(item: RawItem, base: string): FeedItem {
  const url = item.url === undefined ? null : canonicalUrl(item.url, base);
  return {
    id: item.id ?? url ?? digest(item),
    url: url !== null && url.length <= 2048 ? url : null,
    title: shortLine(item.title?.replace(TAG, ''), LONGEST_LINE),
    author: shortLine(item.author, LONGEST_NAME),
    publishedAt: typeof item.date === 'string' ? toUtc(withCentury(item.date)) : null,
    content: item.content,
    summary: item.summary,
  };
}

/** RSS dates are those of RFC 822, whose years may have two digits; which century is meant says RFC 5322, section 4.3. */
function withCentury(date: string): string {
  const [, day, year] = /^(\s*(?:[a-z]{3},\s*)?\d{1,2}\s+[a-z]{3}\s+)(\d\d)\s/i.exec(date) ?? [];
  if (day === undefined || year === undefined) return date;
  return `${day}${Number(year) < 50 ? 20 : 19}${date.slice(day.length)}`;
}

function digest({ title, content, summary }: RawItem): string {
  return createHash('sha256')
    .update(JSON.stringify([title, content?.text, summary?.text]))
    .digest('hex');
}

function shortLine(text: string | undefined, longest: number): string | null {
  const line = cleanLine((text ?? '').slice(0, 10 * longest));
  if (line === '') return null;
  return line.length <= longest ? line : `${line.slice(0, longest - 1).toWellFormed()}…`;
}
