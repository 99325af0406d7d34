import { cleanLine } from './clean-text.ts';

/** What an article says of itself, in front matter or the head of its page; whatever is absent is unknown. */
export interface ArticleMetadata {
  readonly title?: string;
  readonly url?: string;
  readonly source?: string;
  readonly author?: string;
  readonly publishedAt?: string;
  readonly tags?: readonly string[];
}

const LINES = ['title', 'url', 'source', 'author', 'publishedAt'] as const;

type RawMetadata = { readonly [Key in (typeof LINES)[number]]?: string | null | undefined } & {
  readonly tags?: readonly string[] | undefined;
};

/** The metadata made of those fields that hold words: each on one line, tags in lower case and each once. */
export function metadataOf(fields: RawMetadata): ArticleMetadata {
  const lines = LINES.map((name) => [name, cleanLine(fields[name]?.slice(0, 5_000) ?? '')] as const);
  const tags = [...new Set(fields.tags?.map((tag) => cleanLine(tag).toLowerCase()).filter(Boolean))];
  return {
    ...Object.fromEntries(lines.filter(([, line]) => line !== '')),
    ...(tags.length > 0 ? { tags } : {}),
  };
}

const ISO_DATE = /^\d{4}-\d{2}(?:-\d{2})?$/;
const ISO_LOCAL = /^(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)$/;
const ZONED = /(?:\dZ|[+-]\d{2}:?\d{2}|\b(?:GMT|UTC?|[ECMP][SD]T))$/i;
/** A year, and a month by name or by number: without both, what JavaScript reads as a date is a guess. */
const WRITTEN_DATE =
  /^(?=.*\b(?:19|20|21)\d{2}\b)(?=.*(?:\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d[-/.]\d))/i;

/**
 * A date or date-time as ISO 8601 in UTC, or null when it cannot be read. What names no zone is taken as UTC, so that
 * the answer does not depend on where Upshot runs.
 */
export function toUtc(value: string): string | null {
  const line = cleanLine(value.slice(0, 100));
  if (!WRITTEN_DATE.test(line)) return null;
  const [, day, time] = ISO_LOCAL.exec(line) ?? [];
  const date = new Date(
    day
      ? `${day}T${time?.padStart(5, '0')}Z`
      : ISO_DATE.test(line) || ZONED.test(line)
        ? line
        : `${plainDay(line)} UTC`,
  );
  const year = date.getUTCFullYear();
  return year >= 1900 && year < 2200 ? date.toISOString() : null;
}

/** "March 5th, 2024" as "March 5, 2024". */
function plainDay(line: string): string {
  return line.replace(/(\d)(?:st|nd|rd|th)\b/i, '$1');
}
