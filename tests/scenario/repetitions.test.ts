import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { createRepetitions } from '../../src/scenario/repetitions.ts';

const names = fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 2 ** 52 - 1 })));

describe('the repetitions of a call', () => {
  it.prop([names])('are counted as a map counts them', (some) => {
    const repetitions = createRepetitions();
    const expected = new Map<number, number>();
    for (const name of some) {
      expected.set(name, (expected.get(name) ?? 0) + 1);
      expect(repetitions.count(name)).toBe(expected.get(name));
    }
  });

  it('are kept however many different calls come, also where their names are alike', () => {
    const repetitions = createRepetitions();
    for (const turn of [1, 2, 3]) {
      for (let call = 0; call < 5000; call += 1) {
        expect(repetitions.count(call * 2 ** 32)).toBe(turn + (call === 0 ? turn - 1 : 0));
        if (call === 0) expect(repetitions.count(0)).toBe(turn * 2);
      }
    }
  });
});
