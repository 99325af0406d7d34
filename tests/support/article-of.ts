import type { Article, Block, BlockKind } from '../../src/article/article.ts';

type Part = string | readonly [kind: BlockKind, text: string];

/** An article of these blocks, built by hand so that no parser is needed; a bare string is a paragraph. */
export function articleOf(parts: readonly Part[], change: Partial<Article> = {}): Article {
  let text = '';
  const blocks: Block[] = parts.map((part) => {
    const [kind, content] = typeof part === 'string' ? (['paragraph', part] as const) : part;
    if (text !== '') text += '\n\n';
    const start = text.length;
    text += content;
    return { kind, start, end: text.length };
  });
  return {
    ...{ text, blocks, format: 'text', title: 'Untitled', url: null, source: null, author: null, publishedAt: null },
    ...{ tags: [], fingerprint: 'test', words: text.split(/\s+/).length },
    ...change,
  };
}
