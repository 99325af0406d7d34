import { anyOf, type Foreign, FROM_HERE, meaningsOf, perLanguage, plainly, TO_HERE } from './languages.ts';
import type { Change } from './reading.ts';

/** Quantities without a figure, and the names of some things that go with one: `die Hälfte`, `par an`, `mezz'ora`. */
export function phrasesIn(text: string, language: Foreign): Change[] {
  const { pattern, meanings } = phrasesOf(language);
  return Array.from(text.matchAll(pattern), ({ index, 0: written }) => {
    return { start: index, end: index + written.length, text: meanings.get(plainly(written)) ?? written };
  });
}

const phrasesOf = perLanguage(({ anywhere }) => {
  const meanings = meaningsOf(anywhere);
  return { meanings, pattern: new RegExp(FROM_HERE + anyOf(meanings.keys()) + TO_HERE, 'giu') };
});
