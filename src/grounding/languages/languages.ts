import data from './languages.json' with { type: 'json' };

/** A language other than English whose figures and dates are read. */
export type Foreign = keyof typeof data.languages;
/** `en` is also what is no other. */
export type Language = Foreign | 'en';
export type Words = (typeof data.languages)[Foreign];

export const foreignLanguages = Object.keys(data.languages) as readonly Foreign[];
export const englishWords: string = data.english;
export const ambiguousCountries: ReadonlySet<string> = new Set(data.ambiguous.split('|'));
export const wordsBeforeCounted: readonly string[] = data['before counted'].split(' ');

export function wordsOfLanguage(language: Foreign): Words {
  return data.languages[language];
}

/** `German`. */
export function nameOfLanguage(language: Language): string {
  return language === 'en' ? 'English' : data.languages[language].name;
}

/** What English says by each of its words in another language: `mio.` is `million`. */
export function meaningsOf(words: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(words).flatMap(([english, own]) => own.split('|').map((word) => [word, english])));
}

/** The pattern of one of some words, the longest first; a space may be a fixed one, an apostrophe of either kind. */
export function anyOf(words: Iterable<string>): string {
  const all = [...words].filter((word) => word !== '').sort((a, b) => b.length - a.length);
  if (all.length === 0) return '(?!)';
  const plain = all.map((word) => word.replace(/[.$*+?^()[\]{}|]/g, String.raw`\$&`));
  return `(?:${plain.map((word) => word.replaceAll(' ', SPACE).replaceAll("'", "['’]")).join('|')})`;
}

/** What stands between the words of one line. */
export const SPACE = String.raw`[ \u00a0\u2009\u202f]`;
/** Makes a pattern match whole words only. */
export const [FROM_HERE, TO_HERE] = [String.raw`(?<![\p{L}\p{N}])`, String.raw`(?![\p{L}\p{N}])`];

/** Made once for each language, when a text in it is first read. */
export function perLanguage<Made>(make: (words: Words, language: Foreign) => Made): (language: Foreign) => Made {
  const made = new Map<Foreign, Made>();
  return (language) => {
    const known = made.get(language) ?? make(wordsOfLanguage(language), language);
    made.set(language, known);
    return known;
  };
}

/** As it is looked up: in lower case, with plain spaces and apostrophes. */
export function plainly(written: string): string {
  return written
    .toLowerCase()
    .replace(/[\u00a0\u2009\u202f]/g, ' ')
    .replaceAll('’', "'");
}
