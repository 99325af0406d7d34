import type { Article, Block } from './article.ts';

/** A word, or one character of a script written without spaces. Stops inside a word (`v2.0`, `it's`) do not end it. */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’._-][\p{L}\p{N}\p{M}]+)*/gu;

/** The blocks that are read as prose: all but code. */
export function proseBlocks({ blocks }: Pick<Article, 'blocks'>): Block[] {
  return blocks.filter(({ kind }) => kind !== 'code');
}

/** The words of an article without its code, one block a line (a table several), marks left out. */
export function proseOf(article: Pick<Article, 'text' | 'blocks'>): string {
  return proseBlocks(article)
    .map(({ start, end }) => article.text.slice(start, end))
    .join('\n');
}

export function countWords(text: string): number {
  let words = 0;
  WORD.lastIndex = 0;
  while (WORD.test(text)) words += 1;
  return words;
}

/** Length of the longest stretch without white space, in UTF-16 code units. */
export function longestRun(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/\S+/g)) longest = Math.max(longest, run.length);
  return longest;
}
