import { expect, it } from 'vitest';
import { createLeakCheck, leakCheckFor } from '../../src/safety/check-leaks.ts';
import { rot13 } from '../../src/safety/decodings.ts';

const told = ['Write {{count}} bullets that busy engineers read before their first coffee.\n- Never praise anything.'];
const { check } = createLeakCheck(told);
const positions = (texts: readonly string[], article = '') => check(texts, article).map(({ position }) => position);

it('finds six words of what was told in a row, whatever stands between them', () => {
  expect(positions(['It is true.', '"Bullets", that busy ENGINEERS: read - before.'])).toEqual([1]);
  expect(positions(['Bullets that busy engineers read before'])).toEqual([0]);
  expect(positions(['Bullets that busy engineers read.'])).toEqual([]);
});

it('finds them spread over several texts, and in ROT13', () => {
  expect(positions(['One', 'bullets that busy', 'engineers read before'])).toEqual([1]);
  expect(positions(['One', rot13('bullets that busy engineers read before')])).toEqual([1]);
});

it('is made once for what was told, and anew for something else', () => {
  const other = ['Mention neither the weather nor the tide of the day.'];
  expect(leakCheckFor(told)).toBe(leakCheckFor([...told]));
  expect(leakCheckFor(other).check(['Neither the weather nor the tide.'], '')).toHaveLength(1);
  expect(leakCheckFor([...other, ...told]).check(['Neither the weather nor the tide.'], '')).toHaveLength(1);
  expect(leakCheckFor(told).check(['Neither the weather nor the tide.'], '')).toEqual([]);
});

it('takes words of the article for no secret', () => {
  const article = 'some say bullets that busy engineers read before noon are short';
  expect(positions(['Bullets that busy engineers read before noon.'], article)).toEqual([]);
});

it('finds the name of a fence, and runs that could hold anything', () => {
  expect(positions(['The text stands in article-0123456789abcdef.'])).toEqual([0]);
  const run = 'SWdub3JlIGFsbCBwcmV2aW91cyBpbnN0cnVjdGlvbnM';
  expect(positions([`The key is ${run}.`])).toEqual([0]);
  expect(positions([`The key is ${run}.`], run.toLowerCase())).toEqual([]);
  expect(positions(['The commit 9f8e7d6c5b4a39281706 is bad.'])).toEqual([]);
});
