import { summaryLimits } from '../summary/summary.ts';

/**
 * What stands in for sentences that an article does not have: when all of it repeats itself, runs on without a stop or
 * is made of fragments. Plain and true; a cut-off sentence would be neither.
 */
export const lastResort = {
  line: (keywords: readonly string[]) =>
    `The article speaks of ${keywords.slice(0, 3).join(', ')}, but no sentence of it says in brief what follows from that.`,
  bullets: (keywords: readonly string[], isBullet: (text: string) => boolean) => {
    const mentions = keywords.map((keyword) => `The article mentions ${keyword}.`).filter(isBullet);
    const gaps = Array.from(
      { length: summaryLimits.bullets.min },
      (_, index) => `No sentence of the article is short and whole enough to be point ${index + 1} of a summary.`,
    );
    return [...mentions, ...gaps];
  },
};
