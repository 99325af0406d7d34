import type { Entry } from '../../catalogue/entry.ts';
import type { Highlight } from '../../catalogue/search/notes.ts';
import { markedText, type Piece } from './marked-text.ts';
import { readingMinutes } from './reading-time.ts';

/** An entry as the pages show it. What is missing is null and left out there. */
export interface Card {
  readonly id: string;
  readonly href: string;
  /** Null: nobody knows the title, and the line stands for it. */
  readonly title: readonly Piece[] | null;
  /** What the entry is called where one line must do. */
  readonly name: string;
  readonly source: { readonly name: string; readonly href: string | null } | null;
  readonly author: string | null;
  readonly date: { readonly iso: string; readonly text: string; readonly label: 'Published' | 'Added' };
  /** What reading the original takes. */
  readonly minutes: number | null;
  readonly whyItMatters: readonly Piece[];
  readonly bullets: readonly (readonly Piece[])[];
  readonly tags: readonly { readonly id: string; readonly href: string }[];
  /** Only ever an http or https address. */
  readonly original: string | null;
  readonly extractive: boolean;
  readonly needsReview: boolean;
  /** The published article that this one replaces once it is accepted. */
  readonly revises: string | null;
}

export interface Beside {
  /** Of the article's text. */
  readonly words?: number | undefined;
  readonly highlights?: readonly Highlight[] | undefined;
}

const dateFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
/** In characters; what a title of a window or a link in a list has room for. */
const LONGEST_NAME = 90;

export function cardOf(entry: Entry, { words, highlights = [] }: Beside = {}): Card {
  const original = webAddress(entry.url);
  const { whyItMatters, bullets, tags } = entry.summary;
  return {
    id: entry.id,
    href: hrefOf(entry.id),
    title: entry.title === null ? null : markedText(entry.title, 'title', highlights),
    name: nameOf(entry),
    source: sourceOf(entry, original),
    author: entry.author,
    date: dateOf(entry),
    minutes: readingMinutes(words),
    whyItMatters: markedText(whyItMatters, 'whyItMatters', highlights),
    bullets: bullets.map((bullet, index) => markedText(bullet, `bullets/${index}`, highlights)),
    tags: tags.map((id) => ({ id, href: `/tags/${encodeURIComponent(id)}` })),
    original: original?.href ?? null,
    extractive: entry.provenance.provider === 'extractive',
    needsReview: entry.status === 'needs-review',
    revises: entry.revises === undefined ? null : hrefOf(entry.revises),
  };
}

/** The title, else the beginning of the line. */
export function nameOf({ title, summary }: Pick<Entry, 'title' | 'summary'>): string {
  if (title !== null) return title;
  const { whyItMatters } = summary;
  if (whyItMatters.length <= LONGEST_NAME) return whyItMatters;
  return `${whyItMatters
    .slice(0, LONGEST_NAME)
    .toWellFormed()
    .replace(/\s+\S*$/, '')}…`;
}

export function hrefOf(id: string): string {
  return `/articles/${encodeURIComponent(id)}`;
}

export function sourceHref(name: string): string {
  return `/sources/${encodeURIComponent(name.replace(/^\.{1,2}$/, '$& '))}`;
}

/** The name in such an address. A browser takes `.` and `..` for the way there, so that these names have a space after them. */
export function sourceAt(part: string): string {
  return part.replace(/^(\.{1,2}) $/, '$1');
}

function sourceOf({ source, status }: Entry, original: URL | null): Card['source'] {
  // What waits is on no page of its source, which may have none yet.
  if (source !== null) return { name: source, href: status === 'published' ? sourceHref(source) : null };
  return original === null ? null : { name: original.hostname.replace(/^www\./, ''), href: null };
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
