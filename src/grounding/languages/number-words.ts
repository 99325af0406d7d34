import { countWords } from '../figures/number-words.ts';
import { anyOf, perLanguage, plainly } from './languages.ts';

/** The number words of a language and what they are in English. */
export interface NumberWords {
  /** Pattern of a number in words, alone or with a hundred or thousand at its end: `dreihundert`. */
  readonly pattern: string;
  inEnglish(written: string): string;
}

const UP_TO_19 = countWords(2, 19).split('|');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** Two and more; one is an article as well. */
export const numberWordsOf = perLanguage((words): NumberWords => {
  const { numbers, tens, twenties, hundreds, joined, hundred, thousand } = words;
  const english = new Map<string, string>();
  const ones: (readonly [string, string])[] = [...(joined.first === '' ? [] : [[joined.first, 'one'] as const])];
  for (const [at, forms] of numbers.split(' ').entries())
    for (const form of forms.split('|')) {
      english.set(form, UP_TO_19[at] ?? '');
      if (at < 8) ones.push([form, UP_TO_19[at] ?? '']);
    }
  for (const [at, forms] of tens.split(' ').entries())
    for (const ten of forms.split('|')) {
      english.set(ten, TENS[at] ?? '');
      for (const [one, name] of ones)
        english.set(joined.pattern.replace('{ten}', ten).replace('{one}', one), `${TENS[at]}-${name}`);
    }
  for (const [at, forms] of twenties.split(' ').entries())
    for (const form of forms.split('|')) if (form !== '') english.set(form, `twenty-${['one', ...UP_TO_19][at]}`);
  for (const [at, forms] of hundreds.split(' ').entries())
    for (const form of forms.split('|')) if (form !== '') english.set(form, `${UP_TO_19[at]} hundred`);
  const glued = new RegExp(`^(.+?)(?:(${anyOf(hundred.split('|'))})|(${anyOf(thousand.split('|'))}))$`, 'iu');
  return {
    pattern: `${anyOf(english.keys())}(?:${anyOf([...hundred.split('|'), ...thousand.split('|')])})?`,
    inEnglish(written) {
      const small = plainly(written);
      const known = english.get(small);
      if (known !== undefined) return known;
      const [, first = '', hundreds] = glued.exec(small) ?? [];
      return `${english.get(first) ?? first} ${hundreds === undefined ? 'thousand' : 'hundred'}`;
    },
  };
});

/** A hundred or a thousand that no number stands before. */
export const loneHundred = perLanguage(({ hundred, thousand }) => {
  const hundreds = new Set(hundred.split('|'));
  return {
    pattern: anyOf([...hundreds, ...thousand.split('|')]),
    inEnglish: (written: string) => (hundreds.has(plainly(written)) ? 'a hundred' : 'a thousand'),
  };
});
