import words from './order-words.json' with { type: 'json' };

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
  readonly before?: string;
}

const { about: _, ...byLanguage } = words;

/** The pairs of words that make an order, for each language: to forget what was told, and what an account must say. */
const orders = Object.values(byLanguage).map(({ artefact, must, say, rules, forget, machine, before }: Language) => ({
  overrides: pair(before === undefined ? begins(forget) : called(forget, before), begins(rules)),
  steers: [both(artefact, `${must}|${say}`), both(machine, `${must}|${say}`), addressed(machine)],
  subject: new RegExp(begins(`${artefact}|${machine}`), 'iu'),
}));

/** Beginnings of words that an order cannot do without, with the languages they are of; of languages that do not part words none. */
const beginnings = new Map<string, number[]>();
const unparted: number[] = [];
const LONGEST_BEGINNING = 5;

for (const [index, { artefact, rules, machine }] of Object.values(byLanguage).entries()) {
  const stems = `${artefact}|${rules}|${machine}`;
  if (UNPARTED.test(stems)) unparted.push(index);
  for (const stem of stems.split('|')) {
    const beginning = /^\p{L}+/u.exec(stem)?.[0].slice(0, LONGEST_BEGINNING) ?? '';
    beginnings.set(beginning, [...(beginnings.get(beginning) ?? []), index]);
  }
}

/**
 * Whether a sentence in another language than English says that rules are to be forgotten (`order`), or what a summary must
 * hold (`steer`).
 */
export function foreignOrder(sentence: string): 'order' | 'steer' | null {
  const spoken = spokenIn(sentence);
  if (spoken.some(({ overrides }) => overrides.test(sentence))) return 'order';
  return spoken.some(({ steers }) => steers.some((pair) => pair.test(sentence))) ? 'steer' : null;
}

/** Whether a sentence in another language than English speaks of a summary or of a machine that may write one. */
export function speaksOfSummaries(sentence: string): boolean {
  return spokenIn(sentence).some(({ subject }) => subject.test(sentence));
}

/** The words of the languages that a sentence may be in. */
function spokenIn(sentence: string): (typeof orders)[number][] {
  const languages = new Set(UNPARTED.test(sentence) ? unparted : []);
  for (const word of sentence.match(WORD) ?? []) for (const language of languagesOf(word)) languages.add(language);
  return [...languages].flatMap((language) => orders[language] ?? []);
}

const WORD = /\p{L}{2,}/gu;
const known = new Map<string, readonly number[]>();
const MOST_KNOWN = 20_000;
/** Longer runs of letters are no words, and seldom come twice. */
const LONGEST_KNOWN = 24;

/** The languages with a beginning that a word has. Kept between calls: the same few thousand words make up most texts. */
function languagesOf(word: string): readonly number[] {
  const read = known.get(word);
  if (read !== undefined) return read;
  const spelt = word.slice(0, LONGEST_BEGINNING).toLowerCase();
  const languages = Array.from(
    { length: LONGEST_BEGINNING - 1 },
    (_, at) => (at + 2 <= spelt.length && beginnings.get(spelt.slice(0, at + 2))) || [],
  ).flat();
  if (word.length > LONGEST_KNOWN) return languages;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(` ${word}`.slice(1), languages); // a part of a text would keep all of it
  return languages;
}

function begins(stems: string): string {
  return UNPARTED.test(stems) ? `(?:${stems})` : String.raw`(?<!\p{L})(?:${stems})`;
}

/** A few words to a machine, and a colon. */
function addressed(machine: string): RegExp {
  return new RegExp(`^.{0,40}${begins(machine)}[^.:;]{0,20}:\\s`, 'iu');
}

/** Where somebody is told to: who did it would stand before it. */
function called(forget: string, before: string): string {
  return String.raw`(?<=(?:^|\p{P})\s*|(?<!\p{L})(?:${before})\s?)(?:${forget})`;
}

function both(one: string, other: string): RegExp {
  return pair(begins(one), begins(other));
}

function pair(first: string, second: string): RegExp {
  return new RegExp(`${first}.{0,${NEAR}}${second}|${second}.{0,${NEAR}}${first}`, 'iu');
}
