import { describe, expect, it } from 'vitest';
import { rougeOf } from '../../src/evaluation/rouge.ts';

const rounded = (summary: string, reference: string) =>
  Object.values(rougeOf(summary, reference)).map((value) => Math.round(value * 10) / 10);

describe('rougeOf', () => {
  it('is 100 for the same words, whatever their case, marks and endings', () => {
    expect(rounded('The caches failed.', 'the cache fails')).toEqual([100, 100, 100]);
  });

  it('is F1 over words, pairs and the longest common sequence', () => {
    // 3 of 4 words on either side; of 3 pairs only `the cat`; in order `the cat mat`.
    expect(rounded('the cat sat mat', 'the cat on mat')).toEqual([75, 33.3, 75]);
    // 2 of 2 and 2 of 6 words: precision 1, recall 1/3.
    expect(rounded('red fox', 'one red fox and two dogs')).toEqual([50, 33.3, 50]);
  });

  it('counts a repeated word no more often than the reference has it', () => {
    expect(rounded('the the the the', 'the fox ran off')).toEqual([25, 0, 25]);
  });

  it('takes the whole text as one sequence, over all its lines', () => {
    expect(rounded('ice\nsnow', 'snow\nice')).toEqual([100, 0, 50]);
  });

  it('is 0 where one side has no words', () => {
    expect(rounded('', 'a fox')).toEqual([0, 0, 0]);
    expect(rounded('…', '')).toEqual([0, 0, 0]);
  });
});
