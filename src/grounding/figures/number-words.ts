const SMALL = `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
  seventeen eighteen nineteen`.split(/\s+/);
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const COUNTS: readonly (readonly [word: string, value: number])[] = [
  ...SMALL.map((word, value) => [word, value] as const),
  ...TENS.map((word, index) => [word, (index + 2) * 10] as const),
];
const VALUES = new Map<string, number>([...COUNTS, ['dozen', 12], ['a', 1], ['an', 1], ['half', 0.5]]);
const MAGNITUDES: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  hundred: 100,
  m: 1e6,
  mn: 1e6,
  million: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
  t: 1e12,
  tn: 1e12,
  trillion: 1e12,
};

/** Pattern of the single words for whole numbers of a range: `one|two|three`. */
export function countWords(least: number, most: number): string {
  return COUNTS.flatMap(([word, value]) => (value >= least && value <= most ? word : [])).join('|');
}

const LARGE = 'thousand|million|billion|trillion';
const UNDER_100 = `(?:${TENS.join('|')})(?:[-\\s](?:${countWords(1, 9)}))?|${[...SMALL].reverse().join('|')}|(?<!\\b(?:few|several|many|couple\\sof)\\s)dozen`;
const PARTS: Readonly<Record<string, number>> = { quarter: 4, third: 3, fifth: 5, tenth: 10 };
const PART = `(?:an?|${countWords(1, 4)})\\s(?:${Object.keys(PARTS).join('|')})s?\\sof\\sa(?=\\s(?:${LARGE})(?!\\p{L}))`;
const ARTICLE = `${PART}|(?:half\\s)?an?(?=\\s(?:hundred|dozen|${LARGE})(?!\\p{L}))|half\\sa(?=\\sdozen)`;

/**
 * Pattern of a number in words, `two hundred and fifty`, `a dozen`, `half a million`, without its last magnitude, which
 * may follow digits as well. Needs the flags `iu`.
 */
export const numberWords = `(?:${ARTICLE}|(?:${UNDER_100}))(?:\\sdozen|[-\\s]hundred(?:\\s(?:and\\s)?(?:${UNDER_100}))?)?(?:\\sand\\s(?:a\\s(?:half|quarter)|three[-\\s]quarters?))?`;
/** The words that it may begin with, alone or before `fold`. */
export const numberWordStart = new RegExp(`^(?:${[...SMALL, ...TENS].join('|')}|dozen|an?|half)(?:fold|$)`, 'iu');
export const magnitudeWords = `hundred|${LARGE}`;
export const magnitudeLetters = 'k|m|mn|bn|b|tn|t';

/** Factor of `million`, `K`, `bn`; 1 for anything else. */
export function magnitudeOf(name: string | undefined): number {
  return MAGNITUDES[(name ?? '').toLowerCase()] ?? 1;
}

/** What `numberWords` matched, as a number. */
export function valueOfWords(words: string): number {
  const [, many, part] = /^(\w+)\s(\w+?)s?\sof\sa$/i.exec(words) ?? [];
  if (many !== undefined && part !== undefined)
    return (VALUES.get(many.toLowerCase()) ?? 1) / (PARTS[part.toLowerCase()] ?? Number.NaN);
  let value = 0;
  let last = 1;
  const parts = words
    .toLowerCase()
    .replace('and a half', 'plushalf')
    .replace('and a quarter', 'plusquarter')
    .replace(/and three[-\s]quarters?/, 'plusquarters')
    .replace(/half an?/, 'half')
    .split(/[\s-]+/);
  for (const part of parts) {
    if (part === 'and') continue;
    if (part === 'plushalf') value += 0.5;
    else if (part === 'plusquarter') value += 0.25;
    else if (part === 'plusquarters') value += 0.75;
    else if (part === 'hundred') value *= 100;
    else if (part === 'dozen' && value > 0) value *= 12;
    else value += last = VALUES.get(part) ?? Number.NaN;
  }
  return Number.isFinite(last) ? value : Number.NaN;
}

/** Value of a single number word up to ninety, or null. */
export function smallNumber(word: string): number | null {
  const value = VALUES.get(word.toLowerCase());
  return value === undefined || value < 1 || word.length < 3 ? null : value;
}
