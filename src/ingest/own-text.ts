import type { FeedItem, FeedText } from '../feeds/feed.ts';

/** In words. What a feed calls the content is taken for the article from here on... */
const LEAST_CONTENT = 100;
/** ...and what it calls a summary or description from here on: some feeds put the whole article there, most an excerpt. */
const LEAST_SUMMARY = 300;

/** How an excerpt ends, once markup and white space are gone. */
const CUT_OFF =
  /(?:\[?(?:…|\.\.\.)\]?|(?:read|continue reading|keep reading|read the) (?:more|rest|on|full \w+|whole \w+)|continue reading)\W*$/i;
/** "The post X appeared first on Y." stands below the whole article as often as below an excerpt. */
const FOOTER = /the post\b.{1,300}\b(?:appeared first|first appeared) on\b.{1,200}$/i;
const END_LENGTH = 600;

/** The article as the feed itself has it; null when it has no more than an excerpt, and the page must be read. */
export function ownText({ content, summary }: FeedItem): FeedText | null {
  if (content && isWhole(content, LEAST_CONTENT)) return content;
  if (summary && isWhole(summary, LEAST_SUMMARY)) return summary;
  return null;
}

/**
 * What will do for the article where its page is gone: what the feed calls a summary, as long as a content has to be, or what
 * ends like an excerpt, but is longer than these are.
 */
export function textInstead({ content, summary }: FeedItem): FeedText | null {
  const texts = [content, summary].filter((text) => text !== null);
  return texts.find((text) => isWhole(text, LEAST_CONTENT) || hasWords(plainOf(text), LEAST_SUMMARY)) ?? null;
}

function plainOf({ format, text }: FeedText): string {
  if (format !== 'html') return text;
  return text.replace(/<[^<>]{0,2000}>/g, ' ').replace(/&(?:hellip|#8230|#x2026);/gi, '…');
}

function isWhole(text: FeedText, least: number): boolean {
  const plain = plainOf(text);
  const end = plain.slice(-END_LENGTH).replace(/\s+/g, ' ').trim().replace(FOOTER, '').trim();
  return !CUT_OFF.test(end) && hasWords(plain, least);
}

function hasWords(text: string, least: number): boolean {
  let count = 0;
  for (const _ of text.matchAll(/\S+/g)) {
    count += 1;
    if (count >= least) return true;
  }
  return false;
}
