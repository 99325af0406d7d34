import type { Search } from './search.ts';

const SHARE_OFF = 0.5; // percentage points by which a share may be off that is reckoned from two counts

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
