import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { coverageBy } from '../coverage.ts';
import type { ClaimEvidence } from '../evidence.ts';
import { surroundingsInClaim } from '../surroundings.ts';
import { within } from '../within.ts';
import type { Figure } from './figures.ts';
import { isMisplaced, isOutdone, nearestOf, rivalOf } from './misplaced.ts';
import { type Moment, momentsOf, sameMoment } from './moments.ts';

const SAID = 0.4; // of the claim by a passage with its date: it may well be what the date is said of

/** Finds the dates and times of day of a claim that the article does not state, or states of something else. */
export function checkMoments(claim: Claim, index: ArticleIndex): ClaimEvidence['issues'] {
  const { publishedAt } = index.article;
  const published = publishedAt ? momentsOf(publishedAt.slice(0, 10)) : [];
  const givenYear = (year: number) =>
    [...published, ...index.moments].some((moment) => moment.year === year) ||
    index.figures.some(({ unit, count }) => unit === null && count === year);
  const seen = new Set<string>();

  return claim.moments.flatMap((moment) => {
    const near = nearness(claim.text, moment);
    const same = (stated: Moment) => sameMoment(moment, stated, givenYear) || near(stated);
    const bareYear = kindOf(moment) === 'year' && moment.year !== undefined;
    const places = index.moments.filter(same);
    const given =
      published.some(same) ||
      (bareYear && givenYear(moment.year)) ||
      isRelative(moment, published, index) ||
      (places.length === 0 && isReckoned(moment, claim.text, index));
    const around = surroundingsInClaim(claim, moment);
    const others = claim.moments.filter((other) => other !== moment);
    const rival = rivalOf(
      index.moments,
      around,
      index,
      (place) =>
        kindOf(place) === kindOf(moment) &&
        !same(place) &&
        !others.some((other) => sameMoment(other, place, givenYear)),
    );
    if (places.length > 0 || given) {
      const told = places.some(({ start }) => coverageBy(index.passageAt(start), claim, index) >= SAID);
      const nearest = nearestOf(places, around, index);
      const outdone = isOutdone(nearest, rival, claim, index);
      if (!outdone && (places.length === 0 || given || told || !isMisplaced(nearest, rival, claim, index))) return [];
    }
    const written = claim.text.slice(moment.start, moment.end);
    if (seen.has(written)) return [];
    seen.add(written);
    const instead = rival ? index.textOf(rival.place) : undefined;
    const message =
      places.length > 0
        ? `The article states "${written}" of something else; here it has "${instead}". Put each date with what happened then.`
        : `The article does not state "${written}"${instead === undefined ? '' : `; the nearest passage has "${instead}"`}. Use the article's own date or leave it out.`;
    return [{ code: 'number' as const, message }];
  });
}

const NEARLY = /\b(?:(?<way>after|before|past)|around|about|roughly|towards|nearly|almost|approximately|circa)\s$/i;
const MOST_NEAR = 10; // minutes
const MOST_DATES = 60; // that a span is reckoned from, wherever they stand

/** `shortly after 22:00` of 22:04. */
function nearness(text: string, { time, start }: Moment): (stated: Moment) => boolean {
  const found = NEARLY.exec(text.slice(Math.max(0, start - 16), start));
  if (time === undefined || !found) return () => false;
  const way = found.groups?.way?.toLowerCase();
  return (stated) => {
    if (stated.time === undefined) return false;
    const late = stated.time - time;
    return Math.abs(late) <= MOST_NEAR && (way === undefined || (way === 'before' ? late < 0 : late > 0));
  };
}

/** A date that lies as long before or after one that a passage states as the passage says: `four months late, in May`. */
function isReckoned(claimed: Moment, text: string, index: ArticleIndex): boolean {
  const { quarter, time } = claimed;
  if (quarter !== undefined || time !== undefined || (claimed.year ?? claimed.month) === undefined) return false;
  const roughly = /\b(?:roughly|around|about)\s$/i.test(text.slice(Math.max(0, claimed.start - 8), claimed.start));
  return index.figures.some((span) => {
    const apart = /^\s(?:after|before|later|earlier|late|ahead)\b/.test(
      index.article.text.slice(span.end, span.end + 8),
    );
    if (span.fraction && !apart) return false;
    const far = roughly || (apart && claimed.day !== undefined);
    const near = far
      ? index.moments.slice(0, MOST_DATES)
      : within(index.moments, index.passages[index.passageAt(span.start)]);
    return near.some((stated) => lies(claimed, span, stated) || lies(claimed, { ...span, value: -span.value }, stated));
  });
}

/** Whether a date lies a span, in months or days, after another. */
function lies({ year, month, day }: Moment, { unit, value }: Figure, stated: Moment): boolean {
  if (month !== undefined && stated.month === undefined) return false;
  if (day !== undefined) {
    if (unit !== 'seconds' || month === undefined || stated.month === undefined || stated.day === undefined)
      return false;
    const now = year ?? stated.year ?? 2001;
    return Date.UTC(now, month - 1, day) - Date.UTC(stated.year ?? now, stated.month - 1, stated.day) === value * 1000;
  }
  if (unit !== 'months' || (year !== undefined && stated.year === undefined)) return false;
  if (month === undefined) return Math.abs((stated.year ?? 0) + value / 12 - (year ?? 0)) <= 0.5;
  const months = ((stated.year ?? 0) - (year ?? 0)) * 12 + (stated.month ?? 0) - month + value;
  return year === undefined || stated.year === undefined ? months % 12 === 0 : months === 0;
}

function kindOf({ time, day, month, weekday, decade, quarter, half }: Moment): string {
  if (time !== undefined) return 'time';
  if (weekday !== undefined) return 'weekday';
  if (decade !== undefined) return 'decade';
  if (quarter !== undefined || half !== undefined) return 'period';
  return day !== undefined ? 'day' : month !== undefined ? 'month' : 'year';
}

/** A year that follows from `last year` or `this year` and the date of the article. */
function isRelative(
  { year, month, quarter }: Moment,
  published: readonly Moment[],
  { article }: ArticleIndex,
): boolean {
  const now = published[0]?.year;
  if (year === undefined || month !== undefined || quarter !== undefined || now === undefined) return false;
  if (year === now - 1)
    return /\b(?:last year|a year ago|the year before|previous year|a year earlier|last (?:spring|summer|autumn|fall|winter|[A-Z]\w+ber|[A-Z]\w+ary))\b/i.test(
      article.text,
    );
  return year === now + 1 && /\bnext year\b/i.test(article.text);
}
