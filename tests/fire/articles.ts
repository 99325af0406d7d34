import { backedArticle } from '../support/backed-article.ts';

/** The same on every run, and no two alike. */
export function articleNumber(n: number): string {
  return backedArticle.replace(/^# .*/, `# ${titleOf(n)}`).concat(`\nThis was written on day ${n} of the year.\n`);
}

export const titleOf = (n: number) => `Report ${String(n).padStart(4, '0')}`;

export const jsonLine = (value: unknown) => `${JSON.stringify(value)}\n`;

/** Whole numbers from `from` to `to`, the same for the same seed (the minimal standard generator of Park and Miller). */
export function numbersFrom(seed: number): (from: number, to: number) => number {
  let state = seed;
  return (from, to) => {
    state = (state * 48_271) % 2_147_483_647;
    return from + (state % (to - from + 1));
  };
}
