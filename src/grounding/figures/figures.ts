import type { Range } from '../../article/article.ts';
import { textBefore } from '../text-beside.ts';
import { type ImpliedFigure, impliedFiguresOf } from './implied-figures.ts';
import { monthNames } from './moments.ts';
import {
  magnitudeLetters,
  magnitudeOf,
  magnitudeWords,
  numberWordStart,
  numberWords,
  valueOfWords,
} from './number-words.ts';
import { quantityStarts } from './starts.ts';
import { isCurrency, unitNames, unitOf } from './units.ts';

/** A quantity as a text states it: `24K`, `$1.5 million`, `forty per cent`, `90 minutes`. */
export interface Figure extends Range {
  /** The number with its magnitude but before its unit: 24,000, 1,500,000, 40, 90. */
  readonly count: number;
  /** The same in base units (see units.ts), so that 90 minutes are 1.5 hours. */
  readonly value: number;
  /**
   * `percent`, `seconds`, `months`, `bytes`, `times`, a currency sign...; null when bare or followed by any other word.
   */
  readonly unit: string | null;
  /** Share of the value by which it may differ from what it rounds: half of the last place written. */
  readonly slack: number;
  /** Written in words: `ten`. */
  readonly spelled: boolean;
  /** A word that only implies a figure: `half`, `doubled`, `an hour`. */
  readonly fraction: boolean;
}

/** What parts thousands: the thin space is that of the SI, the apostrophe Swiss. */
const PARTING = String.raw`[,’'\u00a0\u2009\u202f]`;
// No space is left thin where an article's lines were cleaned. `On May 5 300 workers left` has one of a date.
const PARTED_BY_SPACES = String.raw`(?<!(?:${monthNames})\s)[1-9]\d{0,2}(?:\s\d{3})+(?![\d/:-]|[.,]\d+[.,])(?:\.\d+)?`;
const NUMBER = String.raw`${PARTED_BY_SPACES}|\d{1,3}(?:${PARTING}\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+`;

const EVERY_PARTING = new RegExp(String.raw`${PARTING}|\s`, 'g');

// Dates, times of day, versions, addresses and `24/7` are no quantities: they are matched first, and skipped.
const NO_QUANTITY = String.raw`\d{4}-\d\d(?:-\d\d)?(?!\d)|\d{1,2}:\d\d(?::\d\d)?|\d+(?:\.\d+){2,}|\d+(?:\.\d+)*\.x(?![\p{L}\p{N}])|\d+/\d+`;

// currency? number magnitude? unit?  A figure never starts inside a word or an identifier (`p99`, `IPv6`, `SHA-256`).
const FIGURE = new RegExp(
  String.raw`(?<![\p{L}\p{N}_.,/:#])(?<![\p{L}_][\p{L}\p{N}]{0,12}-)(?:(?<skip>${NO_QUANTITY})|(?:(?<sign>(?:us|a|c)?[$€£¥₹]|(?:usd|eur|gbp|chf|dkk|sek|nok|jpy|inr)\s)\s?)?` +
    String.raw`(?:(?<digits>${NUMBER})(?:(?<suffix>${magnitudeLetters})(?![\p{L}\p{N}]))?|(?<words>${numberWords})(?:(?![\p{L}\p{N}])|(?=fold)))` +
    String.raw`(?:[\s-](?<magnitude>${magnitudeWords})(?![\p{L}\p{N}]))?` +
    String.raw`(?:(?:\s(?:more|further|additional|extra|full|whole|consecutive|straight|working|calendar|business|metric|swiss|\p{L}+(?:ian|ish|can))(?=\s(?:${unitNames.join('|')})(?![\p{L}\p{N}])))?[\s\u00a0-]?(?<unit>percentage[\s-]points?|basis[\s-]points?|%|per\s?cent(?!\p{L})|×|(?:${unitNames.join('|')})(?![\p{L}\p{N}])))?)`,
  'iuy',
);
const BEGINS = new RegExp(`${numberWordStart.source}|^(?:us|a|c|usd|eur|gbp|chf|dkk|sek|nok|jpy|inr)$`, 'iu');
const searchFigures = quantityStarts.searchFrom(FIGURE, BEGINS);
/** `2,000 day passes` are passes, unlike `10 day passes` and `2,000 days`. */
const COUNTS_WHAT_FOLLOWS = /^ (?:minute|hour|day|week|month|year)(?= \p{Ll}+(?<!s)s(?!\p{L})| \p{Ll}+sses(?!\p{L}))/u;
const MANY = 1000;
const NAMED_BY_NUMBER = /\b(?:version|release|edition|phase|stage|level|tier|step|chapter|model|series|generation)\s$/i;
const LONGEST_WORD = 24;
const LONGEST_GAP = 40; // between a figure and another one that has its unit
const PART_GAP = /^,?\s(?:of\swhich|including)\s(?:\p{L}+\s)?$/u;
/** `200 kilometres an hour, compared with 160 for`. */
const OTHER_GAP =
  /^(?:\s(?:an?|per)\s\p{L}+)?,?\s(?:compared\s(?:with|to)|against|instead\sof|rather\sthan|(?:up|down)\sfrom)\s(?:\p{L}+\s)?$/u;
