import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { coverageBy } from '../coverage.ts';
import type { FoundIssue } from '../evidence.ts';
import { type Moment, momentsOf, sameMoment } from '../figures/moments.ts';
import { isMisplaced, isOutdone, nearestOf, type Rival, rivalOf } from '../misplaced.ts';
import { oncePerArticle } from '../once-per-passage.ts';
import { isReckonedMoment } from '../reckoned/reckoned-moments.ts';
import { type Surroundings, surroundingsInClaim } from '../surroundings.ts';
import { textBefore } from '../text-beside.ts';

/** What stands before the first of two moments and between them. */
const SPAN = /\b(?:between\s#\sand|from\s#\s(?:to|until|through))\s(?:the\s)?#$/i;
const SAID = 0.4; // of the claim by a passage with its date: it may well be what the date is said of

/** A date or time of day of a claim, where the article states it, and what it has in its place. */
interface Sought {
  readonly moment: Moment;
  readonly around: Surroundings;
  readonly places: readonly Moment[];
  readonly rival: Rival<Moment> | undefined;
}

/** Finds the dates and times of day of a claim that the article does not state, or states of something else. */
export function checkMoments(claim: Claim, index: ArticleIndex): FoundIssue[] {
  const told = new Set<string>();
  return claim.moments.flatMap((moment) => {
    const written = claim.quoteOf(moment);
    const sought = soughtOf(moment, claim, index);
    if (told.has(written) || isRight(sought, claim, index)) return [];
    told.add(written);
    return [{ code: 'number' as const, message: messageOf(written, sought, index) }];
  });
}

function soughtOf(moment: Moment, claim: Claim, index: ArticleIndex): Sought {
  const { isGivenYear } = calendarOf(index);
  const isNear = nearness(claim.text, moment);
  const isSame = (stated: Moment) => sameMoment(moment, stated, isGivenYear) || isNear(stated);
  const isClaimed = (stated: Moment) =>
    claim.moments.some((other) => other !== moment && sameMoment(other, stated, isGivenYear));
  const around = surroundingsInClaim(claim, moment);
  const isOther = (place: Moment) =>
    kindOf(place) === kindOf(moment) && !isSame(place) && !isHead(place, index) && !isClaimed(place);
  const rival = rivalOf(index.moments, around, index, isOther);
  return { moment, around, places: index.moments.filter(isSame), rival };
}

/** Whether the article states a moment of what the claim does, or it follows from what it states. */
function isRight({ moment, around, places, rival }: Sought, claim: Claim, index: ArticleIndex): boolean {
  const isStated = places.length > 0;
  const contradicted = isOutdone(0, rival, claim, index);
  if (!isStated && isReckonedMoment(moment, claim.text, contradicted, index)) return true;
  const isGiven = isGivenOtherwise(moment, index);
  if (!isStated && !isGiven) return false;
  const nearest = nearestOf(places, around, index);
  if (isOutdone(nearest, rival, claim, index)) return false;
  const isSaid = ({ start }: Moment) => coverageBy(index.passageAt(start), claim, index) >= SAID;
  if (!isStated || isGiven || places.some(isSaid) || isEndOfSpan(moment, claim, index)) return true;
  return !isMisplaced(nearest, rival, claim, index);
}

/** One of the two ends of `between March and May`, both of which the article has: what lies between is told by neither. */
function isEndOfSpan(moment: Moment, { moments, text }: Claim, index: ArticleIndex): boolean {
  const { isGivenYear } = calendarOf(index);
  return moments.some((from, at) => {
    const to = moments[at + 1];
    if (!to || (moment !== from && moment !== to)) return false;
    if (!SPAN.test(`${textBefore(text, from, 12)}#${text.slice(from.end, to.start)}#`)) return false;
    const other = moment === from ? to : from;
    return index.moments.some((stated) => sameMoment(other, stated, isGivenYear));
  });
}

function messageOf(written: string, { places, rival }: Sought, index: ArticleIndex): string {
  const instead = rival ? index.quoteOf(rival.place).quote : undefined;
  if (places.length > 0)
    return `The article states "${written}" of something else; here it has "${instead}". Put each date with what happened then.`;
  const closer = instead === undefined ? '' : `; the nearest passage has "${instead}"`;
  return `The article does not state "${written}"${closer}. Use the article's own date or leave it out.`;
}

interface Calendar {
  /** When the article was published, if that is known. */
  readonly published: readonly Moment[];
  /** Whether the article has a year in a date, as a bare number, or as that of its publication. */
  isGivenYear(year: number): boolean;
}

const calendarOf = oncePerArticle(({ article: { publishedAt }, figures, moments }): Calendar => {
  const published = publishedAt ? momentsOf(publishedAt.slice(0, 10)) : [];
  const bare = figures.flatMap(({ unit, count }) => (unit === null ? count : []));
  const years = new Set([...[...moments, ...published].map(({ year }) => year), ...bare]);
  return { published, isGivenYear: (year) => years.has(year) };
});

/** Whether a moment is when the article was published, a year that it has, or follows from `last year`. */
function isGivenOtherwise(moment: Moment, index: ArticleIndex): boolean {
  const { published, isGivenYear } = calendarOf(index);
  const isBareYear = kindOf(moment) === 'year' && moment.year !== undefined;
  if (isBareYear && isGivenYear(moment.year)) return true;
  return published.some((stated) => sameMoment(moment, stated, isGivenYear)) || isRelative(moment, published, index);
}

/** Whether a date heads a column of a table: it dates what stands below it, and nothing that stands beside it. */
function isHead({ start }: Moment, { passages, passageAt }: ArticleIndex): boolean {
  const at = passageAt(start);
  const row = passages[at];
  return row?.kind === 'table' && passages[at - 1]?.block !== row.block;
}

const NEARLY = /\b(?:(?<way>after|before|past)|around|about|roughly|towards|nearly|almost|approximately|circa)\s$/i;
const MOST_NEAR = 10; // minutes

/** `shortly after 22:00` of 22:04. */
function nearness(text: string, { time, start }: Moment): (stated: Moment) => boolean {
  const found = NEARLY.exec(textBefore(text, { start }, 16));
  if (time === undefined || !found) return () => false;
  const way = found.groups?.way?.toLowerCase();
  return (stated) => {
    if (stated.time === undefined) return false;
    const late = stated.time - time;
    return Math.abs(late) <= MOST_NEAR && (way === undefined || (way === 'before' ? late < 0 : late > 0));
  };
}

function kindOf({ time, day, month, weekday, decade, quarter, half }: Moment): string {
  if (time !== undefined) return 'time';
  if (weekday !== undefined) return 'weekday';
  if (decade !== undefined) return 'decade';
  if (quarter !== undefined || half !== undefined) return 'period';
  return day !== undefined ? 'day' : month !== undefined ? 'month' : 'year';
}

const LAST_YEAR =
  /\b(?:last year|a year ago|the year before|previous year|a year earlier|last (?:spring|summer|autumn|fall|winter|[A-Z]\w+ber|[A-Z]\w+ary))\b/i;

/** A year that follows from `last year` or `this year` and the date of the article. */
function isRelative(
  { year, month, quarter }: Moment,
  published: readonly Moment[],
  { article }: ArticleIndex,
): boolean {
  const now = published[0]?.year;
  if (year === undefined || month !== undefined || quarter !== undefined || now === undefined) return false;
  if (year === now - 1) return LAST_YEAR.test(article.text);
  return year === now + 1 && /\bnext year\b/i.test(article.text);
}
