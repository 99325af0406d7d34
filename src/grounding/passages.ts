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
 * No sentence that a person wrote is longer; in characters. Evidence is read by people, and holds each passage once a
 * claim.
 */
const LONGEST = 2000;

/**
 * Sentences of prose, headings, rows of tables and lines of code, in order, so that claims about those can be backed
 * too; what is longer than anybody's sentence in pieces. Linear in the article.
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
    for (const part of parts.flatMap((whole) => piecesOf(whole, slice)))
      passages.push({ start: start + part.start, end: start + part.end, kind, block, heading });
  }
  return passages;
}

function linesOf(text: string): Range[] {
  return Array.from(text.matchAll(/\S(?:[^\n]*\S)?/g), ({ index, 0: line }) => ({
    start: index,
    end: index + line.length,
  }));
}

/** A range in pieces of at most the longest, parted between words. */
function piecesOf({ start, end }: Range, text: string): Range[] {
  const pieces: Range[] = [];
  let from = start;
  while (end - from > LONGEST) {
    const space = text.lastIndexOf(' ', from + LONGEST);
    const between = space > from;
    // A run without a space is parted anywhere but within a character.
    const to = between ? space : from + LONGEST - (/[\ud800-\udbff]/.test(text.charAt(from + LONGEST - 1)) ? 1 : 0);
    pieces.push({ start: from, end: to });
    from = between ? to + 1 : to;
  }
  return [...pieces, { start: from, end }];
}
