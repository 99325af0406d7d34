import type { Range } from '../article/article.ts';

/** A quantity as a text states it: `24K`, `$1.5 million`, `forty per cent`, `90 minutes`. */
export interface Figure extends Range {
  /** The number with its magnitude but before its unit: 24,000, 1,500,000, 40, 90. */
  readonly count: number;
  /** The same in base units (seconds, months, bytes, percent, whole units of a currency), so that 90 minutes are 1.5 hours. */
  readonly value: number;
  /** `percent`, `seconds`, `months`, `bytes`, `times`, a currency sign; null when bare or followed by any other word. */
  readonly unit: string | null;
  /** Share of the value by which it may differ from what it rounds: half of the last place written. */
  readonly slack: number;
  /** Written in words: `ten`. */
  readonly spelled: boolean;
  /** A word that only implies a figure: `half`, `doubled`. */
  readonly fraction: boolean;
}

const SMALL = `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
  seventeen eighteen nineteen`.split(/\s+/);
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const SPELLED = new Map<string, number>([
  ...SMALL.map((word, value): [string, number] => [word, value]),
  ...TENS.map((word, index): [string, number] => [word, (index + 2) * 10]),
  ['dozen', 12],
]);
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
  trillion: 1e12,
};
const FRACTIONS = new Map<string, readonly [number, string]>([
  ['half', [50, 'percent']],
  ['halved', [50, 'percent']],
  ['halves', [50, 'percent']],
  ['quarter', [25, 'percent']],
  ['quarters', [75, 'percent']],
  ['twice', [2, 'times']],
  ['double', [2, 'times']],
  ['doubled', [2, 'times']],
  ['doubles', [2, 'times']],
  ['triple', [3, 'times']],
  ['tripled', [3, 'times']],
  ['tenfold', [10, 'times']],
]);
const UNITS = new Map<string, readonly [string, number]>();
const unit = (base: string, factor: number, names: string) => {
  for (const name of names.split(' ')) UNITS.set(name, [base, factor]);
};
unit('percent', 1, '% percent percentage pct');
unit('seconds', 1e-9, 'ns nanosecond nanoseconds');
unit('seconds', 1e-6, 'us µs μs microsecond microseconds');
unit('seconds', 1e-3, 'ms msec millisecond milliseconds');
unit('seconds', 1, 's sec secs second seconds');
unit('seconds', 60, 'min mins minute minutes');
unit('seconds', 3600, 'h hr hrs hour hours');
unit('seconds', 86_400, 'day days');
unit('seconds', 604_800, 'week weeks');
unit('months', 1, 'month months');
unit('months', 12, 'year years');
unit('bytes', 1, 'byte bytes');
unit('bytes', 1e3, 'kb kib kilobyte kilobytes');
unit('bytes', 1e6, 'mb mib megabyte megabytes');
unit('bytes', 1e9, 'gb gib gigabyte gigabytes');
unit('bytes', 1e12, 'tb tib terabyte terabytes');
unit('bytes', 1e15, 'pb pib petabyte petabytes');
unit('times', 1, 'x × times fold');
unit('$', 1, 'usd dollar dollars');
unit('€', 1, 'eur euro euros');
unit('£', 1, 'gbp pounds sterling');

const UNIT_NAMES = longestFirst(UNITS.keys()).filter((name) => /^[a-zµμ]+$/.test(name));
const NUMBER = String.raw`\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`;
const WORDS = `(?:${TENS.join('|')})-(?:${SMALL.slice(1, 10).join('|')})|${longestFirst(SPELLED.keys()).join('|')}`;
const MAGNITUDE_WORDS = 'thousand|hundred|million|billion|trillion';

// Dates, times of day, versions, addresses and `24/7` are no quantities: they are matched first, and skipped.
const NO_QUANTITY = String.raw`\d{4}-\d\d(?:-\d\d)?(?!\d)|\d{1,2}:\d\d(?::\d\d)?|\d+(?:\.\d+){2,}|\d+/\d+`;

