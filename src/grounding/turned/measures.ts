import { wordsOf } from '../../article/words.ts';
import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import type { Figure } from '../figures/figures.ts';
import { SMALL_COUNT } from '../figures/small-counts.ts';
import type { Comparison } from './comparisons.ts';

const MONEY = /^(?:[$€£¥₹]|CHF|kr|cents)$/;
const TIME = /^(?:seconds|months)$/;
const NEXT = 40; // characters behind a figure that say what it counts

/** Units that go with what is compared; a figure of another one says nothing of it. */
const UNITS: Readonly<Record<string, RegExp>> = {
  price: MONEY,
  length: /^(?:seconds|months|metres|miles|feet|inches)$/,
  speed: /^(?:seconds|bits\/s)$/,
  weight: /^grams$/,
  sound: /^decibels$/,
  age: /^months$/,
  height: /^(?:metres|feet)$/,
  warmth: /^degrees$/,
  amount: /^/,
};

/** What there is more of, by its name: `needs more time`, `costs more`. */
const NAMED: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:time|long)$/, TIME],
  [/^(?:price|money)$/, MONEY],
  [/^(?:memori|space)$/, /^bytes$/],
  [/^(?:power|electr|energi)$/, /^watt/],
];

/** How much of something there is, is not told by how warm or how far. */
const NOT_COUNTED = /^(?:degrees|metres|miles|feet|inches|seconds|months|decibels|bits\/s)$/;

/** By how much one is more than the other, which is reckoned with elsewhere: `two points less than`, `ten days after`. */
const BY_HOW_MUCH = /^\s(?:of\s\p{L}+\s)?(?:more|less|fewer|(?!\p{L}*(?:ther|mber|after)\b)\p{L}+er)\b/iu;
const BEAT_BY =
  /\b(?:beats?|exceed\p{Ll}*|ahead\sof|outs\p{Ll}+|trail\p{Ll}*|behind)\s[^.,;:]{1,60}\sby\s(?:\p{Lu}+\s)?$/u;
const HOW_LONG = /^\s(?:before|after)\b/i;

/** Whether a claim tells by how much two things differ. */
export function tellsDifference({ text, figures }: Claim): boolean {
  return figures.some(({ start, end, unit }) => {
    const after = text.slice(end, end + 40);
    return BY_HOW_MUCH.test(after) || BEAT_BY.test(text.slice(0, start)) || (unit !== null && HOW_LONG.test(after));
  });
}

/** Whether a figure of the article can tell which of two is more in the way that a claim compares them. */
export function isMeasureOf(
  { scale, comparand }: Comparison,
  figure: Figure,
  claim: Claim,
  index: ArticleIndex,
): boolean {
  const { unit, fraction, count } = figure;
  const isSmall = unit === null && count <= SMALL_COUNT && comparand === undefined;
  if (fraction || unit === 'times' || isSmall || isYear(figure)) return false;
  const bareMoney = unit === null && (!countsElse(figure, index) || isOfMoney(figure, index));
  const named = NAMED.find(([name]) =>
    (comparand === undefined ? [...claim.terms.keys()] : [comparand]).some((one) => name.test(one)),
  );
  if (named && scale === 'amount') return named[1].test(unit ?? '') || (named[1] === MONEY && bareMoney);
  if (comparand !== undefined) return !NOT_COUNTED.test(unit ?? '');
  return UNITS[scale]?.test(unit ?? '') || (scale === 'price' && bareMoney);
}

/** Whether a figure says what it counts, as `22 a day` does not. */
export function countsElse({ end }: Figure, index: ArticleIndex): boolean {
  const [next] = wordsOf(index.article.text.slice(end, end + NEXT));
  return next !== undefined && next.start === 1 && next.content;
}

function isOfMoney({ end }: Figure, index: ArticleIndex): boolean {
  return /^\s(?:crowns|kron\p{L}+|francs|schillings|pesos|rupees|yen|lira|zlotys?)\b/iu.test(
    index.article.text.slice(end, end + NEXT),
  );
}

function isYear({ unit, count, start, end }: Figure): boolean {
  return unit === null && end - start === 4 && count > 1000 && count < 2100;
}
