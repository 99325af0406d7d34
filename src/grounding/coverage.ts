import type { ArticleIndex } from './article-index.ts';
import type { Claim } from './claim.ts';

/** Share of what the words of a claim weigh that one passage has, 0 to 1; 0 for a claim without content words. */
export function coverageBy(passage: number, { terms }: Claim, index: ArticleIndex): number {
  let [shared, all] = [0, 0];
  for (const term of terms.keys()) {
    const weight = index.weightOf(term);
    all += weight;
    if (index.holdersOf(term).includes(passage)) shared += weight;
  }
  return all === 0 ? 0 : shared / all;
}