const OTHER_ENDS =
  /^(?:[.,;:)]|$|\s(?:for|in|on|before|now|then|today|earlier|previously|last|a\s(?:year|month|week))\b)/;
const PART_ENDS = /^(?:[.,;:)]|$|\s(?:is|are|was|were|has|have|had|came|comes|went|goes)\b)/;
const RANGE_GAP = /^\s?(?:-|–|—|to|and|or|→|->|of)\s?$/;

/**
 * The figures of a text in order. In `10 to 12 minutes` and `from 900 to 210 ms` the unit counts for both numbers, and
 * `3 hours and 28 minutes` is one. Fractions in words (`half`, `twice`) are figures too. Linear in the text.
 */
export function figuresOf(text: string): Figure[] {
  const figures: Figure[] = [];
  for (const match of searchFigures(text)) {
    const figure = readFigure(match);
    if (figure) figures.push(countOfNext(figure, text));
  }
  shareUnits(text, figures);
  passUnitsOn(text, figures);
  const whole = joinDurations(text, figures).map((figure) => asFactor(figure, text));
  return merge(whole, impliedFiguresOf(text));
}

function readFigure(match: RegExpExecArray): Figure | null {
  const { skip, sign, digits, suffix, words, magnitude, unit: name } = match.groups ?? {};
  if (skip !== undefined) return null;
  const number = digits === undefined ? valueOfWords(words ?? '') : Number(digits.replace(EVERY_PARTING, ''));
  if (!Number.isFinite(number)) return null;
  const [base, factor] = unitOf(name ?? '') ?? [null, 1];
  const scale = magnitudeOf(suffix) * magnitudeOf(magnitude);
  const lead = match[0].length - match[0].trimStart().length;
  const currency = sign === undefined ? null : unitOf(sign);
  // Behind an amount of money no other unit counts: `$350 million year on year`.
  const written = currency === null || name === undefined ? match[0] : match[0].slice(0, -name.length);
  return {
    start: match.index + lead,
    end: match.index + written.replace(/[\s\u00a0-]+$/, '').length,
    count: number * scale,
    value: number * scale * (currency === null ? factor : 1),
    unit: currency?.[0] ?? base,
    slack: number === 0 ? 0 : lastPlace(digits, number) / number / 2,
    spelled: digits === undefined,
    fraction: false,
  };
}

function countOfNext(figure: Figure, text: string): Figure {
  const { count, spelled } = figure;
  if (count < MANY || spelled || (figure.unit !== 'seconds' && figure.unit !== 'months')) return figure;
  const at = text.slice(figure.start, figure.end).search(/ \p{L}+$/u);
  if (at < 0 || !COUNTS_WHAT_FOLLOWS.test(text.slice(figure.start + at, figure.end + LONGEST_WORD))) return figure;
  return { ...figure, end: figure.start + at, value: count, unit: null };
}

