import type { GroundableArticle } from '../../article/article.ts';
import { stemOf } from '../../article/words.ts';
import { containsWhole } from '../contains-whole.ts';
import { isOfPlace, otherNamesOf, placesOf } from './peoples.ts';
import { withoutAccents } from './without-accents.ts';

/** What an article calls people and things by. */
export interface Mentions {
  /**
   * Whether it has the word, in any case, number or spelling with or without hyphen or accents, or as a part of a
   * longer one.
   */
  hasWord(word: string): boolean;
  /** Whether it has this name of one or more words, in lower case, or another name of the same. */
  hasName(name: string): boolean;
  hasOtherName(name: string): boolean;
  /**
   * Whether it has a place that lies in the country or belongs to the people of this name, or the people of a place:
   * `Irish` for Dublin.
   */
  hasPlaceIn(name: string): boolean;
  /** Whether it has the word with a capital. */
  hasCapital(word: string): boolean;
  /** Whether it has the words that the letters of an acronym begin, or the acronym of these words. */
  hasAcronymOf(words: readonly string[]): boolean;
  hasExpansionOf(acronym: string): boolean;
  /** The words with a capital that follow, or go before, a word with a capital; lower case. */
  neighboursOf(word: string): { readonly after: ReadonlySet<string>; readonly before: ReadonlySet<string> };
  /** Names that share letters with one that is missing, to say what stands there instead. */
  closestTo(word: string): string | undefined;
}

const TOKEN = /[\p{L}\p{N}][\p{L}\p{N}&]*(?:[-._'’/][\p{L}\p{N}]+)*/gu;
const SMALL_WORDS = new Set(['of', 'and', 'the', 'for', 'in', 'on', 'to', 'a', 'de', 'du', 'la', 'der', 'von', 'as']);
const PLAIN = /^\p{Ll}+$/u;
const NONE: ReadonlySet<string> = new Set();

export function readMentions({ text, title, source, author }: GroundableArticle): Mentions {
  const whole = [title, source, author, text].filter(Boolean).join('\n');
  const lower = whole.toLowerCase();
  const { words, capitals, acronyms, letters, after, before } = readWords(whole);

  const hasWord = (word: string) => {
    const small = word.toLowerCase().replace(/['’]s?$/, '');
    if (words.has(small) || words.has(stemOf(small)) || words.has(small.replace(/[-._'’/]/g, ''))) return true;
    const bare = withoutAccents(small);
    if (bare !== small && words.has(bare)) return true;
    return small.length >= 5 && isStretched(small, words);
  };
  const has = (name: string) => (/^[\p{L}\p{N}]+$/u.test(name) ? words.has(name) : containsWhole(lower, name));

  return {
    hasWord,
    hasName: (name) => has(name) || otherNamesOf(name).some(has),
    hasOtherName: (name) => otherNamesOf(name).some((other) => other !== name && has(other)),
    hasPlaceIn: (name) =>
      placesOf(name)?.some((place) => (place.includes(' ') ? containsWhole(lower, place) : capitals.has(place))) ||
      [...capitals.keys()].some((place) => isOfPlace(name, place)),
    hasCapital: (word) => capitals.has(word),
    hasAcronymOf(parts) {
      const acronym = parts
        .filter((part) => !SMALL_WORDS.has(part.toLowerCase()))
        .map((part) => part[0]?.toLowerCase())
        .join('');
      return acronym.length >= 2 && acronyms.has(acronym);
    },
    hasExpansionOf(acronym) {
      const capitalised = acronym.toUpperCase();
      if (capitalised.length < 2) return false;
      if (letters.includes(capitalised)) return true;
      return capitalised.length >= 4 && letters.toUpperCase().includes(capitalised);
    },
    neighboursOf: (word) => ({ after: after.get(word) ?? NONE, before: before.get(word) ?? NONE }),
    closestTo: (word) => closest(word.toLowerCase(), capitals),
  };
}

interface Vocabulary {
  readonly words: ReadonlySet<string>;
  /** Words with a capital as written, by their lower case. */
  readonly capitals: ReadonlyMap<string, string>;
  readonly acronyms: ReadonlySet<string>;
  /** The first letter of every word but little ones, in order. */
  readonly letters: string;
  readonly after: ReadonlyMap<string, ReadonlySet<string>>;
  readonly before: ReadonlyMap<string, ReadonlySet<string>>;
}

/** All that is asked of a text, in one go through its words. */
function readWords(whole: string): Vocabulary {
  const words = new Set<string>();
  const capitals = new Map<string, string>();
  const after = new Map<string, Set<string>>();
  const before = new Map<string, Set<string>>();
  const acronyms = new Set<string>();
  const initials: string[] = [];
  let previous: { word: string; end: number } | undefined;
  const plain = new Set<string>();
  for (const match of whole.matchAll(TOKEN)) {
    const written = match[0].endsWith('s') ? match[0].replace(/['’]s?$/, '') : match[0];
    if (plain.has(written) || PLAIN.test(written)) {
      if (!plain.has(written)) words.add(written).add(stemOf(written));
      plain.add(written);
      previous = undefined;
      if (!SMALL_WORDS.has(written)) initials.push(written[0] ?? '');
      continue;
    }
    const small = written.toLowerCase();
    if (!words.has(written)) {
      words.add(written);
      for (const part of partsOf(written)) words.add(part);
    }
    const capital = /^\p{Lu}/u.test(written);
    if (capital) capitals.set(small, written);
    if (/^\p{Lu}[\p{Lu}&]+s?$/u.test(written)) acronyms.add(small.replace(/s$/, ''));
    const adjoining =
      previous && /^[\s.]{1,2}$/.test(whole.slice(previous.end, match.index)) ? previous.word : undefined;
    if (capital && adjoining !== undefined) {
      for (const part of new Set([small, small.replace(/-.*$/, '')])) {
        note(after, adjoining, part);
        note(before, part, adjoining);
      }
    }
    previous = capital ? { word: small, end: match.index + match[0].length } : undefined;
    if (!SMALL_WORDS.has(small)) initials.push(capital ? (written[0] ?? '') : (small[0] ?? ''));
  }
  return { words, capitals, acronyms, letters: initials.join(''), after, before };
}

/** A word as it may be looked up: whole, without marks, its parts at hyphens, stops and humps, and their stems. */
function partsOf(written: string): string[] {
  const pieces = written.split(/[-._'’/&]|(?<=\p{Ll})(?=\p{Lu})/u).filter((piece) => piece !== '');
  return [written, written.replace(/[-._'’/&]/g, ''), ...pieces].flatMap((part) => {
    const small = part.toLowerCase();
    const bare = withoutAccents(small);
    return bare === small ? [small, stemOf(small)] : [small, stemOf(small), bare, stemOf(bare)];
  });
}

/** `postgres` for `postgresql`, `lodestones`: the same beginning, and little more. */
function isStretched(word: string, words: ReadonlySet<string>): boolean {
  for (let length = Math.max(5, word.length - 4); length < word.length; length += 1)
    if (words.has(word.slice(0, length))) return true;
  for (const known of words)
    if (known.length > word.length && known.length <= word.length + 4 && known.startsWith(word)) return true;
  return false;
}

function note(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}

function closest(word: string, capitals: ReadonlyMap<string, string>): string | undefined {
  let [best, most]: [string | undefined, number] = [undefined, 0];
  for (const [small, written] of capitals) {
    let common = 0;
    while (common < word.length && small[common] === word[common]) common += 1;
    if (common > most && common >= 3 && 2 * common >= Math.max(word.length, small.length))
      [best, most] = [written, common];
  }
  return best;
}
