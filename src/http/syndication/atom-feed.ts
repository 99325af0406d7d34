import { generateAtomFeed } from 'feedsmith';
import { escapeHtml, type SyndicatedFeed, type SyndicatedItem } from './syndicated.ts';

const ATOM = 'application/atom+xml';

/**
 * A feed as Atom (RFC 4287). Its author is Upshot, whose words the entries are; the author of the original contributes.
 * Texts are HTML, as which readers that guess would take them anyway.
 */
export function atomFeed(feed: SyndicatedFeed): string {
  return generateAtomFeed({
    xml: { lang: 'en' },
    ...{ id: feed.id, title: text(feed.title), subtitle: text(feed.description), updated: feed.updated },
    authors: [{ name: 'Upshot', uri: feed.home }],
    generator: { text: 'Upshot', version: feed.version },
    links: [
      { rel: 'self', href: feed.self, type: ATOM },
      { rel: 'alternate', href: feed.page, type: 'text/html' },
      { rel: 'alternate', href: feed.other, type: 'application/feed+json' },
      ...Object.entries(feed.paging).map(([rel, href]) => ({ rel, href, type: ATOM })),
    ],
    entries: feed.items.map(atomEntry),
  });
}

function atomEntry(item: SyndicatedItem) {
  const { original, author } = item;
  return {
    ...{ id: item.id, title: text(item.title), published: item.added, updated: item.updated },
    links: [
      { rel: 'alternate', href: item.href, type: 'text/html' },
      ...(original === null ? [] : [{ rel: 'related', href: original, title: 'The original' }]),
    ],
    ...(author === null || author.trim() === '' ? {} : { contributors: [{ name: author }] }),
    categories: item.tags.map(({ id, name }) => ({ term: id, label: name })),
    summary: text(item.whyItMatters),
    content: { value: item.html, type: 'html' },
  };
}

function text(value: string) {
  return { value: escapeHtml(value), type: 'html' };
}
