import type { Figure } from '../figures/figures.ts';
import type { Moment } from '../figures/moments.ts';
import { within } from '../within.ts';
import { likestPassages, logEntries } from './log-entries.ts';
import { type Search, withNeighbours } from './search.ts';

const MOST_DATES = 30;
const MOST_TIMES = 6; // of an article, any two of which may be reckoned with: they have at most 15 pairs
const LEAST_ROUNDED = 3; // weeks that may be some days more or less
const DAY = 86_400; // seconds
const MONTH = 365 / 12; // days
const ROUGH_MONTHS = 0.35; // by which a number of months may be off between two days
const SLACK_KEPT = 0.5; // of what a figure may be rounded by, for the time between two moments
const WEEKS_OFF = 0.5; // of its unit by which such a number may be off
const TURN_OF_YEAR = 6; // months back that a date without a year goes only because a year has begun

/**
 * A duration that is the time between two dates, times of day or months of the nearest passages, or, where no other
 * figure contradicts it, of the article: 21 days from 3 to 24 May, five months from June to November, six from January
 * to June when both count.
 */
export function ofTimeSpan(search: Search): number | null {
  const { claimed, level, lasting } = search.asked;
  if (claimed.fraction || (level && !lasting && claimed.unit !== 'months')) return null;
  const isSpan =
    (claimed.unit === 'months' && isInMonths(search)) || (claimed.unit === 'seconds' && isInSeconds(search));
  return isSpan ? (search.ranked[0] ?? -1) : null;
}

function isInMonths(search: Search): boolean {
  const { ranked, index, contradicted } = search;
  const { claimed } = search.asked;
  const told = likestPassages(search).map((passage) => within(index.moments, withNeighbours(passage, index)));
  const near = [...ranked.map((passage) => within(index.moments, index.passages[passage])), ...told];
  const all = contradicted ? near.flat() : [...near.flat(), ...index.moments.slice(0, MOST_DATES)];
  const days = daysOf(inOrder(all));
  const isApart = (apart: number) => Math.abs(apart / MONTH - claimed.value) <= ROUGH_MONTHS;
  if (days.some((one) => days.some((other) => isApart(one - other)))) return true;
  return near.some((moments) => monthsIn(moments).has(claimed.value)) || yearsIn(all).has(claimed.value / 12);
}

function isInSeconds(search: Search): boolean {
  const { ranked, index, contradicted } = search;
  const { claimed, fits } = search.asked;
  const near = ranked.toSorted((a, b) => a - b).flatMap((passage) => within(index.moments, index.passages[passage]));
  const told = likestPassages(search).flatMap((passage) => within(index.moments, withNeighbours(passage, index)));
  const moments = inOrder([...near, ...(contradicted ? told : index.moments.slice(0, MOST_DATES))]);
  const days = daysOf(moments).map((day) => day * DAY);
  const times = timesOf(moments, search);
  const isApart = (apart: number) =>
    fits(apart) || Math.abs(apart - claimed.value) <= claimed.slack * claimed.value * SLACK_KEPT;
  const some = (list: readonly number[]) =>
    list.some((one) => list.some((other) => one > other && isApart(one - other)));
  const isOvernight = (one: number, other: number) => one - other > DAY / 2 && isApart(DAY - one + other);
  const overnight = (list: readonly number[]) => list.some((one) => list.some((other) => isOvernight(one, other)));
  if (weekdaysApart(near).some((apart) => fits(apart * DAY))) return true;
  if (some(days) || times.some((group) => some(group) || overnight(group))) return true;
  const following = daysOf(near).map((day) => day * DAY);
  return following.some((day, at) => isRounded(day - (following[at - 1] ?? day), claimed));
}

/**
 * Times of day, in seconds since midnight, of which any two may be reckoned with. Any number of minutes lies between
 * some two of a long timeline: of one, only those of the same passage count, those of the entries that are most like
 * what surrounds the figure or like the whole claim, and the start where the claim speaks of it.
 */
function timesOf(moments: readonly Moment[], search: Search): number[][] {
  const timed = moments.filter(({ time }) => time !== undefined);
  const crowded = new Set(timed.map(({ time }) => time)).size > MOST_TIMES;
  const groups = crowded ? logEntries(timed, search) : [timed];
  return groups.map((group) => group.map(({ time = 0, seconds = 0 }) => 60 * time + seconds));
}

/** How many days lie between two days of the week that follow each other, without and, from one to the other, with both. */
function weekdaysApart(moments: readonly Moment[]): number[] {
  const named = moments.flatMap(({ weekday }) => weekday ?? []);
  return named.slice(1).flatMap((to, at) => {
    const apart = (to - (named[at] ?? to) + 7) % 7;
    return apart > 0 ? [apart, apart + 1] : [];
  });
}

/** Eight weeks of 58 days. */
function isRounded(apart: number, { value, count }: Figure): boolean {
  return count >= LEAST_ROUNDED && value / count >= DAY && Math.abs(apart - value) < (value / count) * WEEKS_OFF;
}

function inOrder(moments: readonly Moment[]): Moment[] {
  return [...new Set(moments)].sort((a, b) => a.start - b.start);
}

/**
 * Days since 1970 of the dates, in order. One without a year is of the year of the one before, or of the next where its
 * month is earlier by far.
 */
function daysOf(moments: readonly Moment[]): number[] {
  let year = moments.find((moment) => moment.month !== undefined && moment.year !== undefined)?.year ?? 2001;
  let before = 0;
  return moments.flatMap((moment) => {
    const { day, month } = moment;
    if (month === undefined) return [];
    if (moment.year !== undefined) year = moment.year;
    else if (before - month >= TURN_OF_YEAR) year += 1;
    before = month;
    return day === undefined ? [] : [Date.UTC(year, month - 1, day) / 86_400_000];
  });
}

/** How many months lie between two that follow each other, without and with both of them. */
function monthsIn(moments: readonly Moment[]): ReadonlySet<number> {
  const months = moments.filter(({ month, day }) => month !== undefined && day === undefined);
  return new Set(
    months.flatMap((to, at) => {
      const from = months[at - 1];
      if (from?.month === undefined || to.month === undefined) return [];
      const years = from.year !== undefined && to.year !== undefined ? to.year - from.year : 0;
      const apart = to.month - from.month + 12 * years;
      if (apart > 0) return [apart, apart + 1];
      return years === 0 && apart < 0 ? [-apart] : []; // `in May, three months late: in February …`
    }),
  );
}

/** How many years lie between two that are stated. */
function yearsIn(moments: readonly Moment[]): ReadonlySet<number> {
  const years = [...new Set(moments.flatMap(({ year }) => year ?? []))].slice(0, MOST_DATES);
  return new Set(years.flatMap((one) => years.map((other) => one - other)));
}
