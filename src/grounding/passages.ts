import type { BlockKind, GroundableArticle, Range } from '../article/article.ts';
import { splitSentences } from '../article/sentences.ts';

/** A stretch of the article that can back a claim. */
export interface Passage extends Range {
  readonly kind: BlockKind;
  /** Position of its block in `blocks`. */
  readonly block: number;
  /** Position among the passages of the heading it stands under; -1 before the first. */
  readonly heading: number;
}

/**
 * Sentences of prose, headings, rows of tables and lines of code, in order, so that claims about those can be backed
 * too. Linear in the article.
 */
export function passagesOf({ text, blocks }: GroundableArticle): Passage[] {
  const passages: Passage[] = [];
  let heading = -1;
  for (const [block, { kind, start, end }] of blocks.entries()) {
    const slice = text.slice(start, end);
    if (kind === 'heading') {
      heading = passages.length;
      passages.push({ start, end, kind, block, heading });
      continue;
    }
    const parts = kind === 'table' || kind === 'code' ? linesOf(slice) : splitSentences(slice);
    for (const part of parts) passages.push({ start: start + part.start, end: start + part.end, kind, block, heading });
  }
  return passages;
}

function linesOf(text: string): Range[] {
  return Array.from(text.matchAll(/\S(?:[^\n]*\S)?/g), ({ index, 0: line }) => ({
    start: index,
    end: index + line.length,
  }));
}
