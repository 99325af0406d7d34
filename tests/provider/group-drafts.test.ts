import { describe, expect, it } from 'vitest';
import { groupDrafts } from '../../src/provider/group-drafts.ts';

const drafts = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ whyItMatters: `line ${index}`, bullets: ['b.'] }));
const sizes = (count: number, share: number) => groupDrafts(drafts(count), share).map(({ length }) => length);

describe('groups of drafts', () => {
  it('are as many as each has drafts, where these fit', () => {
    expect(sizes(64, 0.4)).toEqual([8, 8, 8, 8, 8, 8, 8, 8]);
    expect(sizes(10, 0.9)).toEqual([2, 3, 2, 3]);
  });

  it('are more where only smaller ones fit', () => {
    expect(sizes(64, 1 / 16)).toEqual(Array(16).fill(4));
  });

  it('are fewer than the drafts and at least two, whatever fits', () => {
    for (let count = 3; count < 70; count += 1) {
      for (const share of [0.001, 0.05, 0.2, 0.5, 0.95]) {
        const groups = groupDrafts(drafts(count), share);
        expect(groups.length).toBeGreaterThan(1);
        expect(groups.length).toBeLessThan(count);
        expect(groups.flat()).toEqual(drafts(count));
      }
    }
  });

  it('cannot be made of two', () => {
    expect(sizes(2, 0.5)).toEqual([]);
  });
});