// currency? number magnitude? unit?  A figure never starts inside a word or an identifier (`p99`, `IPv6`, `SHA-256`).
const FIGURE = new RegExp(
  String.raw`(?<![\p{L}\p{N}_.,/:#]|[\p{L}_]-)(?:(?<skip>${NO_QUANTITY})|(?<sign>[$€£]|us\$|(?:usd|eur|gbp)\s)?\s?` +
    String.raw`(?:(?<digits>${NUMBER})(?:(?<suffix>k|m|mn|bn|b|t)(?![\p{L}\p{N}]))?|(?<words>${WORDS})(?:(?![\p{L}\p{N}])|(?=fold)))` +
    String.raw`(?:[\s-](?<magnitude>${MAGNITUDE_WORDS})(?![\p{L}\p{N}]))?` +
    String.raw`(?:[\s\u00a0-]?(?<unit>%|per\s?cent|×|(?:${UNIT_NAMES.join('|')})(?![\p{L}\p{N}])))?)`,
  'giu',
);
const FRACTION = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${[...FRACTIONS.keys()].join('|')})(?![\p{L}\p{N}])`, 'giu');
const RANGE_GAP = /^\s?(?:-|–|—|to|and|or|→|->|of)\s?$/;

/**
 * The figures of a text in order. In `10 to 12 minutes` and `from 900 to 210 ms` the unit counts for both numbers.
 * Fractions in words (`half`, `twice`) are figures too. Linear in the text.
 */
export function figuresOf(text: string): Figure[] {
  const figures: Figure[] = [];
  for (const match of text.matchAll(FIGURE)) {
    const figure = readFigure(match);
    if (figure) figures.push(figure);
  }
  shareUnits(text, figures);
  for (const match of text.matchAll(FRACTION)) {
    const [value, name] = FRACTIONS.get(match[0].toLowerCase()) ?? [0, ''];
    const range = { start: match.index, end: match.index + match[0].length };
    figures.push({ ...range, count: value, value, unit: name, slack: 0, spelled: true, fraction: true });
  }
  return figures.sort((a, b) => a.start - b.start);
}

function readFigure(match: RegExpExecArray): Figure | null {
  const { skip, sign, digits, suffix, words, magnitude, unit: name } = match.groups ?? {};
  if (skip !== undefined) return null;
  const number = digits === undefined ? spelledValue(words ?? '') : Number(digits.replace(/[,\u00a0\u202f]/g, ''));
  if (!Number.isFinite(number)) return null;
  const [base, factor] = UNITS.get((name ?? '').toLowerCase().replace(/^per\s?cent$/, 'percent')) ?? [null, 1];
  const scale = (MAGNITUDES[(suffix ?? '').toLowerCase()] ?? 1) * (MAGNITUDES[(magnitude ?? '').toLowerCase()] ?? 1);
  const lead = match[0].length - match[0].trimStart().length;
  return {
    start: match.index + lead,
    end: match.index + match[0].trimEnd().length,
    count: number * scale,
    value: number * scale * factor,
    unit: sign ? currencyOf(sign) : base,
    slack: number === 0 ? 0 : lastPlace(digits, number) / number / 2,
    spelled: digits === undefined,
    fraction: false,
  };
}

function currencyOf(sign: string): string {
  return UNITS.get(sign.trim().toLowerCase())?.[0] ?? sign.slice(-1);
}

function spelledValue(words: string): number {
  return words
    .toLowerCase()
    .split('-')
    .reduce((sum, word) => sum + (SPELLED.get(word) ?? Number.NaN), 0);
}

/** `24,000` was perhaps rounded to thousands, `1.5` to tenths; a short whole number such as `40` is taken at its word. */
function lastPlace(digits: string | undefined, number: number): number {
  if (digits === undefined) return 1;
  const decimals = /\.(\d+)$/.exec(digits)?.[1]?.length ?? 0;
  if (decimals > 0) return 10 ** -decimals;
  const zeros = /0+$/.exec(digits.replace(/\D/g, ''))?.[0].length ?? 0;
  return number >= 1000 ? 10 ** zeros : 1;
}

function shareUnits(text: string, figures: Figure[]): void {
  for (let index = figures.length - 2; index >= 0; index -= 1) {
    const [figure, next] = [figures[index], figures[index + 1]];
    if (!figure || !next || figure.unit !== null || next.unit === null) continue;
    if (next.start - figure.end > 5 || !RANGE_GAP.test(text.slice(figure.end, next.start))) continue;
    if (RANGE_GAP.exec(text.slice(figure.end, next.start))?.[0].includes('of')) continue;
    const factor = unitFactor(text.slice(next.start, next.end));
    figures[index] = { ...figure, value: figure.value * factor, unit: next.unit };
  }
}

function unitFactor(written: string): number {
  const name = /[a-zµμ]+$/i.exec(written)?.[0].toLowerCase() ?? '';
  return UNITS.get(name)?.[1] ?? 1;
}

function longestFirst(words: Iterable<string>): string[] {
  return [...words].sort((a, b) => b.length - a.length);
}
