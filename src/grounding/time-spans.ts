import type { ArticleIndex } from './article-index.ts';
import type { Figure } from './figures.ts';
import type { Moment } from './moments.ts';
import { within } from './within.ts';

const MOST_DATES = 30;

/**
 * Whether a duration of a claim is the time between two dates, times of day or months of the nearest passages, or, where
 * no other figure contradicts it, of the article: 21 days from 3 to 24 May, five months from June to November, six from
 * January to June when both count.
 */
export function isTimeSpan(
  claimed: Figure,
  ranked: readonly number[],
  index: ArticleIndex,
  contradicted: boolean,
): boolean {
  if (claimed.fraction) return false;
  const near = ranked.flatMap((passage) => within(index.moments, index.passages[passage]));
  if (claimed.unit === 'months') {
    return ranked.some((passage) => monthsIn(within(index.moments, index.passages[passage])).has(claimed.value));
  }
  if (claimed.unit !== 'seconds') return false;
  const days: number[] = [];
  const minutes: number[] = [];
  for (const { day, month, time } of contradicted ? near : [...near, ...index.moments.slice(0, MOST_DATES)]) {
    if (day !== undefined && month !== undefined) days.push(Date.UTC(2001, month - 1, day) / 86_400_000);
    if (time !== undefined) minutes.push(time);
  }
  const some = (list: readonly number[], size: number) =>
    list.some((one) =>
      list.some(
        (other) => one > other && Math.abs((one - other) * size - claimed.value) <= claimed.slack * claimed.value * 0.5,
      ),
    );
  return some(days, 86_400) || some(minutes, 60);
}

/** How many months lie between two that follow each other, without and with both of them. */
function monthsIn(moments: readonly Moment[]): ReadonlySet<number> {
  const months = moments.flatMap(({ month, day }) => (month !== undefined && day === undefined ? [month] : []));
  return new Set(
    months.flatMap((to, at) => {
      const from = months[at - 1];
      return from !== undefined && to > from ? [to - from, to - from + 1] : [];
    }),
  );
}
