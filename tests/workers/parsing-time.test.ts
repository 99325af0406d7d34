import { expect, it } from 'vitest';
import { parsingTimeMs } from '../../src/workers/parsing-time.ts';

it('gives a short text less time than a long one', () => {
  expect(parsingTimeMs(0)).toBe(3_000);
  expect(parsingTimeMs(10_000)).toBe(3_040);
  expect(parsingTimeMs(1024 * 1024)).toBe(7_096);
});
