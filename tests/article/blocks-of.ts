import type { Article } from '../../src/article/article.ts';

/** Blocks as `kind: words`, for expectations that read like the article. */
export function blocksOf({ text, blocks }: Pick<Article, 'text' | 'blocks'>): string[] {
  return blocks.map(({ kind, depth, start, end }) => `${kind}${depth ?? ''}: ${text.slice(start, end)}`);
}
