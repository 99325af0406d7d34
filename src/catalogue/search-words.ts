import type { Entry } from './entry.ts';
import { type Phrase, wordsOf } from './search-query.ts';

/**
 * The index is one column of words, because FTS5 (sqlite.org/fts5.html) finds rows by a word without reading the rows
 * between them, but not by a word in a certain column. So a word of the title is indexed once as it is and once marked as
 * of the title, and likewise for line and keywords. A mark is a character of the private use area before the word: the
 * tokenizer takes it for a letter, and no text or query has one, since `wordsOf` drops it.
 */
export const marks = { title: '\u{e001}', line: '\u{e002}', keywords: '\u{e003}' } as const;
const SCOPE = '\u{e000}';
/** Stands between the parts, so that no phrase is found across them. */
const BREAK = ` ${SCOPE} `;

/** Everything that an entry is found by, as the text to index. */
export function indexText(entry: Pick<Entry, 'title' | 'source' | 'summary'>, scopeIds: readonly number[]): string {
  const { whyItMatters, bullets, keywords } = entry.summary;
  const title = wordsOf(entry.title ?? '');
  const line = wordsOf(whyItMatters);
  const topics = keywords.map(wordsOf);
  const plain = [title, line, ...bullets.map(wordsOf), ...topics, wordsOf(entry.source ?? '')];
  return [
    ...plain,
    marked(title, marks.title),
    marked(line, marks.line),
    ...topics.map((words) => marked(words, marks.keywords)),
    ...scopeIds.map((id) => [`${SCOPE}${id}`]),
  ]
    .map((words) => words.join(' '))
    .join(BREAK);
}

/** The expression for a phrase, anywhere or in a marked part. The index's own syntax means nothing inside the quotes. */
export function phraseExpression(phrase: Phrase, mark = ''): string {
  return `"${marked(phrase, mark).join(' ')}"`;
}

/** The expression for all entries of a scope. */
export function scopeExpression(id: number): string {
  return `"${SCOPE}${id}"`;
}

function marked(words: readonly string[], mark: string): string[] {
  return words.map((word) => `${mark}${word}`);
}
