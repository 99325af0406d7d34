import { anyOf, type Foreign, type Language, perLanguage, TO_HERE } from '../grounding/languages/languages.ts';
import words from './pointing-words.json' with { type: 'json' };

const openingOf = perLanguage((_words, language: Foreign) => {
  return new RegExp(`^[«„"“]?${anyOf(words[language].split('|'))}(?:${TO_HERE}|(?<=['’]))`, 'iu');
});

/** Whether a sentence in another language than English begins with a word for what only the sentence before it names. */
export function pointsBack(sentence: string, language: Language): boolean {
  return language !== 'en' && openingOf(language).test(sentence);
}
