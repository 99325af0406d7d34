import type { ArticleIndex } from '../article-index.ts';
import type { Figure } from '../figures/figures.ts';
import type { Moment } from '../figures/moments.ts';
import { textBefore, textBehind } from '../text-beside.ts';
import { within } from '../within.ts';

const MOST_DATES = 60; // that a span is reckoned from, wherever they stand
const DAY = 86_400; // seconds
const APART = /^\s(?:after|before|later|earlier|late|ahead)\b/;
const LATER = /^\s(?:after|later)(?!\sthan)\b/;
const AGE = /\bage(?:d|\sof)\s$/i;

/**
 * Whether a date or a time of day lies as long before or after a stated one as the article says beside it: May for `due
 * in January, four months late`, 09:49 for `at 09:12; it took 37 minutes`, 1995 for `born in 1961, at the age of 34`.
 * Where another date stands in its place, the article must say outright that it is later.
 */
export function isReckonedMoment(claimed: Moment, text: string, contradicted: boolean, index: ArticleIndex): boolean {
  if (claimed.quarter !== undefined || (claimed.time ?? claimed.year ?? claimed.month) === undefined) return false;
  const roughly = /\b(?:roughly|around|about)\s$/i.test(textBefore(text, claimed, 8));
  return index.figures.some((figure) => {
    const span = asSpan(figure, index.article.text);
    const isApart = APART.test(textBehind(index.article.text, span, 8));
    if (span.fraction && !isApart) return false;
    const isFar = claimed.time === undefined && (roughly || (isApart && claimed.day !== undefined));
    const near = isFar ? index.moments.slice(0, MOST_DATES) : momentsBeside(span, claimed.time !== undefined, index);
    const isLater = span !== figure || LATER.test(textBehind(index.article.text, span, 12));
    if (contradicted && claimed.time === undefined)
      return isLater && near.some((stated) => lies(claimed, span, stated));
    return near.some((stated) => lies(claimed, span, stated) || lies(claimed, { ...span, value: -span.value }, stated));
  });
}

function asSpan(figure: Figure, text: string): Figure {
  const isAge = figure.unit === null && AGE.test(textBefore(text, figure, 8));
  return isAge ? { ...figure, unit: 'months', value: 12 * figure.count } : figure;
}

/** Those of the sentence of a span and, if so told, of the one before it. */
function momentsBeside({ start }: Figure, orBefore: boolean, { moments, passages, passageAt }: ArticleIndex) {
  const at = passageAt(start);
  const [before, own] = [passages[at - 1], passages[at]];
  if (!own || !orBefore || before?.block !== own.block || own.kind === 'table') return within(moments, own);
  return within(moments, { start: before.start, end: own.end });
}

/** Whether a moment lies a span, in months or seconds, after another. */
function lies({ year, month, day, time, twelve }: Moment, { unit, value }: Figure, stated: Moment): boolean {
  if (time !== undefined) {
    if (unit !== 'seconds' || stated.time === undefined) return false;
    const clock = (twelve || stated.twelve ? 0.5 : 1) * DAY;
    const late = (60 * stated.time + (stated.seconds ?? 0) + value - 60 * time) % clock;
    return (late + clock) % clock < 60;
  }
  if (month !== undefined && stated.month === undefined) return false;
  if (unit === 'seconds' && month !== undefined && stated.month !== undefined && stated.day !== undefined) {
    const now = year ?? stated.year ?? 2001;
    const reached = new Date(Date.UTC(stated.year ?? now, stated.month - 1, stated.day) + 1000 * value);
    const isMonth = reached.getUTCMonth() === month - 1 && reached.getUTCFullYear() === now;
    return isMonth && (day === undefined || (reached.getUTCDate() === day && value % DAY === 0));
  }
  if (day !== undefined || unit !== 'months' || (year !== undefined && stated.year === undefined)) return false;
  if (month === undefined) return Math.abs((stated.year ?? 0) + value / 12 - (year ?? 0)) <= 0.5;
  const months = ((stated.year ?? 0) - (year ?? 0)) * 12 + (stated.month ?? 0) - month + value;
  return year === undefined || stated.year === undefined ? months % 12 === 0 : months === 0;
}
