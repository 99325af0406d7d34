import { type Word, wordsOf } from '../article/words.ts';
import { conceptOf } from './lexicon.ts';

/** The concepts of the words of a text that carry meaning of their own, in order, each once. */
export function conceptsOf(text: string): ReadonlySet<string> {
  return new Set(wordsOf(text).flatMap(({ content, stem }) => (content ? [conceptOf(stem)] : [])));
}

/** The same, with numbers of one digit too: `Ouse 1` and `Ouse 2` are two things. */
export function conceptsAndNumbersOf(text: string): ReadonlySet<string> {
  return new Set(wordsOf(text).flatMap(({ content, stem }) => (content || /^\d$/.test(stem) ? [conceptOf(stem)] : [])));
}

/** The words by which a text has some concepts, one behind the other. */
export function writtenIn(
  { text, words }: { readonly text: string; readonly words: readonly Word[] },
  concepts: readonly string[],
): string {
  const written = words.filter(({ stem }) => concepts.includes(conceptOf(stem)));
  return written.map(({ start, end }) => text.slice(start, end)).join(' ');
}
