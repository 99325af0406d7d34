import { expect, it } from 'vitest';
import { createUsualTime } from '../../src/provider/usual-time.ts';

function usualOf(...times: number[]): number {
  const usual = createUsualTime();
  for (const ms of times) usual.add(ms);
  return Math.round(usual.read());
}

it('is nothing before the first call, and twice as long as that after it', () => {
  expect(usualOf()).toBe(0);
  expect(usualOf(1000)).toBe(2000);
});

it('is what calls take that all take the same', () => {
  expect(usualOf(...Array.from({ length: 40 }, () => 1000))).toBe(1000);
});

it('covers nearly all calls that vary, and follows when they become slower', () => {
  const varied = Array.from({ length: 40 }, (_, n) => 1000 + 500 * (n % 3));
  expect(usualOf(...varied)).toBeGreaterThanOrEqual(2000);
  expect(usualOf(...varied)).toBeLessThan(3000);
  expect(usualOf(...varied, ...varied.map((ms) => ms * 10))).toBeGreaterThanOrEqual(20_000);
});
