import type { Passage } from '../passages.ts';
import { textBefore, textBehind } from '../text-beside.ts';
import type { Figure } from './figures.ts';
import { tableUnits } from './table-units.ts';
import { hasCents } from './units.ts';

const REACH = 140; // characters within which a unit still goes without saying
const OF_DIFFERENCE = /^\s(?:more|fewer|less|longer|shorter|later|earlier|sooner)\sthan\b/;
/** `aged between 19 and 44`. */
const AGED = /\b(?:aged|ages|age\sof)\s(?:(?:between|from|of)\s)?(?:\d{1,3}\s(?:and|to)\s)?$/i;

/**
 * Adds, for figures whose unit stands elsewhere, the figure with it at the same place: `six months to delete the data
 * and three to change the app`, `11 of the 46 kilograms`, `the limit is 50 ms; it was 80 then`, and cells of a table
 * whose head says `p99 (ms)`. In order; linear in the figures.
 */
export function withUnits(figures: readonly Figure[], passages: readonly Passage[], text: string): Figure[] {
  const [inTable, inProse] = [tableUnits(passages, text), proseUnits(text)];
  let passage = 0;
  return figures.flatMap((figure, at) => {
    while ((passages[passage]?.end ?? Number.POSITIVE_INFINITY) <= figure.start) passage += 1;
    const own = passages[passage];
    const isCell = own?.kind === 'table' && own.start <= figure.start;
    const found = isCell ? inTable(figure, passage) : inProse(figure, figures[at + 1]);
    return found ? [figure, found] : [figure];
  });
}

/** The figures of a claim, with the unit of the one before for `23 more than` in `it ran for 71 hours, 23 more than it had to`. */
export function withDifferenceUnits(figures: readonly Figure[], text: string): Figure[] {
  return figures.map((figure, at) => {
    const before = figures.slice(0, at).findLast(({ unit, fraction }) => unit !== null && !fraction);
    const isBare = figure.unit === null && OF_DIFFERENCE.test(textBehind(text, figure, 16));
    return before && isBare && /[,;]\s$/.test(textBefore(text, figure, 2)) ? ofUnit(figure, before) : figure;
  });
}

/** Reads the unit of the figures of prose, given in order, from the one before or, of a part, from its whole. */
function proseUnits(text: string): (figure: Figure, next: Figure | undefined) => Figure | null {
  let before: Figure | undefined; // the latest with a unit
  return (figure, next) => {
    if (next && isPartOf(figure, next, text)) return ofUnit(figure, next);
    const isNear = before !== undefined && figure.start - before.end < REACH;
    if (figure.unit === 'cents' && before && isNear && hasCents(before.unit))
      return { ...figure, unit: before.unit, value: figure.value / 100 };
    if (figure.unit === null && AGED.test(textBefore(text, figure, 32)))
      return { ...figure, unit: 'months', value: 12 * figure.count };
    if (figure.unit !== null) {
      if (!figure.fraction && figure.unit !== 'times') before = figure;
      return null;
    }
    if (!before || !isNear || !isElliptic(figure, text)) return null;
    return text.slice(before.end, figure.start).includes('\n') ? null : ofUnit(figure, before);
  };
}

function ofUnit(figure: Figure, { unit, value, count }: Figure): Figure {
  return { ...figure, unit, value: figure.count * (value / (count || 1)) };
}

/** `11 of the 46 kilograms`. */
function isPartOf({ unit, end, count }: Figure, whole: Figure, text: string): boolean {
  if (unit !== null || whole.unit === null || whole.unit === 'percent' || whole.unit === 'times') return false;
  if (whole.fraction || whole.count <= count) return false;
  return /^\s(?:out\s)?of\s(?:(?:the|its|their|our|his|her|these|those|all)\s)?$/.test(text.slice(end, whole.start));
}

/** Whether a bare number is followed by nothing that it could count. */
function isElliptic(figure: Figure, text: string): boolean {
  const lead =
    /(?:^|[,;:(]\s?|\b(?:and|or|to|than|the(?:\s\p{Ll}{3,9})?|\p{Ll}{3,9}ed|was|is|were|be|been|of|with|for|from|at|about|in|took|takes?|it|by|against|under|over|below|above|nearly|almost|only|until|instead|now|had|plus|minus|after|within|another|additional|every|perhaps|maybe|possibly|probably|even|needs?|needed|lasts?|lasted)\s)$/iu;
  if (figure.count <= 0 || !(isLarge(figure, text) || lead.test(textBefore(text, figure, 24)))) return false;
  return /^(?:[.,;:)]|\s(?:to|in|instead|before|after|and|or|by|from|at|for|on|rather|then|now|a|if|unless|where|when|while|with|without|against|but|because|until|since|once|plus|including|excluding|that|as|last|this|(?:more|fewer|less|longer|later|earlier|sooner)\sthan)\b|\s(?:originally\s)?(?:planned|expected|promised|foreseen|estimated|budgeted|scheduled)(?=[.,;:)]|\s(?:and|or|but|for|at|in)\b|$)|$)/.test(
    textBehind(text, figure, 32),
  );
}

/** `the agency paid 31 million, the company 12 million`: whoever stands before it, nothing follows that it could count. */
function isLarge({ start, end }: Figure, text: string): boolean {
  return /(?:m|b|tr)illion$/i.test(text.slice(start, end));
}
