import words from './order-words.json' with { type: 'json' };
import { orderWords } from './word-signs.ts';

/** Most characters between two words that belong together. */
const NEAR = 80;
/** Scripts that do not part words, and those that put articles and endings around them. */
const UNPARTED = /[\u0590-\u06FF\u0900-\u097F\u0E00-\u0E7F\u3040-\u30FF\u4E00-\u9FFF\uAC00-\uD7AF]/u;

interface Language {
  readonly artefact: string;
  readonly must: string;
  readonly say: string;
  readonly rules: string;
  readonly forget: string;
  readonly machine: string;
}

const { about: _, ...languages } = words;

/** The pairs of words that make an order, for each language. */
const orders = Object.values(languages).map(({ artefact, must, say, rules, forget, machine }: Language) => [
  both(artefact, `${must}|${say}`),
  both(forget, rules),
  both(machine, `${must}|${say}`),
]);

/** Beginnings of words that an order cannot do without, with the languages they are of; of languages that do not part words none. */
const beginnings = new Map<string, number[]>();
const unparted: number[] = [];
const LONGEST_BEGINNING = 5;

for (const [index, { artefact, rules, machine }] of Object.values(languages).entries()) {
  const stems = `${artefact}|${rules}|${machine}`;
  if (UNPARTED.test(stems)) unparted.push(index);
  for (const stem of stems.split('|')) {
    const beginning = /^\p{L}+/u.exec(stem)?.[0].slice(0, LONGEST_BEGINNING) ?? '';
    beginnings.set(beginning, [...(beginnings.get(beginning) ?? []), index]);
  }
}

/** Of a word that begins like one of those. */
const FOREIGN = orderWords.add((run) => languagesOf(run).length > 0);

/**
 * Whether a sentence in another language than English says what a summary must hold, or what is to be forgotten.
 *
 * @param signs those of its words, see word-signs.ts.
 */
export function isForeignOrder(sentence: string, signs = orderWords.of(sentence)): boolean {
  const isUnparted = UNPARTED.test(sentence);
  if (!isUnparted && (signs & FOREIGN) === 0) return false;
  const spoken = new Set([...(isUnparted ? unparted : []), ...languagesOf(sentence)]);
  return [...spoken].some((language) => orders[language]?.some((pair) => pair.test(sentence)));
}

/** The languages with a beginning that a word of a text has. */
function languagesOf(text: string): number[] {
  const spelt = text.toLowerCase().match(/\p{L}{2,}/gu) ?? [];
  return spelt.flatMap((word) =>
    Array.from({ length: LONGEST_BEGINNING - 1 }, (_, at) => beginnings.get(word.slice(0, at + 2)) ?? []).flat(),
  );
}

function begins(stems: string): string {
  return UNPARTED.test(stems) ? `(?:${stems})` : String.raw`(?<!\p{L})(?:${stems})`;
}

function both(one: string, other: string): RegExp {
  const [first, second] = [begins(one), begins(other)];
  return new RegExp(`${first}.{0,${NEAR}}${second}|${second}.{0,${NEAR}}${first}`, 'iu');
}
