import { expect, it } from 'vitest';
import { createStarts } from '../../../src/grounding/figures/starts.ts';

const { searchFrom } = createStarts();
const source = String.raw`(?<![\p{L}\d.])(?:\d+(?:\.\d+)?|\.\d+|us\$\d+|(?:one|two)(?:\sor\stwo)?|may)`;
const search = searchFrom(new RegExp(source, 'iuy'), /^(?:one|two|us|may)/iu);
const searchMore = searchFrom(/(?<!\p{L})stone|\d+/uy, /^stone$/u);

it.each([
  'One or two of US$5 and .5, or 4.25.6 in May.',
  'two or two or two',
  'someone, two2, 7two, twofold and Maying: 1.2.3',
  'One-two.One 12:30',
  'none of it, but stone 3',
  '',
])('finds what a search everywhere finds: %s', (text) => {
  const everywhere = Array.from(text.matchAll(new RegExp(source, 'giu')), ({ index, 0: found }) => [index, found]);

  expect(search(text).map(({ index, 0: found }) => [index, found])).toEqual(everywhere);
});

it('finds what a later search looks for in words and texts that were read before', () => {
  const starts = createStarts();
  const text = 'one stone, 2 stones';
  starts.searchFrom(/one/uy, /^one$/u)(text);

  expect(
    starts
      .searchFrom(
        /(?<!\p{L})stone/uy,
        /^stone/u,
      )(text)
      .map(({ index }) => index),
  ).toEqual([4, 13]);
});

it('tells the searches of one text apart', () => {
  const text = 'one stone, 2 stones';

  expect(search(text).map(([found]) => found)).toEqual(['one', '2']);
  expect(searchMore(text).map(([found]) => found)).toEqual(['stone', '2']);
});
