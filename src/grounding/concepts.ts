import { wordsOf } from '../article/words.ts';
import { conceptOf } from './lexicon.ts';

/** The concepts of the words of a text that carry meaning of their own, in order, each once. */
export function conceptsOf(text: string): ReadonlySet<string> {
  return new Set(wordsOf(text).flatMap(({ content, stem }) => (content ? [conceptOf(stem)] : [])));
}

/** The same, with numbers of one digit too: `Ouse 1` and `Ouse 2` are two things. */
export function conceptsAndNumbersOf(text: string): ReadonlySet<string> {
  return new Set(wordsOf(text).flatMap(({ content, stem }) => (content || /^\d$/.test(stem) ? [conceptOf(stem)] : [])));
}
