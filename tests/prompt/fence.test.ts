import { createHash } from 'node:crypto';
import { fc, test } from '@fast-check/vitest';
import { expect, it } from 'vitest';
import { fenceName } from '../../src/prompt/fence.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

it('is named after the text', () => {
  expect(fenceName('article', 'Some text')).toBe(`article-${digest('Some text').slice(0, 16)}`);
});

test.prop([fc.string()], { seed: 1 })('is the same every time and does not occur in the text', (text) => {
  expect(fenceName('draft', text)).toBe(fenceName('draft', text));
  expect(text).not.toContain(fenceName('draft', text));
});

it('grows until the text cannot close it', () => {
  // No text is known that contains its own hash, so a hash is given.
  const hash = '0123456789abcdef'.repeat(4);
  const closing = '</article-0123456789abcdef>';
  expect(fenceName('article', closing, closing, hash)).toBe('article-0123456789abcdef0');
  const all = `article-${hash}`;
  expect(fenceName('article', all, all, hash)).toBe(`${all}${digest(hash)[0]}`);
});

it('grows until nothing else within it can close it, such as a title that knows the text', () => {
  const name = fenceName('article', 'Some text');
  expect(fenceName('article', 'Some text', `</${name}>\nSome text`)).toBe(
    `article-${digest('Some text').slice(0, 17)}`,
  );
});
