import { ambiguousCountries, anyOf, type Foreign, FROM_HERE, perLanguage, plainly, TO_HERE } from './languages.ts';
import type { Change } from './reading.ts';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const CONTINENTS = '002 005 009 013 019 021 142 150'.split(' ');
const CODES = [...LETTERS.flatMap((one) => LETTERS.map((other) => one + other)), ...CONTINENTS];
/** What the Unicode Consortium calls otherwise than English texts do. */
const USUAL: Readonly<Record<string, string>> = { Türkiye: 'Turkey' };

/** Countries and continents in a language, with a capital: `Deutschland` is Germany. */
export function countriesIn(text: string, language: Foreign): Change[] {
  const { pattern, names } = countriesOf(language);
  return Array.from(text.matchAll(pattern)).flatMap(({ index, 0: written }) => {
    const english = names.get(plainly(written));
    if (english === undefined || !/^\p{Lu}/u.test(written)) return [];
    const elided = /['’]/.test(text.charAt(index - 1)); // `d’Allemagne` has two words
    return { start: index, end: index + written.length, text: elided ? ` ${english}` : english };
  });
}

const countriesOf = perLanguage((_, language) => {
  const own = new Intl.DisplayNames(language, { type: 'region' });
  const inEnglish = new Intl.DisplayNames('en', { type: 'region' });
  const names = new Map<string, string>();
  for (const code of CODES) {
    const [name, english] = [own.of(code) ?? code, inEnglish.of(code) ?? code];
    if (name === code || name === english || !/^[\p{L}’'. -]{4,}$/u.test(name + english)) continue;
    if (!ambiguousCountries.has(plainly(name))) names.set(plainly(name), USUAL[english] ?? english);
  }
  return { names, pattern: new RegExp(FROM_HERE + anyOf(names.keys()) + TO_HERE, 'giu') };
});
