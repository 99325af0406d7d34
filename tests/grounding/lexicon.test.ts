import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { stemOf } from '../../src/article/words.ts';
import lexicon from '../../src/grounding/lexicon.json' with { type: 'json' };
import { conceptOf, oneOf, scaleOf } from '../../src/grounding/lexicon.ts';

const words = z.string().regex(/^[a-z'-]+(?: [a-z'-]+)*$/);
const meaning = z.string().regex(/^[A-Z].+\.$/);
const schema = z.strictObject({
  meanings: z.record(z.enum(['vague', 'synonyms', 'comparatives', 'opposites', 'words']), meaning),
  words: z.record(
    z.string(),
    z.strictObject({ meaning, words: z.string().regex(/^[a-z]+\*?(?: [a-z]+\*?)*(?:\|[a-z]+\*?(?: [a-z]+\*?)*)*$/) }),
  ),
  vague: words,
  synonyms: z.array(words),
  comparatives: z.array(z.strictObject({ scale: z.string(), more: words, less: words.or(z.literal('')) })),
  opposites: z.array(
    z.strictObject({
      axis: z.string(),
      one: words,
      other: words,
      loose: z.boolean(),
      converse: z.literal(true).optional(),
    }),
  ),
});

describe('the lexicon', () => {
  it('has the form that its readers expect, and says of every group what it means', () => {
    expect(() => schema.parse(lexicon)).not.toThrow();
  });

  it('has no word twice in a group, and none on both sides of opposites', () => {
    const groups = [
      ...Object.values(lexicon.words).map((group) => group.words.split('|')),
      ...lexicon.comparatives.map(({ more, less }) => [...more.split(' '), ...less.split(' ').filter(Boolean)]),
      ...lexicon.opposites.map(({ one, other }) => [...one.split(' '), ...other.split(' ')]),
    ];
    const twice = groups.map((group) => group.filter((word, at) => group.indexOf(word) !== at));
    expect(twice.flat()).toEqual([]);
  });

  it('has no synonym that stands in an earlier group already, where it stays, and none alone', () => {
    const idle = lexicon.synonyms.flatMap((group) => {
      const [first = '', ...others] = group.split(' ');
      if (others.length === 0) return [first];
      return others.filter((word) => conceptOf(stemOf(word)) !== conceptOf(stemOf(first)));
    });
    expect(idle).toEqual([]);
  });
});

describe('oneOf', () => {
  it('makes a pattern of the words of groups, with any ending for a star', () => {
    const pattern = new RegExp(`^${oneOf('approximating', 'saying no')}$`);
    for (const word of ['about', 'more than', 'refused', 'turned down']) expect(pattern.test(word)).toBe(true);
    for (const word of ['more', 'abouts', 'turned', 'hardly any']) expect(pattern.test(word)).toBe(false);
  });
});

it('has no empty word among the comparatives, which every place of a text would hold', () => {
  expect(scaleOf('')).toBeUndefined();
});
