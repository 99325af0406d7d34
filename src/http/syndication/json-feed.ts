import { generateJsonFeed } from 'feedsmith';
import type { SyndicatedFeed, SyndicatedItem } from './syndicated.ts';

/** A feed as JSON Feed 1.1 (jsonfeed.org). What there is no name for in it stands under `_upshot`. */
export function jsonFeed(feed: SyndicatedFeed): object {
  const items = feed.items.map(jsonItem);
  const written = generateJsonFeed({
    ...{ title: feed.title, description: feed.description, home_page_url: feed.page, feed_url: feed.self },
    ...(feed.paging.next === undefined ? {} : { next_url: feed.paging.next }),
    language: 'en',
    authors: [{ name: 'Upshot', url: feed.home }],
    items,
  }) as object;
  return items.length > 0 ? written : { ...written, items }; // the writer leaves an empty list out
}

function jsonItem(item: SyndicatedItem) {
  const { original, whyItMatters, bullets, author, source, publishedAt } = item;
  return {
    ...{ id: item.id, url: item.href, title: item.title },
    ...(original === null ? {} : { external_url: original }),
    ...{ summary: whyItMatters, content_html: item.html },
    ...{ date_published: item.added, date_modified: item.updated, tags: item.tags.map(({ id }) => id) },
    _upshot: {
      about: 'The claims one by one, and whose article they are of',
      whyItMatters,
      bullets,
      author,
      source,
      publishedAt,
    },
  };
}
