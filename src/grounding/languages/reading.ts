import type { Range } from '../../article/article.ts';
import type { Language } from './languages.ts';

/** A stretch of a text and what English says for it. */
export interface Change extends Range {
  readonly text: string;
}

/** A text as the checks read it: its figures and dates as English writes them, all else as it is. */
export interface Reading {
  readonly language: Language;
  readonly text: string;
  /** Whether its numbers have the marks of English: `12,400.5`. */
  readonly hasEnglishMarks: boolean;
  /** The range of the text itself that a range of the reading stands for; what was changed is taken whole. */
  ownRange(range: Range): Range;
  /** Where a place of the text itself stands in the reading. */
  placeOf(own: number): number;
}

/** The reading of a text in which nothing is to be changed. */
export function asItIs(text: string): Reading {
  return {
    language: 'en',
    text,
    hasEnglishMarks: true,
    ownRange: ({ start, end }) => ({ start, end }),
    placeOf: (own) => own,
  };
}

/** @param changes in order, none within another. */
export function withChanges(own: string, changes: readonly Change[]): Pick<Reading, 'text' | 'ownRange' | 'placeOf'> {
  const parts: string[] = [];
  const spots: Spot[] = [];
  let [end, read] = [0, 0];
  for (const change of changes) {
    read += change.start - end;
    parts.push(own.slice(end, change.start), change.text);
    spots.push({ own: change, read: { start: read, end: read + change.text.length } });
    read += change.text.length;
    end = change.end;
  }
  parts.push(own.slice(end));
  const ownPlace = (offset: number, side: keyof Range) => mapped(offset, spots, 'read', 'own', side);
  return {
    text: parts.join(''),
    ownRange: (range) => ({ start: ownPlace(range.start, 'start'), end: ownPlace(range.end, 'end') }),
    placeOf: (offset) => mapped(offset, spots, 'own', 'read', 'start'),
  };
}

interface Spot {
  readonly own: Range;
  readonly read: Range;
}

function mapped(offset: number, spots: readonly Spot[], from: keyof Spot, to: keyof Spot, side: keyof Range): number {
  let [low, high] = [0, spots.length]; // the first spot that begins behind the offset
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spots[middle]?.[from].start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const spot = spots[low - 1];
  if (!spot) return offset;
  if (offset >= spot[from].end) return spot[to].end + offset - spot[from].end;
  return offset === spot[from].start ? spot[to].start : spot[to][side];
}
