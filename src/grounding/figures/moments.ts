import type { Range } from '../../article/article.ts';
import { textBefore } from '../text-beside.ts';
import { countWords, smallNumber } from './number-words.ts';
import { quantityStarts } from './starts.ts';

/** A date or a time of day as a text states it; only what is written is set. */
export interface Moment extends Range {
  readonly year?: number;
  readonly quarter?: number;
  /** Half of a year, 1 or 2. */
  readonly half?: number;
  /** 1 to 12. */
  readonly month?: number;
  readonly day?: number;
  /** 0 for Sunday. */
  readonly weekday?: number;
  /** First year of a decade: 2010 for `the 2010s`. */
  readonly decade?: number;
  /** Minutes since midnight. */
  readonly time?: number;
  readonly seconds?: number;
  /** Written with a clock of twelve hours and without a.m. or p.m. being certain. */
  readonly twelve?: boolean;
  /** `utc`, `pst`... as written, lower case. */
  readonly zone?: string;
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const WEEKDAYS = 'sun mon tue wed thu fri sat'.split(' ');
/** Pattern of the names of months, as they stand in dates. */
export const monthNames =
  'January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:\\.|(?![\\p{L}]))';
const DAY = '(?:[12]\\d|3[01]|0?[1-9])(?:st|nd|rd|th)?';
const YEAR = '(?:1[5-9]|20)\\d\\d(?![\\d,.:%]\\d|\\d|-\\d)';
const ZONE = 'UTC|GMT|BST|CET|CEST|EST|EDT|ET|CST|CDT|CT|MST|MDT|PST|PDT|PT|IST|JST';
const HOURS = countWords(1, 12);
const ORDINALS: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fourth: 4, last: 4, final: 4 };

/** What shows that `2021` is a year and not a count; looked for before it. */
const YEAR_CUE =
  '(?<=(?:^|[\\s("“‘—–-])(?i:in|since|by|of|until|till|from|during|before|after|through|throughout|to|early|mid|late|and|or|spring|summer|autumn|fall|winter|year|fy|around|between|than|versus|vs|for|back|the|per|calendar|fiscal|end)[\\s-]|[\'’]|\\()';

const MOMENT = new RegExp(
  [
    `(?<iso>(?:19|20)\\d\\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\\d|3[01]))?)(?!\\d)`,
    `(?<d1>${DAY})(?:(?:,|\\s?(?:and|to|or|&|-|–|—))\\s?(?<d2>${DAY}))?\\s(?:of\\s)?(?<m1>${monthNames})(?:,?\\s(?<y1>${YEAR}))?`,
    `(?<m2>${monthNames})\\s(?<d3>${DAY})(?![\\d:%]|[.,]\\d)(?:\\s?(?:and|to|-|–)\\s?(?<d4>${DAY})(?![\\d:%]|[.,]\\d))?(?:,?\\s(?<y2>${YEAR}))?`,
    `(?<m3>${monthNames}),?\\s(?:of\\s)?(?<y3>${YEAR})`,
    `(?:Q(?<q1>[1-4])|H(?<h1>[12])|(?<q2>first|second|third|fourth|last|final)\\s(?<period>quarter|half)(?=\\s(?:of\\s)?(?:${YEAR})))(?:(?:\\s|\\sof\\s|\\s['’])?(?<y4>${YEAR}))?(?![\\p{L}\\d])`,
    `(?:(?<y6>${YEAR})\\sQ(?<q4>[1-4])(?![\\p{L}\\d]))`,
    `(?<=(?:the|a|its|their|this)\\s)(?<q3>first|second|third|fourth|final)\\squarter(?!\\s(?:of\\s(?:the|its|all)|final))`,
    `(?<y7>(?:19|20)\\d\\d)/\\d\\d(?![\\d/])`,
    `(?<dec>(?:1[5-9]|20)\\d0)s`,
    `(?<h>[01]?\\d|2[0-4])[:.](?<min>[0-5]\\d)(?::(?<sec>[0-5]\\d)(?:\\.\\d+)?)?(?:\\s?(?<ap>[ap])\\.?m\\b\\.?)?(?:\\s(?<z1>${ZONE})(?![\\p{L}]))?`,
    `(?<hh>1[0-2]|[1-9])\\s?(?<ap2>[ap])\\.?m\\b\\.?(?:\\s(?<z2>${ZONE})(?![\\p{L}]))?`,
    `(?<said>${HOURS})\\s(?<part>in\\sthe\\s(?:morning|afternoon|evening)|at\\snight)`,
    `(?<named>noon|midday|midnight)`,
    `(?<wd>(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day)s?`,
    `(?<m4>${monthNames})`,
    `${YEAR_CUE}(?<y5>${YEAR})(?!\\s?(?:%|\\p{Ll}+s\\b(?<!was|is|has|does|saw)))`,
  ]
    .map((one) => `(?:${one})`)
    .join('|')
    .replace(/^/, '(?<![\\p{L}\\d.:,/#$€£]|\\d[-–])(?:')
    .concat(')'),
  'uy',
);
const BEGINS = new RegExp(
  `^(?:${monthNames}|[QH]$|(?:first|second|third|fourth|last|final)$|(?:${HOURS})$|noon|midday|midnight|(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day)`,
  'u',
);
const searchMoments = quantityStarts.searchFrom(MOMENT, BEGINS);

