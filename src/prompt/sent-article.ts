import type { Article, Block, Range } from '../article/article.ts';

export interface SentArticle {
  /** What a model gets to see: the blocks in light Markdown, without code. */
  readonly text: string;
  /** The same as ranges of `article.text`, neighbouring blocks joined. */
  readonly read: readonly Range[];
}

/** Code is left out, since a summary speaks of what was done and not of how it was typed; tables stay for their figures. */
export function sentArticle(article: Pick<Article, 'text' | 'blocks'>): SentArticle {
  let text = '';
  const read: Range[] = [];
  let previous: Block | undefined;
  for (const block of article.blocks) {
    if (block.kind !== 'code') {
      const listGoesOn = previous?.kind === 'list-item' && block.kind === 'list-item';
      text += `${text === '' ? '' : listGoesOn ? '\n' : '\n\n'}${mark(block)}${article.text.slice(block.start, block.end)}`;
      const last = read.at(-1);
      if (last && previous && previous.kind !== 'code') read[read.length - 1] = { start: last.start, end: block.end };
      else read.push({ start: block.start, end: block.end });
    }
    previous = block;
  }
  return { text, read };
}

function mark({ kind, depth = 1 }: Block): string {
  if (kind === 'heading') return `${'#'.repeat(depth)} `;
  if (kind === 'list-item') return `${'  '.repeat(depth - 1)}- `;
  return kind === 'quote' ? '> ' : '';
}
