import type { Figure } from '../figures/figures.ts';
import { within } from '../within.ts';
import { figuresIn, type Search, withNext } from './search.ts';

const LIKE = 0.2; // surroundings of the part that a share is of
const LEAST_PARTS = 3; // two figures are read one with the other elsewhere

/**
 * Whether three figures or more that stand together in a passage, or of a total in two, come to a figure that the claim
 * calls a total; or the share that the claim states is that of one of them in all.
 */
export function isOfMany(passage: number, { asked: { claimed, total, fits }, index, like, isNear }: Search): boolean {
  const share = claimed.unit === 'percent';
  if (!share && !total) return false;
  const range = total ? withNext(passage, index) : index.passages[passage];
  const isSum = (parts: readonly Figure[], unit: Figure['unit']) => {
    const sum = parts.reduce((all, { value }) => all + value, 0);
    if (total && unit === claimed.unit && fits(sum)) return true;
    if (!share || unit === 'percent') return false;
    return parts.some((part) => fits((100 * part.value) / sum) && like(part) >= LIKE && isNear(part));
  };
  const units = share ? new Set(within(index.figures, range).map(({ unit }) => unit)) : [claimed.unit];
  for (const unit of units) {
    const figures = figuresIn(range, index, (figure) => figure.unit === unit && !figure.fraction);
    for (let from = 0; from + LEAST_PARTS <= figures.length; from += 1)
      for (let to = from + LEAST_PARTS; to <= figures.length; to += 1)
        if (isSum(figures.slice(from, to), unit)) return true;
  }
  return false;
}
