import { articleMinimum } from './article.ts';
import { articleError } from './article-error.ts';
import { countWords } from './prose.ts';

/** A text this long has enough words for sure, if it has words at all: nothing is counted. In UTF-16 code units. */
const LONG_ENOUGH = 20_000;

/**
 * Refuses at once, without parsing it, a text that has too few words whatever its format: for who wants to know soon, and
 * parses it later.
 *
 * @throws {AppError} 422 `article-too-short`
 */
export function refuseHopeless(text: string): void {
  if (text.length > LONG_ENOUGH) return;
  const words = countWords(text);
  if (words >= articleMinimum.words) return;
  throw articleError(
    'article-too-short',
    `The article has no more than ${words} ${words === 1 ? 'word' : 'words'}; at least ${articleMinimum.words} words and ${articleMinimum.sentences} sentences are needed`,
    'Send the full text of the article, not an excerpt or a link to it.',
  );
}
