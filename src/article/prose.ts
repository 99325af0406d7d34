import type { Article, Block } from './article.ts';

/** A word of a script written with spaces. Stops and joiners inside a word (`v2.0`, `it's`) do not end it. */
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:(?:['’._-]|\u200C|\u200D)[\p{L}\p{N}\p{M}]+)*/gu;

/** A stretch of scripts written without spaces, where words are told apart by a dictionary. */
const SPACELESS = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]+/gu;
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** The blocks that are read as prose: all but code. */
function proseBlocks({ blocks }: Pick<Article, 'blocks'>): Block[] {
  return blocks.filter(({ kind }) => kind !== 'code');
}

/** The words of an article without its code, one block a line (a table several), marks left out. */
export function proseOf(article: Pick<Article, 'text' | 'blocks'>): string {
  return proseBlocks(article)
    .map(({ start, end }) => article.text.slice(start, end))
    .join('\n');
}

/** How many words a text has, in any script. Linear in its length. */
export function countWords(text: string): number {
  let words = 0;
  const spaced = text.replace(SPACELESS, (stretch) => {
    for (const { isWordLike } of segmenter.segment(stretch)) if (isWordLike) words += 1;
    return ' ';
  });
  WORD.lastIndex = 0;
  while (WORD.test(spaced)) words += 1;
  return words;
}

/** What goes on without white space: a mark of scripts that are written without it ends it as well. */
const RUN = /[^\s。、，！？；：]+/g;

/** Length of the longest stretch without white space, in UTF-16 code units. */
export function longestRun(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(RUN)) longest = Math.max(longest, run.length);
  return longest;
}
