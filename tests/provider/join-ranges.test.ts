import { describe, expect, it } from 'vitest';
import { joinRanges } from '../../src/provider/join-ranges.ts';

const text = 'one\n\ntwo and three';
const range = (start: number, end: number) => ({ start, end });

describe('ranges', () => {
  it('are joined where they overlap, touch, or have white space between them', () => {
    expect(joinRanges([range(0, 2), range(1, 3)], text)).toEqual([range(0, 3)]);
    expect(joinRanges([range(0, 2), range(2, 3)], text)).toEqual([range(0, 3)]);
    expect(joinRanges([range(5, 8), range(0, 3)], text)).toEqual([range(0, 8)]);
    expect(joinRanges([range(0, 8), range(1, 2)], text)).toEqual([range(0, 8)]);
  });

  it('are kept apart by text, and put in order', () => {
    expect(joinRanges([range(13, 18), range(5, 8)], text)).toEqual([range(5, 8), range(13, 18)]);
    expect(joinRanges([], text)).toEqual([]);
  });
});