/** The dates and times of day of a text in order. Linear in the text. */
export function momentsOf(text: string): Moment[] {
  const moments: Moment[] = [];
  for (const match of searchMoments(text)) moments.push(...readMoment(match, text));
  return moments;
}

function readMoment(match: RegExpExecArray, text: string): Moment[] {
  const g = match.groups ?? {};
  const range = { start: match.index, end: match.index + match[0].length };
  if (g.iso !== undefined) {
    const [year, month, day] = g.iso.split('-').map(Number);
    return [{ ...range, ...defined({ year, month, day }) }];
  }
  if (g.h !== undefined) return isClock(match, text) ? [{ ...range, ...readClock(g) }] : [];
  if (g.hh !== undefined) return [{ ...range, ...readClock({ ...g, h: g.hh, min: '00', ap: g.ap2, z1: g.z2 }) }];
  if (g.said !== undefined) {
    const hour = smallNumber(g.said) ?? 0;
    const late = /evening|afternoon/.test(g.part ?? '') || (/night/.test(g.part ?? '') && hour > 5 && hour < 12);
    return [{ ...range, ...readClock({ h: String(hour), min: '00', ap: late ? 'p' : 'a' }) }];
  }
  if (g.named !== undefined) return [{ ...range, time: g.named === 'midnight' ? 0 : 720 }];
  if (g.wd !== undefined) return [{ ...range, weekday: WEEKDAYS.indexOf(g.wd.slice(0, 3).toLowerCase()) }];
  if (g.dec !== undefined) return [{ ...range, decade: Number(g.dec) }];
  const year = numberOf(g.y1 ?? g.y2 ?? g.y3 ?? g.y4 ?? g.y5 ?? g.y6 ?? g.y7);
  const period = { quarter: numberOf(g.q1 ?? g.q4) ?? quarterOf(g), half: numberOf(g.h1) ?? halfOf(g) };
  if (period.quarter !== undefined || period.half !== undefined) return [{ ...range, ...defined({ ...period, year }) }];
  const name = g.m1 ?? g.m2 ?? g.m3 ?? g.m4;
  if (name === undefined) return [{ ...range, ...defined({ year }) }];
  if (g.m4 !== undefined && name === 'May' && isModal(match, text)) return [];
  const month = MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  const days = [g.d1 ?? g.d3, g.d2 ?? g.d4].map(numberOf).filter((day) => day !== undefined);
  if (days.length === 0) return [{ ...range, ...defined({ month, year }) }];
  return days.map((day) => ({ ...range, ...defined({ day, month, year }) }));
}

function readClock(g: Readonly<Record<string, string | undefined>>): Partial<Moment> {
  const hour = Number(g.h);
  const half = g.ap?.toLowerCase();
  const full = half === 'p' && hour < 12 ? hour + 12 : half === 'a' && hour === 12 ? 0 : hour;
  const twelve = half === undefined && hour >= 1 && hour <= 12 && !(g.h ?? '').startsWith('0');
  return {
    time: (full % 24) * 60 + Number(g.min),
    ...(twelve ? { twelve } : {}),
    ...defined({ seconds: numberOf(g.sec) }),
    ...(g.z1 === undefined ? {} : { zone: g.z1.toLowerCase() }),
  };
}