/**
 * `24,000` was perhaps rounded to thousands, `1.5` to tenths; a short whole number such as `40` is taken at its word.
 */
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
    if (!figure || !next || next.start - figure.end > 5) continue;
    const gap = RANGE_GAP.exec(text.slice(figure.end, next.start))?.[0];
    if (gap === undefined || gap.includes('of')) continue;
    const magnitude = /[-–—]|to/.test(gap) ? magnitudeIn(text.slice(next.start, next.end)) : 1;
    if (magnitude > 1 && figure.count < 1000 && (figure.unit === null || isCurrency(figure.unit))) {
      figures[index] = {
        ...figure,
        count: figure.count * magnitude,
        value: figure.value * magnitude,
        unit: figure.unit ?? next.unit,
      };
      continue;
    }
    if (figure.unit !== null || next.unit === null) continue;
    if (NAMED_BY_NUMBER.test(textBefore(text, figure, LONGEST_WORD))) continue;
    const factor = next.value / (next.count || 1);
    figures[index] = { ...figure, value: figure.value * factor, unit: next.unit };
  }
}

/** What is come from, compared, or the whole gives its unit to what is arrived at, compared with, or to the part. */
function passUnitsOn(text: string, figures: Figure[]): void {
  for (let index = 1; index < figures.length; index += 1) {
    const [before, figure] = [figures[index - 1], figures[index]];
    if (!before || !figure || figure.unit !== null || before.unit === null) continue;
    if (figure.start - before.end > LONGEST_GAP) continue;
    const gap = text.slice(before.end, figure.start);
    const isTo = /^\s?(?:-|–|—|to)\s?$/.test(gap);
    if (isTo && isCurrency(before.unit)) figures[index] = { ...figure, unit: before.unit };
    else if (isTo ? /\bfrom\s$/i.test(textBefore(text, before, 5)) : isLikeUnit(before, gap, text.slice(figure.end)))
      figures[index] = { ...figure, unit: before.unit, value: (figure.value * before.value) / (before.count || 1) };
  }
}

function isLikeUnit({ unit }: Figure, gap: string, behind: string): boolean {
  const next = behind.slice(0, LONGEST_WORD);
  if (OTHER_GAP.test(gap)) return OTHER_ENDS.test(next);
  return unit !== 'percent' && PART_GAP.test(gap) && PART_ENDS.test(next);
}

/** `by a factor of three`: three times. */
function asFactor(figure: Figure, text: string): Figure {
  if (figure.unit !== null || !/\bfactor\sof\s(?:\p{L}+\s)?$/iu.test(textBefore(text, figure, 24))) return figure;
  return { ...figure, unit: 'times' };
}

/** The factor that a written figure ends in: a million for `7.6 million`, a thousand for `5K`. */
function magnitudeIn(written: string): number {
  return magnitudeOf(/\d\s?(k|m|mn|bn|b|tn|t|thousand|million|billion|trillion)(?![\p{L}])/iu.exec(written)?.[1]);
}

/** `3 hours and 28 minutes`, `2 h 50 min`: one duration, measured to the smaller unit. */
function joinDurations(text: string, figures: readonly Figure[]): Figure[] {
  const whole: Figure[] = [];
  for (const figure of figures) {
    const before = whole.at(-1);
    const smaller =
      before?.unit === figure.unit && before.value / (before.count || 1) > figure.value / (figure.count || 1);
    const joined =
      before &&
      smaller &&
      (figure.unit === 'seconds' || figure.unit === 'months') &&
      figure.start - before.end <= 6 &&
      /^(?:,?\s|,?\s?and\s)$/.test(text.slice(before.end, figure.start));
    if (!joined || before.value === 0) {
      whole.push(figure);
      continue;
    }
    const value = before.value + figure.value;
    const slack = (figure.slack * figure.value) / value;
    whole[whole.length - 1] = { ...before, end: figure.end, value, count: value, slack };
  }
  return whole;
}

/** Both lists in order of place, without implied figures inside stated ones: `half` of `half a million`. */
function merge(stated: readonly Figure[], implied: readonly ImpliedFigure[]): Figure[] {
  const read = implied.map(({ measured, ...figure }): Figure => {
    return { ...figure, count: figure.value, slack: measured ? 0.02 : 0, spelled: !measured, fraction: !measured };
  });
  const all: Figure[] = [];
  for (const figure of [...stated, ...read].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const before = all.at(-1);
    if (!(figure.fraction && before && figure.start < before.end)) all.push(figure);
  }
  return all;
}
