import { englishWords, foreignLanguages, wordsBeforeCounted, wordsOfLanguage } from './languages.ts';

const littleWords = new Set(foreignLanguages.flatMap((language) => wordsOfLanguage(language).telling.split(' ')));
for (const word of [...englishWords.split(' '), ...wordsBeforeCounted]) littleWords.delete(word);

/** Whether a text begins with a little word of another language, before which a number counts nothing: `96 millions contre 12`. */
export function opensWithLittleWord(text: string): boolean {
  const word = /^\p{L}+['’]?/u.exec(text)?.[0].toLowerCase().replace('’', "'");
  return word !== undefined && littleWords.has(word);
}
