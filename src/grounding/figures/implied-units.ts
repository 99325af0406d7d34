import type { Passage } from '../passages.ts';
import type { Figure } from './figures.ts';
import { hasCents, unitNames, unitOf } from './units.ts';

const REACH = 140; // characters within which a unit still goes without saying
const HEAD_UNIT = new RegExp(
  String.raw`\((?:[^()|]*\s)?(%|[$€£¥₹]|${unitNames.join('|')})(?:\s(thousand|million|billion)|\s?(1,000|['’]?000))?[^()|]*\)`,
  'iu',
);
/** In the first cell of a table's head: `DKK m`, `in EUR million`. */
const CORNER =
  /^\s*\(?(?:in\s|all\s(?:figures\s)?in\s)?(?<money>\p{Lu}{3}|[$€£¥₹]|)\s?(?<scale>m|mn|million|bn|billion|k|thousand)s?\)?\s*$/iu;
/** In the line before a table: `Key figures, in millions of euros:`. */
const CAPTION = /\bin\s(?<scale>thousand|million|billion)s?\s(?:of\s)?(?<money>\p{L}+)\W*$/iu;
const LONGEST_CAPTION = 160;
/** `aged between 19 and 44`. */
const AGED = /\b(?:aged|ages|age\sof)\s(?:(?:between|from|of)\s)?(?:\d{1,3}\s(?:and|to)\s)?$/i;
const WIDEST = 2000; // characters of a row of a table that are looked at
const SCALES: Readonly<Record<string, number>> = {
  ...{ thousand: 1e3, k: 1e3, million: 1e6, m: 1e6, mn: 1e6, billion: 1e9, bn: 1e9 },
};

/**
 * Adds, for figures whose unit stands elsewhere, the figure with it at the same place: `six months to delete the data
 * and three to change the app`, `11 of the 46 kilograms`, `the limit is 50 ms; it was 80 then`, and cells of a table whose head says `p99 (ms)`.
 * In order; linear in the figures.
 */
export function withUnits(figures: readonly Figure[], passages: readonly Passage[], text: string): Figure[] {
  const all: Figure[] = [];
  let before: Figure | undefined;
  let passage = 0;
  let table: ReturnType<typeof tableOf> | undefined;
  for (const [at, figure] of figures.entries()) {
    while ((passages[passage]?.end ?? Number.POSITIVE_INFINITY) <= figure.start) passage += 1;
    const own = passages[passage];
    all.push(figure);
    if (own?.kind === 'table' && own.start <= figure.start) {
      if (table?.block !== own.block) table = tableOf(passages, passage, text);
      if (figure.start - own.start > WIDEST) continue;
      const row = text.slice(own.start, figure.start);
      const unit =
        figure.unit === null
          ? (unitIn(table.heads[row.split('|').length - 1]) ??
            unitIn(row.split('|').find((cell) => cell.trim() !== '')))
          : null;
      const scaled = figure.unit === null ? table.scaled : undefined;
      if (unit)
        all.push({ ...figure, unit: unit.base, value: figure.count * unit.factor, count: figure.count * unit.scale });
      else if (scaled) {
        const { unit: money, scale } = scaled;
        all.push({ ...figure, unit: money, value: figure.value * scale, count: figure.count * scale });
      }
      continue;
    }
    const whole = figures[at + 1];
    if (whole && isPartOf(figure, whole, text)) {
      all.push(ofUnit(figure, whole));
    } else if (figure.unit === 'cents' && before && hasCents(before.unit) && figure.start - before.end < REACH) {
      all.push({ ...figure, unit: before.unit, value: figure.value / 100 });
    } else if (figure.unit === null && AGED.test(text.slice(Math.max(0, figure.start - 32), figure.start))) {
      all.push({ ...figure, unit: 'months', value: 12 * figure.count });
    } else if (figure.unit !== null) {
      if (!figure.fraction && figure.unit !== 'times') before = figure;
    } else if (
      before &&
      figure.start - before.end < REACH &&
      isElliptic(figure, text) &&
      !text.slice(before.end, figure.start).includes('\n')
    ) {
      all.push(ofUnit(figure, before));
    }
  }
  return all;
}

/** The cells of the first row of the table that a passage is a row of, and what all its bare figures are counted in. */
function tableOf(passages: readonly Passage[], row: number, text: string) {
  let first = row;
  while (passages[first - 1]?.block === passages[row]?.block) first -= 1;
  const { block, start = 0, end = 0 } = passages[first] ?? {};
  const heads = text.slice(start, Math.min(end, start + WIDEST)).split('|');
  const { end: before = 0 } = passages[first - 1] ?? {};
  const caption = text.slice(Math.max(0, before - LONGEST_CAPTION), before);
  return {
    block,
    heads,
    scaled:
      scaleIn(
        CORNER,
        heads.find((cell) => cell.trim() !== ''),
      ) ?? scaleIn(CAPTION, caption),
  };
}

function scaleIn(pattern: RegExp, written = '') {
  const { money = '', scale } = pattern.exec(written)?.groups ?? {};
  return scale === undefined
    ? undefined
    : { unit: unitOf(money)?.[0] ?? null, scale: SCALES[scale.toLowerCase()] ?? 1 };
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
function isElliptic({ start, end, count }: Figure, text: string): boolean {
  const lead =
    /(?:^|[,;:(]\s?|\b(?:and|or|to|than|the(?:\s\p{Ll}{3,9})?|\p{Ll}{3,9}ed|was|is|were|be|been|of|with|for|from|at|about|in|took|takes?|it|by|under|over|below|above|nearly|almost|only|until|instead|now|had|plus|minus|after|within|another|additional|every|perhaps|maybe|possibly|probably|even|needs?|needed|lasts?|lasted)\s)$/iu;
  if (count <= 0 || !lead.test(text.slice(Math.max(0, start - 24), start))) return false;
  return /^(?:[.,;:)]|\s(?:to|in|instead|before|after|and|or|by|from|at|for|on|rather|then|now|a|if|unless|where|when|while|with|without|against|but|because|until|since|once|plus|including|excluding|that|as|last|this|(?:more|fewer|less|longer|later|earlier|sooner)\sthan)\b|$)/.test(
    text.slice(end, end + 16),
  );
}

function unitIn(head: string | undefined) {
  const [, name, scale, thousands] = HEAD_UNIT.exec(head ?? '') ?? [];
  const unit = name === undefined ? null : unitOf(name);
  if (!unit) return null;
  const times = thousands === undefined ? (SCALES[(scale ?? '').toLowerCase()] ?? 1) : 1000;
  return { base: unit[0], factor: unit[1] * times, scale: times };
}
