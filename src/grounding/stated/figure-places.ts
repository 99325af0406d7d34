import type { ArticleIndex } from '../article-index.ts';
import { agrees, type Bounded, boundOf } from '../figures/agree.ts';
import type { Figure } from '../figures/figures.ts';
import { hasCents, isCurrency, unitOf } from '../figures/units.ts';
import { isUnsaidMoney } from '../figures/unsaid-money.ts';
import { cellsOf } from '../table-cells.ts';
import { textBefore, textBehind } from '../text-beside.ts';
import { within } from '../within.ts';

const DAY = 86_400; // seconds
const MONTH = 365 / 12; // days
const FARTHEST = 0.4; // share by which a figure may be off at the most, whatever bounds it
const LONGEST_NOUN = 24;
/** A word in the plural. */
const COUNTS_THINGS = /^\s\p{Ll}+(?:(?<!s)s|men|people|children)\b/u;
const OLD = /^[\s-]old\b/;
const OF_AGE =
  /(?:\baged?|\b(?:man|woman|boy|girl|person|patient|child)\sof|\p{Lu}\p{Ll}+,|,\swho\s(?:is|was)|\b(?:he|she)\s(?:is|was)|\bat)\s$/u;
const MOST_TIMES = 100; // that a multiple may be
const ROUGHLY = 0.2; // share by which seven weeks may be `almost two months`
const MOST_OF_WEEKS = 3; // months that may be said of as many times four weeks
const OF_FOUR_WEEKS = 0.09; // share by which they are longer

/** The same, with a word before it or without. */
const COUNTED = /^\s(?:\p{Ll}+\s)?\p{Ll}{3,}(?:(?<!s)s|men|people|children)\b/u;
const LONGEST_COUNTED = 40;
/** `Customers affected`, unlike `Times` and `Wait (s)`. */
const COUNTED_HEAD = /^\p{L}{3,}(?:(?<!s)s|men|people)$/iu;

function measures({ unit }: Figure): boolean {
  return unit === 'seconds' || unit === 'months' || unit === 'percent' || unit === 'bytes';
}

/** Where the article states a figure of the claim, at most the first few thousand. */
export function placesOf(own: Bounded, claimText: string, index: ArticleIndex): Figure[] {
  const { claimed } = own;
  const { text } = index.article;
  const matches = (figure: Figure, stated = figure.value, value = claimed.value) => {
    if (Math.abs(value - stated) > FARTHEST * Math.max(Math.abs(value), Math.abs(stated))) return false;
    return agrees(own, stated, boundOf(text, figure), value);
  };
  const bare = claimed.unit === null;
  // What counts customers is no place for nine days, nor for 9 %; `seen nine times` is one for nine views.
  const countsThings = bare && COUNTS_THINGS.test(textBehind(claimText, claimed, LONGEST_NOUN));
  return index.figures.filter((figure) => {
    if (figure.unit === 'bytes' && claimed.unit === 'bytes' && isBinary(claimed, figure)) return true;
    if (figure.unit === claimed.unit) return matches(figure);
    if (claimed.unit === 'seconds' && /^\d+m$/i.test(text.slice(figure.start, figure.end)))
      return agrees(own, (figure.count / 1e6) * 60, null);
    if (isSameTime(own, figure) || isSameAge(claimed, figure, claimText, text)) return true;
    if (figure.unit === 'cents' && hasCents(claimed.unit)) return matches(figure, figure.value / 100);
    if (claimed.unit === 'cents' && hasCents(figure.unit)) return matches(figure, figure.value * 100);
    if (figure.unit === null && measures(claimed) && COUNTED.test(text.slice(figure.end, figure.end + LONGEST_COUNTED)))
      return false; // 214 partner shops are no 214 minutes
    // In tables and code the unit stands elsewhere (the head of a column, a key), in a claim it may go without saying.
    if (figure.unit === null && hasUnitElsewhere(figure, index) && !hasTwin(figure, index))
      return mayBeIn(claimed, figure, index) && matches(figure, figure.count, claimed.count);
    // A unit may go without saying where the digits are telling enough: `In January that figure was 27.1`.
    if (figure.unit === null && isDistinctive(figure) && figure.count === claimed.count)
      return !hasOtherUnit(figure, claimed, text);
    // `viewed 210 million times` of 210 million views
    if (claimed.unit === 'times' && figure.unit === null && claimed.count >= MOST_TIMES)
      return matches(figure, figure.count, claimed.count);
    if (isOfItsMoney(figure, claimed, index)) return true;
    if (bare && !figure.fraction && (figure.unit === null || figure.unit === 'times' || !countsThings))
      return matches(figure, figure.count, claimed.count);
    return false;
  });
}

