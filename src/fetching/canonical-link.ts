import { getDomain } from 'tldts';
import { canonicalUrl } from '../article/canonical-url.ts';

/** How much of a page is looked at, in characters: its head. */
const HEAD = 256 * 1024;
/** Of the schema of an article. */
const MAX_URL = 2048;

/**
 * Where an HTML page says it stands (`<link rel="canonical">`, else `og:url`), when that is on the same registrable domain
 * as `url`, where it was found; else `url`, in its canonical spelling. Nobody's page can pass for a page of somebody else's.
 */
export function canonicalAddress(html: string, url: string): string | null {
  const own = canonicalUrl(url);
  const claimed = addressesIn(html.slice(0, HEAD)).map((address) => canonicalUrl(address, url));
  return claimed.find((address) => address !== null && address.length <= MAX_URL && sameSite(address, url)) ?? own;
}

function addressesIn(head: string): string[] {
  const tags = [...head.matchAll(/<(?:link|meta)\s[^<>]{1,4000}>/gi)].map(([tag]) => attributesOf(tag));
  const link = tags.find(({ rel, href }) => href && rel?.toLowerCase().split(/\s+/).includes('canonical'));
  const meta = tags.find(({ property, content }) => content && property?.toLowerCase() === 'og:url');
  return [link?.href, meta?.content].filter((address) => address !== undefined);
}

function attributesOf(tag: string): Partial<Record<string, string>> {
  const attributes = tag.matchAll(/\s([a-z]{1,20})\s{0,5}=\s{0,5}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi);
  return Object.fromEntries(
    Array.from(attributes, ([, name = '', double, single, bare]) => [
      name.toLowerCase(),
      (double ?? single ?? bare ?? '').replaceAll('&amp;', '&').trim(),
    ]),
  );
}

function sameSite(one: string, other: string): boolean {
  const [a, b] = [new URL(one).hostname, new URL(other).hostname];
  return a === b || (siteOf(a) !== null && siteOf(a) === siteOf(b));
}

/** Hosts below a shared domain, such as those of `github.io`, are sites of their own. */
function siteOf(hostname: string): string | null {
  return getDomain(hostname, { allowPrivateDomains: true });
}
