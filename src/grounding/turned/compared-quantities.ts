import type { Claim } from '../claim.ts';
import type { Figure } from '../figures/figures.ts';

/** What a claim says is more than what, and by which quantities that may be told. */
export interface ComparedQuantities {
  readonly more: string;
  readonly less: string;
  /** What there is more or less of, where that has a name: `boxes` in `more boxes than`. */
  readonly what: string;
  measures(figure: Figure): boolean;
}

const THAN =
  /^(?<one>[^;:]*?)\s(?:(?<how>more|less|fewer)(?<what>(?:\s[\p{L}-]+){0,3})|(?<word>[\p{L}-]+er)(?:\s[\p{L}-]+){0,3})\sthan\s(?<other>[^,;:]+)/iu;
const NUMBER =
  /^\s*(?:[$€£¥₹]?\d|(?:an?\s)?(?:half|third|quarter|fifth|sixth|tenth|dozen|hundred|thousand|million|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twice|double)\b)/i;
const BESIDE = 16; // characters within which a figure tells by how much
const SMALL_COUNT = 12; // counts of a few are everywhere
const MONEY = /^(?:[$€£¥₹]|CHF|kr)$/;

const isMoney = ({ unit, count }: Figure) => (unit === null ? count > SMALL_COUNT : MONEY.test(unit));
const isYear = ({ unit, count, start, end }: Figure) =>
  unit === null && end - start === 4 && count > 1000 && count < 2100;
const isAny = (figure: Figure) =>
  figure.unit !== 'times' && (figure.unit !== null || figure.count > SMALL_COUNT) && !isYear(figure);
const isOf =
  (...units: readonly string[]) =>
  ({ unit }: Figure) =>
    unit !== null && units.includes(unit);

interface Measure {
  readonly more: RegExp;
  readonly less: RegExp;
  readonly measures: ComparedQuantities['measures'];
}

const MEASURES: readonly Measure[] = [
  { more: /^(?:dearer|costlier|pricier)$/i, less: /^cheaper$/i, measures: isMoney },
  { more: /^slower$/i, less: /^(?:faster|quicker)$/i, measures: isOf('seconds') },
  { more: /^longer$/i, less: /^shorter$/i, measures: isOf('seconds', 'months', 'metres') },
  { more: /^(?:louder|noisier)$/i, less: /^quieter$/i, measures: isOf('decibels') },
  { more: /^heavier$/i, less: /^lighter$/i, measures: isOf('grams') },
  { more: /^older$/i, less: /^younger$/i, measures: isOf('months') },
  { more: /^(?:higher|larger|bigger|greater|taller)$/i, less: /^(?:lower|smaller)$/i, measures: isAny },
];

/** `A is cheaper than B`, but not `more than ten` or `two points less than B`, which check-numbers.ts reckons. */
export function comparisonIn({ text, figures }: Claim): ComparedQuantities | undefined {
  const { one, other, how, what = '', word } = THAN.exec(text)?.groups ?? {};
  if (one === undefined || other === undefined || NUMBER.test(other)) return undefined;
  if (figures.some(({ end }) => end <= one.length && one.length - end < BESIDE)) return undefined;
  const found = word === undefined ? undefined : MEASURES.find(({ more, less }) => more.test(word) || less.test(word));
  if (word !== undefined && !found) return undefined;
  const isMore = found && word !== undefined ? found.more.test(word) : how?.toLowerCase() === 'more';
  const measures = found?.measures ?? measureOf(what.trim());
  const side = one.replace(/(?<=\p{L}\s)\S+$/u, ''); // the verb is that of either side: `Ann runs`
  return isMore ? { more: side, less: other, what, measures } : { more: other, less: side, what, measures };
}

function measureOf(what: string): ComparedQuantities['measures'] {
  if (/^(?:expensive|costly)$/i.test(what)) return isMoney;
  if (/^time$/i.test(what)) return isOf('seconds');
  if (/^(?:memory|space)$/i.test(what)) return isOf('bytes');
  // A weight says nothing of more power.
  return what === '' ? isAny : (figure) => isAny(figure) && (figure.unit === null || isMoney(figure));
}
