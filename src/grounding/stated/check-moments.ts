import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { coverageBy } from '../coverage.ts';
import type { FoundIssue } from '../evidence.ts';
import { type Moment, momentsOf, sameMoment } from '../figures/moments.ts';
import { isMisplaced, isOutdone, nearestOf, rivalOf } from '../misplaced.ts';
import { oncePerArticle } from '../once-per-passage.ts';
import { isReckonedMoment } from '../reckoned/reckoned-moments.ts';
import { surroundingsInClaim } from '../surroundings.ts';

const SAID = 0.4; // of the claim by a passage with its date: it may well be what the date is said of

/** Finds the dates and times of day of a claim that the article does not state, or states of something else. */
export function checkMoments(claim: Claim, index: ArticleIndex): FoundIssue[] {
  const { publishedAt } = index.article;
  const published = publishedAt ? momentsOf(publishedAt.slice(0, 10)) : [];
  const years = yearsOf(index);
  const givenYear = (year: number) => years.has(year) || published.some((moment) => moment.year === year);
  const seen = new Set<string>();

  return claim.moments.flatMap((moment) => {
    const near = nearness(claim.text, moment);
    const same = (stated: Moment) => sameMoment(moment, stated, givenYear) || near(stated);
    const bareYear = kindOf(moment) === 'year' && moment.year !== undefined;
    const places = index.moments.filter(same);
    const given = published.some(same) || (bareYear && givenYear(moment.year)) || isRelative(moment, published, index);
    const around = surroundingsInClaim(claim, moment);
    const others = claim.moments.filter((other) => other !== moment);
    const rival = rivalOf(
      index.moments,
      around,
      index,
      (place) =>
        kindOf(place) === kindOf(moment) &&
        !same(place) &&
        !isHead(place, index) &&
        !others.some((other) => sameMoment(other, place, givenYear)),
    );
    const contradicted = isOutdone(0, rival, claim, index);
    if (places.length === 0 && isReckonedMoment(moment, claim.text, contradicted, index)) return [];
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

/** Whether a date heads a column of a table: it dates what stands below it, and nothing that stands beside it. */
function isHead({ start }: Moment, { passages, passageAt }: ArticleIndex): boolean {
  const at = passageAt(start);
  const row = passages[at];
  return row?.kind === 'table' && passages[at - 1]?.block !== row.block;
}

/** The years that an article has in dates or as bare numbers: asked for at every date, they are collected once. */
const yearsOf = oncePerArticle(({ figures, moments }): ReadonlySet<number | undefined> => {
  const bare = figures.flatMap(({ unit, count }) => (unit === null ? count : []));
  return new Set([...moments.map(({ year }) => year), ...bare]);
});

const NEARLY = /\b(?:(?<way>after|before|past)|around|about|roughly|towards|nearly|almost|approximately|circa)\s$/i;
const MOST_NEAR = 10; // minutes

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