/** Whether a bare number in a table or code may be one of the claim's unit: no multiple, and no hours of nine customers. */
function mayBeIn({ unit }: Figure, cell: Figure, index: ArticleIndex): boolean {
  if (unit !== 'seconds' && unit !== 'months' && unit !== 'times') return true;
  const { head } = cellsOf(index, index.passageAt(cell.start), cell);
  const words = head
    ? index
        .textOf(head)
        .trim()
        .split(/[\s()]+/)
    : [];
  return !COUNTED_HEAD.test(words[0] ?? '') || words.some((word) => unitOf(word) !== null);
}

/** `two months` of 60 days or eight weeks, `90 days` of three months, `52 weeks` of a year. */
function isSameTime({ claimed, bound }: Bounded, stated: Figure): boolean {
  if (stated.fraction) return false;
  const [months, seconds] = claimed.unit === 'months' ? [claimed, stated] : [stated, claimed];
  if (months.unit !== 'months' || seconds.unit !== 'seconds' || seconds.value < 27 * DAY) return false;
  const length = seconds.value / DAY / MONTH;
  const rough = claimed.fraction || bound === 'nearly' || bound === 'about';
  const weeks = months.value <= MOST_OF_WEEKS && seconds.value % (7 * DAY) === 0;
  const room = rough ? ROUGHLY : weeks ? OF_FOUR_WEEKS : 0.02;
  return Math.abs(length - months.value) <= room * months.value;
}

/** `an 81-year-old` of a woman of 81. */
function isSameAge({ unit, count, end }: Figure, stated: Figure, claimText: string, text: string): boolean {
  if (unit !== 'months' || stated.unit !== null || stated.count !== count) return false;
  return OLD.test(textBehind(claimText, { end }, 6)) && OF_AGE.test(textBefore(text, stated, 24));
}

/** `64 KB` of 65,535 bytes: a kilobyte may be 1,024 bytes, and so on. */
function isBinary(claimed: Figure, stated: Figure): boolean {
  const steps = Math.log10(claimed.value / (claimed.count || 1) / (stated.value / (stated.count || 1))) / 3;
  const value = claimed.value * 1.024 ** steps;
  return steps !== 0 && Math.abs(value - stated.value) <= 0.001 * value;
}

/** `4,080 stray bytes` is no place of 4,080 kilobytes. */
function hasOtherUnit({ end }: Figure, claimed: Figure, text: string): boolean {
  const words =
    /^(?:\s[\p{L}-]+){1,3}/u
      .exec(textBehind(text, { end }, 48))?.[0]
      .trim()
      .split(' ') ?? [];
  const unit = words.map((word) => unitOf(word)).find((known) => known !== null);
  if (!unit || words.some((word) => /^(?:in|of|per|an?|and|or|to|for|the|at|on|by)$/i.test(word))) return false;
  return unit[0] !== claimed.unit || Math.abs(unit[1] * claimed.count - claimed.value) > 1e-6 * claimed.value;
}

/** `ahead of the 11 million that it paid`, in an article whose money is that of the claim. */
function isOfItsMoney(figure: Figure, claimed: Figure, { figures, article: { text } }: ArticleIndex): boolean {
  if (figure.count !== claimed.count || !isCurrency(claimed.unit) || !isUnsaidMoney(figure, text)) return false;
  return (
    /\p{L}$/u.test(textBefore(text, { start: figure.end }, 1)) && figures.some(({ unit }) => unit === claimed.unit)
  );
}

/** More than two digits that count, or a decimal. */
function isDistinctive({ count, spelled }: Figure): boolean {
  return !spelled && (!Number.isInteger(count) || String(count).replace(/0+$/, '').length > 2);
}

/** Whether the index has the same figure with its unit as well. */
function hasTwin(figure: Figure, { figures }: ArticleIndex): boolean {
  return within(figures, figure).length > 1;
}

/** Whether the unit of a figure may stand in another place: in tables and code. */
export function hasUnitElsewhere(figure: Figure, { article, passages, passageAt }: ArticleIndex): boolean {
  const kind = article.blocks[passages[passageAt(figure.start)]?.block ?? -1]?.kind;
  return kind === 'table' || kind === 'code';
}
