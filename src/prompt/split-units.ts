import type { Article, Block, Range } from '../article/article.ts';
import { splitSentences } from '../article/sentences.ts';

/** A stretch of an article that is not cut any further. */
export interface Unit extends Range {
  /** The block that it is, or is a piece of. */
  readonly block: Block;
  /** In tokens; code is not sent, and weighs nothing. */
  readonly weight: number;
  /** How bad it is to cut right before it: 0 at a heading of the first level, 9 within a sentence. */
  readonly cost: number;
}

/** What the marks and the blank line around a block come to, in tokens. */
const MARKS = 4;

const COST = { block: 6, listGoesOn: 7, sentence: 8, within: 9, neverWillingly: 10 } as const;

/**
 * An article as stretches of at most `most` tokens: its blocks, and where one is heavier its sentences (the rows of a
 * table), and where one of these is heavier pieces of it, cut between words where there are any and never within a
 * character. A piece may turn out a little heavier than `most` where a text is much denser in one place than in another.
 */
export function splitUnits(
  { text, blocks }: Pick<Article, 'text' | 'blocks'>,
  most: number,
  weigh: (text: string) => number,
): Unit[] {
  return blocks.flatMap((block, index): Unit[] => {
    const cost = costBefore(block, blocks[index - 1]);
    if (block.kind === 'code') return [{ ...rangeOf(block), block, weight: 0, cost }];
    const whole = { ...rangeOf(block), block, weight: weightOf(block) + MARKS, cost };
    if (whole.weight <= most) return [whole];
    const ranges = linesOf(block).flatMap((line) => {
      const weight = weightOf(line);
      if (weight <= most) return [{ ...line, cost: COST.sentence }];
      const length = Math.max(1, Math.floor(((line.end - line.start) * most) / weight));
      return cutEvery(line, length).map((piece) => ({
        ...piece,
        cost: piece.start === line.start ? COST.sentence : COST.within,
      }));
    });
    return ranges.map((range, place) => ({
      ...{ ...range, block, weight: weightOf(range) + (place === 0 ? MARKS : 0) },
      ...(place === 0 && { cost }),
    }));
  });

  function weightOf({ start, end }: Range): number {
    return weigh(text.slice(start, end));
  }

  function linesOf({ kind, start, end }: Block): Range[] {
    const whole = text.slice(start, end);
    const found = kind === 'table' ? rowsOf(whole) : splitSentences(whole);
    return found.map((range) => ({ start: start + range.start, end: start + range.end }));
  }

  function cutEvery({ start, end }: Range, length: number): Range[] {
    const pieces: Range[] = [];
    for (let from = start; from < end; ) {
      const to = from + length >= end ? end : cutAt(from, from + length);
      pieces.push({ start: from, end: to });
      from = to;
    }
    return pieces;
  }

  /** The last place to cut up to `at`: after a space in the second half, else between two characters. */
  function cutAt(from: number, at: number): number {
    const space = text.lastIndexOf(' ', at - 1) + 1;
    if (space > from + (at - from) / 2) return space;
    const splitsPair = /[\uD800-\uDBFF]/.test(text.charAt(at - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(at));
    return splitsPair ? (at - 1 > from ? at - 1 : at + 1) : at;
  }
}

function costBefore(block: Block, previous: Block | undefined): number {
  if (block.kind === 'code' || previous?.kind === 'heading') return COST.neverWillingly;
  if (block.kind === 'heading') return (block.depth ?? 1) - 1;
  return block.kind === 'list-item' && previous?.kind === 'list-item' ? COST.listGoesOn : COST.block;
}

function rowsOf(table: string): Range[] {
  return Array.from(table.matchAll(/.+/g), ({ 0: row, index }) => ({ start: index, end: index + row.length }));
}

function rangeOf({ start, end }: Range): Range {
  return { start, end };
}
