import type { Entry } from '../entry.ts';
import { blockWords } from './blocks.ts';
import { dayWords } from './days.ts';
import { OTHER_THAN_ASCII, type Phrase, shortened, wordsOf } from './query.ts';
import { spacedOut } from './unspaced.ts';

/**
 * The index is one column of words, because FTS5 (sqlite.org/fts5.html) finds rows by a word without reading the rows
 * between them, but not by a word in a certain column. So a word of the title is indexed once as it is and once marked as
 * of the title, and likewise for line, keywords, and bullets and source; words of the text are not marked. A mark is a
 * character of the private use area before the word: the tokenizer takes it for a letter, and no text or query has one.
 */
export const marks = { title: '\u{e001}', line: '\u{e002}', keywords: '\u{e003}', body: '\u{e004}' } as const;
const SCOPE = '\u{e000}';
const DAY = '\u{e005}';
/** Stands between the parts, so that no phrase is found across them. */
const BREAK = ` ${SCOPE} `;

/** So much of a text is searched, in UTF-16 code units: some 16,000 words. */
export const MOST_TEXT = 100_000;

/** The parts of an entry that are marked, each a list of texts that no phrase goes across, in words. */
export type Parts = { readonly [Part in keyof typeof marks]: readonly Phrase[] };

export function partsOf({ title, source, summary }: Pick<Entry, 'title' | 'source' | 'summary'>): Parts {
  return {
    title: [wordsOf(title ?? '')],
    line: [wordsOf(summary.whyItMatters)],
    keywords: summary.keywords.map(wordsOf),
    body: [...summary.bullets, source ?? ''].map(wordsOf),
  };
}

/** Everything that an entry is found by, as the text to index. */
export function indexText(
  seq: number,
  { title, line, keywords, body }: Parts,
  day: string,
  text: string | null,
  scopeIds: readonly number[],
): string {
  const parts = [
    ...[...title, ...line, ...body, ...keywords].map((words) => words.join(' ')),
    ...title.map((words) => marked(words, marks.title)),
    ...line.map((words) => marked(words, marks.line)),
    ...keywords.map((words) => marked(words, marks.keywords)),
    ...body.map((words) => marked(words, marks.body)),
    ...scopeIds.map((id) => `${SCOPE}${id}`),
    marked(dayWords(day), DAY),
    ...blockWords(seq),
    plainText(text ?? ''),
  ];
  return parts.join(BREAK);
}

/** The day that readers see on an entry. */
export function dayOf({ publishedAt, createdAt }: Pick<Entry, 'publishedAt' | 'createdAt'>): string {
  const published = publishedAt?.slice(0, 10) ?? '';
  return /^\d{4}-\d\d-\d\d$/.test(published) ? published : createdAt.slice(0, 10);
}

/** The expression for a phrase, anywhere or in a marked part. The index's own syntax means nothing inside the quotes. */
export function phraseExpression(phrase: Phrase, mark = ''): string {
  return `"${marked(phrase, mark)}"`;
}

/** The expression for all entries of a scope. */
export function scopeExpression(id: number): string {
  return `"${SCOPE}${id}"`;
}

/** The expression for what is of a year, month or day. */
export function dayExpression(word: string): string {
  return `"${DAY}${word}"`;
}

/** What the terms of years, months and days begin with in the index. */
export const dayTermPrefix = DAY;

/** Looked for at the beginning of words alone, which halves the time. */
const LONG_ASCII_WORD = /(?<![A-Za-z0-9])[A-Za-z0-9]{61,}/g;

/** The tokenizer cuts a text into the same words as `wordsOf`, many times faster, but for three things. */
function plainText(text: string): string {
  const some = text.slice(0, MOST_TEXT);
  if (!OTHER_THAN_ASCII.test(some)) return some.replaceAll('\0', ' ').replace(LONG_ASCII_WORD, shortened);
  return spacedOut(some.toWellFormed())
    .text.replace(/[\p{Co}\0]/gu, ' ')
    .replace(/[\p{L}\p{N}\p{M}]{61,}/gu, shortened);
}

function marked(words: readonly string[], mark: string): string {
  return words.length === 0 ? '' : mark + words.join(` ${mark}`);
}
