import type { Entry } from '../../catalogue/entry.ts';

/** An entry as the pages show it. What is missing is null and left out there. */
export interface Card {
  readonly id: string;
  readonly href: string;
  readonly title: string;
  readonly source: string | null;
  readonly author: string | null;
  readonly date: { readonly iso: string; readonly text: string; readonly label: 'Published' | 'Added' };
  readonly whyItMatters: string;
  readonly bullets: readonly string[];
  readonly tags: readonly { readonly id: string; readonly href: string }[];
  /** Only ever an http or https address. */
  readonly original: string | null;
  readonly extractive: boolean;
  readonly needsReview: boolean;
  /** The published article that this one replaces once it is accepted. */
  readonly revises: string | null;
}

const dateFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

export function cardOf(entry: Entry): Card {
  const original = webAddress(entry.url);
  return {
    id: entry.id,
    href: `/articles/${encodeURIComponent(entry.id)}`,
    title: entry.title ?? 'Untitled article',
    source: entry.source ?? original?.hostname.replace(/^www\./, '') ?? null,
    author: entry.author,
    date: dateOf(entry),
    whyItMatters: entry.summary.whyItMatters,
    bullets: entry.summary.bullets,
    tags: entry.summary.tags.map((id) => ({ id, href: `/tags/${encodeURIComponent(id)}` })),
    original: original?.href ?? null,
    extractive: entry.provenance.provider === 'extractive',
    needsReview: entry.status === 'needs-review',
    revises: entry.revises === undefined ? null : `/articles/${encodeURIComponent(entry.revises)}`,
  };
}

function dateOf({ publishedAt, createdAt }: Entry): Card['date'] {
  const iso = publishedAt ?? createdAt;
  const date = new Date(iso);
  const text = Number.isNaN(date.getTime()) ? iso : dateFormat.format(date);
  return { iso, text, label: publishedAt === null ? 'Added' : 'Published' };
}

function webAddress(url: string | null): URL | null {
  const parsed = url === null ? null : URL.parse(url);
  return parsed !== null && /^https?:$/.test(parsed.protocol) ? parsed : null;
}
