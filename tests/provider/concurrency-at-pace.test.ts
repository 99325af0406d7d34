import { expect, it } from 'vitest';
import { concurrencyAtPace } from '../../src/provider/concurrency-at-pace.ts';

it('is good for no more articles at once than it lets through in their time', () => {
  expect(concurrencyAtPace({ rpm: 10 }, 120_000)).toBe(5);
  expect(concurrencyAtPace({ rpm: 1000, tpm: 30_000 }, 120_000)).toBe(5);
  expect(concurrencyAtPace({ rpm: 1 }, 1000)).toBe(1);
  expect(concurrencyAtPace({}, 1000)).toBe(Infinity);
});
