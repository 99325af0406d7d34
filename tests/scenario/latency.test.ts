import { describe, expect, it } from 'vitest';
import { latencyMs } from '../../src/scenario/latency.ts';
import type { Latency } from '../../src/scenario/scenario.ts';

/** The latencies of a thousand different requests. */
function sample(latency: Latency): number[] {
  return Array.from({ length: 1000 }, (_, index) => latencyMs(latency, `request ${index}`, 1));
}

const meanOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('latency', () => {
  it('is none by default, or fixed', () => {
    expect(latencyMs(undefined, 'x', 1)).toBe(0);
    expect(latencyMs({ fixed: 60 }, 'x', 3)).toBe(60);
  });

  it('walks through a list call by call, and begins anew at its end', () => {
    expect([1, 2, 3, 4].map((call) => latencyMs({ list: [10, 20, 30] }, 'x', call))).toEqual([10, 20, 30, 10]);
  });

  it('is spread evenly, and the same for the same request', () => {
    const values = sample({ uniform: [100, 200] });
    expect(Math.min(...values)).toBeGreaterThanOrEqual(100);
    expect(Math.max(...values)).toBeLessThan(200);
    expect(Math.abs(meanOf(values) - 150)).toBeLessThan(3);
    expect(sample({ uniform: [100, 200] })).toEqual(values);
  });

  it('follows a normal distribution that never goes below zero', () => {
    const values = sample({ normal: { mean: 200, sd: 20 } });
    const mean = meanOf(values);
    const deviation = Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
    expect(Math.abs(mean - 200)).toBeLessThan(3);
    expect(Math.abs(deviation - 20)).toBeLessThan(2);
    expect(Math.min(...sample({ normal: { mean: 0, sd: 100 } }))).toBe(0);
  });
});
