import { englishWords, type Foreign, foreignLanguages, type Language, wordsOfLanguage } from './languages.ts';

/** A bit for each language that has a word; the first is English. */
const tellingWords = new Map<string, number>();
for (const [at, words] of [englishWords, ...foreignLanguages.map(tellingOf)].entries())
  for (const word of words.split(' ')) tellingWords.set(word, (tellingWords.get(word) ?? 0) | (1 << at));

/** A word with its hyphens: `e-mail` is no Italian. What ends in an apostrophe, as `l’` of `l’eau`, is one of its own. */
const TOKEN = /[\p{L}\p{N}-]+['’]?/gu;
/** Little words of names such as Jan van der Berg, Museo del Prado and Los Angeles, which tell nothing of the text. */
const OF_NAME =
  /(?<=\p{Lu}[\p{L}’'-]*)(?:\s(?:de|del|della|di|da|do|dos|du|van|von|la|le|el|y|e|den|der)){1,2}(?=\s\p{Lu})|(?<!\p{L})(?:El|La|Las|Le|Les|Los|Il|Lo|De|Den|Het|Van|O|Os)\s(?=\p{Lu})/gu;
const NOT_SMALL = /[\p{Lu}’]/u;
const PIECE = 1000; // characters looked at, of the beginning, the middle and the end
const FEWEST = 2;
const LEAST_SHARE = 0.1; // of all words; in prose it is a third

/**
 * The language that most of a text is in, told by little words; English where that is not certain. Costs the same for
 * any length.
 *
 * @param likely the language of what the text belongs to, for which a single word is enough.
 */
export function languageOf(text: string, likely: Language = 'en'): Language {
  const pieces = piecesOf(text);
  if (isEnglish(countWords(pieces))) return 'en'; // which nearly all are, whatever is a part of a name
  const { all, english, others } = countWords(pieces.map((piece) => piece.replace(OF_NAME, '')));
  const most = Math.max(...others);
  const own = likely === 'en' ? 0 : (others[foreignLanguages.indexOf(likely)] ?? 0);
  const best = own === most ? likely : (foreignLanguages[others.indexOf(most)] ?? 'en');
  const fewest = best === likely ? 1 : FEWEST;
  return most >= fewest && most > english && most >= LEAST_SHARE * all ? best : 'en';
}

interface Counts {
  /** All words, and those that tell of English and of each other language. */
  readonly all: number;
  readonly english: number;
  readonly others: readonly number[];
}

function countWords(pieces: readonly string[]): Counts {
  const counts = [0, ...foreignLanguages.map(() => 0)];
  let all = 0;
  for (const piece of pieces) {
    for (const token of piece.match(TOKEN) ?? []) {
      all += 1;
      const bits = tellingWords.get(NOT_SMALL.test(token) ? token.toLowerCase().replace('’', "'") : token) ?? 0;
      for (let at = 0; bits >> at > 0; at += 1) if ((bits >> at) & 1) counts[at] = (counts[at] ?? 0) + 1;
    }
  }
  const [english = 0, ...others] = counts;
  return { all, english, others };
}

function isEnglish({ english, others }: Counts): boolean {
  return others.every((count) => count <= english);
}

/** Little words, and those that only go with figures: nobody else writes `Millionen`. */
function tellingOf(language: Foreign): string {
  const { telling, behind } = wordsOfLanguage(language);
  const { percent, million, billion } = behind;
  const counting = [percent, million, billion].flatMap((words) => words.split('|'));
  const own = counting.filter((word) => /^\p{L}{5,}$/u.test(word) && !/^(?:million|billion|percent)s?$/.test(word));
  return [telling, ...own].join(' ');
}

function piecesOf(text: string): string[] {
  if (text.length <= 3 * PIECE) return [text];
  const middle = Math.floor(text.length / 2);
  return [text.slice(0, PIECE), text.slice(middle, middle + PIECE), text.slice(-PIECE)];
}
