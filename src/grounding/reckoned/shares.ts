import { SMALL_COUNT } from '../figures/small-counts.ts';
import { textBehind } from '../text-beside.ts';
import { within } from '../within.ts';
import type { Search } from './search.ts';

const LEAST_WHOLE = 100; // counts below it are a share of something too easily
const COUNT_OFF = 0.5; // by which a count may be off that is reckoned from a share
const SHARE_OFF = 0.5; // percentage points by which a share may be off that is reckoned from two counts

/** `£38 million, less than a fifth of the cost`, which the article states. */
export function ofClaimedPart({ asked: { claimed, fits }, claim, index }: Search): number | null {
  if (claimed.unit !== 'percent' && claimed.unit !== 'times') return null;
  for (const { unit, value, fraction } of claim.figures) {
    if (fraction || unit === 'percent' || unit === 'times' || (unit === null && value <= SMALL_COUNT)) continue;
    const whole = index.figures.find(
      (one) =>
        one.unit === unit &&
        one.value > 0 &&
        one.value !== value &&
        fits(claimed.unit === 'percent' ? (100 * value) / one.value : value / one.value),
    );
    if (whole) return index.passageAt(whole.start);
  }
  return null;
}

/** `half of the patients`, of whom another passage counts 486: 243. */
export function ofWhole({ asked, ranked, index }: Search): number | null {
  const { unit, count, fraction } = asked.claimed;
  if (unit !== null || fraction || count < LEAST_WHOLE) return null;
  const isWhole = (share: number) =>
    index.figures.some((whole) => whole.unit === null && Math.abs((whole.count * share) / 100 - count) <= COUNT_OFF);
  const found = ranked.find((passage) =>
    within(index.figures, index.passages[passage]).some(
      (share) =>
        share.unit === 'percent' && /^\sof\b/.test(textBehind(index.article.text, share, 4)) && isWhole(share.value),
    ),
  );
  return found ?? null;
}

const PART_OF_WHOLE = /^\s(?:out\s)?of\s(?:the\s|its\s|our\s|their\s|all\s)?$/;

/** The passage that says a share outright, `44 of 61`, in whatever words; none where another contradicts it. */
export function ofCountedShare({ asked: { claimed, fits }, index, contradicted }: Search): number | null {
  if (contradicted || claimed.unit !== 'percent' || claimed.fraction) return null;
  for (const [at, whole] of index.figures.entries()) {
    const part = index.figures[at - 1];
    if (!part || part.unit !== null || whole.unit !== null || part.count <= 1 || part.count >= whole.count) continue;
    if (!PART_OF_WHOLE.test(index.article.text.slice(part.end, whole.start))) continue;
    const share = (100 * part.count) / whole.count;
    if (fits(share) || Math.abs(share - claimed.value) <= SHARE_OFF) return index.passageAt(part.start);
  }
  return null;
}
