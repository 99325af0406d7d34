import { expect, it } from 'vitest';
import { randomId } from '../src/random-id.ts';

it('gives ids for links, none of them twice', () => {
  const ids = Array.from({ length: 1000 }, () => randomId());
  for (const id of ids) expect(id).toMatch(/^[0-9a-hjkmnp-tv-z]{16}$/);
  expect(new Set(ids).size).toBe(1000);
});
