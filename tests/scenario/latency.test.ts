import { describe, expect, it } from 'vitest';
import { contentOf, drawsFor, purposes } from '../../src/scenario/chance.ts';
import { type Latency, latencyMs, latencySchema } from '../../src/scenario/latency.ts';

const never = () => {
  throw new Error('nothing is left to chance here');
};

/** The latencies of two thousand different requests. */
function sample(latency: Latency, seed = 0): number[] {
  return Array.from({ length: 2000 }, (_, index) => {
    const request = { method: 'POST', path: '/', headers: {}, body: `request ${index}` };
    return latencyMs(latency, drawsFor(seed, contentOf('/', request), 1, purposes.latency), 1);
  });
}

const meanOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const quantile = (values: number[], share: number) =>
  values.toSorted((one, two) => one - two)[Math.floor(values.length * share)] ?? 0;

describe('latency', () => {
  it('is none by default, or fixed', () => {
    expect(latencyMs(undefined, never, 1)).toBe(0);
    expect(latencyMs({ fixed: 60 }, never, 3)).toBe(60);
  });

  it('walks through a list turn by turn, and begins anew at its end', () => {
    expect([1, 2, 3, 4].map((turn) => latencyMs({ list: [10, 20, 30] }, never, turn))).toEqual([10, 20, 30, 10]);
  });

  it('is spread evenly, the same for the same request and seed', () => {
    const values = sample({ uniform: [100, 200] });
    expect(Math.min(...values)).toBeGreaterThanOrEqual(100);
    expect(Math.max(...values)).toBeLessThan(200);
    expect(Math.abs(meanOf(values) - 150)).toBeLessThan(3);
    expect(sample({ uniform: [100, 200] })).toEqual(values);
    expect(sample({ uniform: [100, 200] }, 1)).not.toEqual(values);
  });

  it('follows a normal distribution that never goes below zero', () => {
    const values = sample({ normal: { mean: 200, sd: 20 } });
    const mean = meanOf(values);
    const deviation = Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
    expect(Math.abs(mean - 200)).toBeLessThan(2);
    expect(Math.abs(deviation - 20)).toBeLessThan(1.5);
    expect(Math.min(...sample({ normal: { mean: 0, sd: 100 } }))).toBe(0);
  });

  it('follows a log-normal distribution with its median and its spread', () => {
    const values = sample({ 'log-normal': { median: 800, sigma: 0.5 } });
    expect(Math.abs(quantile(values, 0.5) - 800)).toBeLessThan(40);
    expect(Math.abs(quantile(values, 0.84) / (800 * Math.exp(0.5)) - 1)).toBeLessThan(0.06);
    expect(Math.max(...values)).toBeGreaterThan(2500);
    expect(Math.max(...sample({ 'log-normal': { median: 3_000_000, sigma: 5 } }))).toBe(3_600_000);
  });
});

it.each([
  { fixed: -1 },
  { fixed: 3_600_001 },
  { uniform: [200, 100] },
  { uniform: [1, 2, 3] },
  { normal: { mean: 200 } },
  { 'log-normal': { median: 200, sigma: -1 } },
  { list: [] },
  { list: [1, -2] },
  { fixed: 1, list: [1] },
  {},
  200,
])('%j is no latency', (latency) => {
  expect(latencySchema.safeParse(latency).success).toBe(false);
});
