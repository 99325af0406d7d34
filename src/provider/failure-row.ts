/** Calls that failed one after the other, without a success that ends the row. */
export interface FailureRow {
  /** @param mayBeCharged as may a timeout, or an answer that broke off. */
  add(article: string, now: number, mayBeCharged: boolean): void;
  end(): void;
  calls(): number;
  /** How many of its last calls may be charged. */
  paid(): number;
  /** Whether so many different articles failed in it. */
  isOfMany(): boolean;
  /** When the first of them failed; undefined where none did. */
  beganAt(): number | undefined;
}

/** @param many how many articles it takes; no more are kept. */
export function createFailureRow(many: number): FailureRow {
  let calls = 0;
  let paid = 0;
  let beganAt: number | undefined;
  const articles = new Set<string>();
  return {
    add(article, now, mayBeCharged) {
      beganAt ??= now;
      calls += 1;
      paid = mayBeCharged ? paid + 1 : 0;
      if (articles.size < many) articles.add(article);
    },
    end() {
      calls = 0;
      paid = 0;
      beganAt = undefined;
      articles.clear();
    },
    calls: () => calls,
    paid: () => paid,
    isOfMany: () => articles.size >= many,
    beganAt: () => beganAt,
  };
}
