const LINK = /<link\b[^<>]{1,2000}>/gi;
const FEED_TYPE = /^application\/(?:(?:atom|rss|rdf)\+xml|feed\+json)$/i;
/** The head of a page ends before this, in UTF-16 code units. */
const HEAD_LENGTH = 256 * 1024;

/** The feeds that a page's head says it has (`<link rel="alternate">`), in its order, as absolute addresses. */
export function feedLinks(page: string, address: string): string[] {
  const links = page.slice(0, HEAD_LENGTH).match(LINK) ?? [];
  const found = links.flatMap((link) => {
    const rels = (attribute(link, 'rel') ?? '').toLowerCase().split(/\s+/);
    const isFeed = rels.includes('alternate') && FEED_TYPE.test(attribute(link, 'type') ?? '');
    const href = isFeed ? URL.parse(attribute(link, 'href') ?? '', address) : null;
    return href && /^https?:$/.test(href.protocol) ? [href.href] : [];
  });
  return [...new Set(found)];
}

function attribute(tag: string, name: string): string | undefined {
  const [, double, single, bare] =
    new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(tag) ?? [];
  return (double ?? single ?? bare)?.replaceAll('&amp;', '&');
}
