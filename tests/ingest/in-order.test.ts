import { describe, expect, it } from 'vitest';
import { inOrder } from '../../src/ingest/in-order.ts';

describe('inOrder', () => {
  it('begins no more at once than it may, and keeps their order whatever ends first', async () => {
    const ends = new Map<number, () => void>();
    const begun: number[] = [];
    const work = (n: number) => {
      begun.push(n);
      return new Promise<string>((resolve) => ends.set(n, () => resolve(`done ${n}`)));
    };
    const results = inOrder([1, 2, 3, 4], 2, work);
    const first = results.next();
    ends.get(2)?.();
    ends.get(1)?.();
    expect((await first).value).toEqual([1, 'done 1']);
    expect(begun).toEqual([1, 2]);
    expect((await results.next()).value).toEqual([2, 'done 2']);
    expect(begun).toEqual([1, 2, 3]);
  });

  it('says what went wrong with one when its turn comes', async () => {
    const results = inOrder([1, 2], 2, async (n) => (n === 2 ? Promise.reject(new Error('two')) : n));
    expect((await results.next()).value).toEqual([1, 1]);
    await expect(results.next()).rejects.toThrow('two');
  });
});
