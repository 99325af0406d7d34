import type { ArticleIndex } from '../article-index.ts';
import type { Asked } from './asked.ts';

const MOST_LEVELS = 100; // figures of the article, any two of which are compared

/** Whether any two figures of the article are as far apart as a claim says; the unit of one may go without saying. */
export function isApart({ claimed, fits }: Asked, index: ArticleIndex): boolean {
  const levels = index.figures.slice(0, MOST_LEVELS).flatMap(({ unit, value, count, fraction, start }) => {
    if (fraction) return [];
    const block = index.passages[index.passageAt(start)]?.block;
    const points = unit === 'percent' && (claimed.unit === null || claimed.unit === 'points');
    if (unit === claimed.unit || points) return [{ value, block, named: true }];
    return unit === null ? [{ value: count * (claimed.value / (claimed.count || 1)), block, named: false }] : [];
  });
  return levels.some(({ value, block, named }, at) =>
    levels
      .slice(0, at)
      .some(
        (other) =>
          (named ? other.named || other.block === block : other.named && other.block === block) &&
          fits(Math.abs(value - other.value)),
      ),
  );
}