/** `14.07` and `3:1` are times only where something else says so. */
function isClock(match: RegExpExecArray, text: string): boolean {
  const [written] = match;
  const { ap, z1 } = match.groups ?? {};
  if (ap !== undefined || z1 !== undefined) return true;
  return (
    written.includes(':') &&
    !/^[.,%\d]?\d/.test(text.slice(match.index + written.length, match.index + written.length + 2))
  );
}

const LEADS_TO_MONTH =
  /(?:in|of|since|by|until|from|through|during|last|early|mid|late|next|this|and|to|before|after|the|-)[\s-]$/i;
const IN_LIST = new RegExp(`(?:${monthNames}),\\s$`, 'u');

/** Whether `May` is no month: that is a cell of its own, stands in a list of months or behind what leads to one. */
function isModal({ index }: RegExpExecArray, text: string): boolean {
  const [before, after] = [textBefore(text, { start: index }, 12), text.slice(index + 3, index + 8)];
  const isCell = /\|\s?$/.test(before) && /^\s?(?:[|\n]|$)/.test(after);
  const isListed = IN_LIST.test(before) && /^(?:[,.;)]|\s(?:and|or)\s|$)/.test(after);
  return !isCell && !isListed && !LEADS_TO_MONTH.test(before);
}

function quarterOf({ q2, q3, period }: Readonly<Record<string, string | undefined>>): number | undefined {
  const name = q3 ?? (period === 'quarter' ? q2 : undefined);
  return name === undefined ? undefined : ORDINALS[name];
}

function halfOf({ q2, period }: Readonly<Record<string, string | undefined>>): number | undefined {
  return period === 'half' && q2 !== undefined ? Math.min(2, ORDINALS[q2] ?? 1) : undefined;
}

function numberOf(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number.parseInt(digits, 10);
}

function defined<Fields extends Readonly<Record<string, number | undefined>>>(
  fields: Fields,
): { [Name in keyof Fields]?: number } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]?: number;
  };
}

/**
 * Whether `stated` says all that `claimed` says. A month lies in its quarter, and half past two may be 14:30; what the
 * article leaves out (the year of `6 March`) is `given` when another place of it says so.
 */
export function sameMoment(claimed: Moment, stated: Moment, givenYear: (year: number) => boolean): boolean {
  if (claimed.time !== undefined) return sameTime(claimed, stated);
  if (claimed.decade !== undefined) {
    const decade = stated.decade ?? (stated.year === undefined ? undefined : stated.year - (stated.year % 10));
    return decade === claimed.decade;
  }
  if (claimed.weekday !== undefined) return stated.weekday === claimed.weekday;
  if (claimed.quarter !== undefined && claimed.quarter !== (stated.quarter ?? Math.ceil((stated.month ?? -9) / 3)))
    return false;
  if (claimed.half !== undefined && claimed.half !== (stated.half ?? halfOfYear(stated))) return false;
  if (claimed.month !== undefined && claimed.month !== stated.month) return false;
  if (claimed.day !== undefined && claimed.day !== stated.day) return false;
  if (claimed.year === undefined) return true;
  return stated.year === undefined
    ? stated.month !== undefined || stated.quarter !== undefined
      ? givenYear(claimed.year)
      : false
    : stated.year === claimed.year;
}

function halfOfYear({ quarter, month }: Moment): number | undefined {
  const of = quarter ?? (month === undefined ? undefined : Math.ceil(month / 3));
  return of === undefined ? undefined : of > 2 ? 2 : 1;
}

function sameTime(claimed: Moment, stated: Moment): boolean {
  if (stated.time === undefined || claimed.time === undefined) return false;
  if (claimed.zone !== undefined && stated.zone !== undefined && claimed.zone !== stated.zone) {
    if (![claimed.zone, stated.zone].every((zone) => zone === 'utc' || zone === 'gmt')) return false;
  }
  if (claimed.seconds !== undefined && (stated.seconds ?? 0) !== claimed.seconds) return false;
  const either = claimed.twelve === true || stated.twelve === true;
  return either ? claimed.time % 720 === stated.time % 720 : claimed.time === stated.time;
}
