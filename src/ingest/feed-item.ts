import { type BacklogItem, type ReadAddress, unreadableItem } from '../backlog/backlog-item.ts';
import { orInstead } from '../fetching/fetch-article.ts';
import type { FeedArticle } from './ingest-feeds.ts';

/** An article of a feed as one of a backlog; `readAddress` fetches it where the feed may not have it whole. */
export function feedItem({ place, key, work, error }: FeedArticle, readAddress: ReadAddress): BacklogItem {
  if (error) return unreadableItem(place, error);
  return {
    place,
    key: `feed:${key}`,
    host: 'input' in work ? undefined : URL.parse(work.url)?.host,
    read: async (signal) => ('input' in work ? work.input : orInstead(work, readAddress(work.url, work.given, signal))),
  };
}
