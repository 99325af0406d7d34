import type { Entry } from '../../catalogue/entry.ts';
import { type Card, nameOf } from './card.ts';
import { embeddedJson } from './embedded-json.ts';
import type { Page } from './render.ts';

/** What search engines, previews and feed readers are told of an entry: its head, with absolute addresses below `base`. */
export function articleHead(entry: Entry, card: Card, base: string): Omit<Page, 'waiting' | 'here'> {
  const { whyItMatters, tags } = entry.summary;
  const address = `${base}${card.href}`;
  return {
    title: card.name,
    description: whyItMatters,
    links: [{ rel: 'canonical', href: address }],
    article: [
      ['published_time', entry.createdAt],
      ['modified_time', entry.updatedAt],
      ...tags.map((tag) => ['tag', tag] as const),
    ],
    data: embeddedJson(structuredData(entry, card, base)),
  };
}

/** The entry in the terms of schema.org: a summary that is based on the article it is about. */
function structuredData(entry: Entry, card: Card, base: string): object {
  const { whyItMatters, bullets, tags, keywords } = entry.summary;
  const original = {
    '@type': 'Article',
    ...(entry.title === null ? {} : { headline: entry.title }),
    ...(card.original === null ? {} : { url: card.original }),
    ...(entry.author === null ? {} : { author: { '@type': 'Person', name: entry.author } }),
    ...(card.source === null ? {} : { publisher: { '@type': 'Organization', name: card.source.name } }),
    ...(entry.publishedAt === null ? {} : { datePublished: entry.publishedAt }),
  };
  const site = { '@type': 'Organization', name: 'Upshot', url: `${base}/` };
  return {
    '@context': 'https://schema.org',
    '@type': 'BlogPosting',
    '@id': `${base}${card.href}`,
    ...{ mainEntityOfPage: `${base}${card.href}`, headline: nameOf(entry), abstract: whyItMatters },
    articleBody: [whyItMatters, ...bullets].join('\n'),
    ...{ articleSection: tags, keywords, datePublished: entry.createdAt, dateModified: entry.updatedAt },
    ...{ author: site, publisher: site },
    ...(Object.keys(original).length === 1 ? {} : { isBasedOn: original }),
  };
}
