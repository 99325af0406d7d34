import type { Entry } from '../../catalogue/entry.ts';
import { cardOf, nameOf } from '../pages/card.ts';
import { entryUrn } from './permanent-id.ts';

/** One page of a feed, with absolute addresses, for whatever format it is written in. */
export interface SyndicatedFeed {
  /** Permanent. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly updated: Date;
  /** Where it stands itself, and what else it leads to: in this format, in the other, and as a page for people. */
  readonly self: string;
  readonly other: string;
  readonly page: string;
  readonly home: string;
  /** Where the neighbouring pages stand (RFC 5005, 3). */
  readonly paging: Readonly<Partial<Record<'first' | 'previous' | 'next' | 'last', string>>>;
  readonly version: string;
  readonly items: readonly SyndicatedItem[];
}

/** An entry in a feed. All texts are plain but `html`, and hold only what XML can. */
export interface SyndicatedItem {
  /** Permanent. */
  readonly id: string;
  readonly title: string;
  readonly href: string;
  readonly original: string | null;
  readonly whyItMatters: string;
  readonly bullets: readonly string[];
  /** Line, bullets and where they are from. */
  readonly html: string;
  /** Of the original. */
  readonly author: string | null;
  readonly source: string | null;
  readonly publishedAt: string | null;
  /** When it came into the catalogue. */
  readonly added: Date;
  readonly updated: Date;
  readonly tags: readonly { readonly id: string; readonly name: string }[];
}

/** @param base of the site, without a slash at its end. */
export function syndicate(entry: Entry, base: string, names: ReadonlyMap<string, string>): SyndicatedItem {
  const { summary, author, publishedAt } = entry;
  const card = cardOf(entry);
  const item = {
    id: entryUrn(entry.id),
    title: xmlText(nameOf(entry)),
    href: `${base}${card.href}`,
    original: card.original,
    whyItMatters: xmlText(summary.whyItMatters),
    bullets: summary.bullets.map(xmlText),
    author: author === null ? null : xmlText(author),
    source: card.source === null ? null : xmlText(card.source.name),
    publishedAt,
    added: new Date(entry.createdAt),
    updated: new Date(entry.updatedAt),
    tags: summary.tags.map((id) => ({ id, name: names.get(id) ?? id })),
  };
  const title = entry.title === null ? null : item.title;
  return { ...item, html: htmlOf(item, { title, date: card.date.text, isChecked: entry.evidence.length > 0 }) };
}

interface About {
  readonly title: string | null;
  readonly date: string;
  /** Whether its page says what backs each claim. */
  readonly isChecked: boolean;
}

function htmlOf(item: Omit<SyndicatedItem, 'html'>, { title, date, isChecked }: About): string {
  const { whyItMatters, bullets, author, source, publishedAt, href } = item;
  const points = bullets.map((bullet) => `<li>${escapeHtml(bullet)}</li>`).join('');
  const name = title === null ? 'the original' : escapeHtml(`“${title}”`);
  const linked = item.original === null ? name : `<a href="${escapeHtml(item.original)}">${name}</a>`;
  const about = [author && `by ${author}`, source, publishedAt && date].flatMap((part) =>
    part ? [escapeHtml(part)] : [],
  );
  // Of what came in a digest, nothing may be known but what it says.
  const isKnown = title !== null || item.original !== null || about.length > 0;
  const from = isKnown ? `From ${[linked, ...about].join(', ')}. ` : '';
  return (
    `<p><strong>Why it matters:</strong> ${escapeHtml(whyItMatters)}</p><ul>${points}</ul>` +
    `<p>${from}<a href="${escapeHtml(href)}">${isChecked ? 'See what backs each claim' : 'Read it at Upshot'}</a>.</p>`
  );
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A text without what XML 1.0 cannot hold even when escaped (2.2): control characters, half characters, U+FFFE and U+FFFF. */
export function xmlText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is meant
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}
