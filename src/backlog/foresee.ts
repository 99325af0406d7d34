import type { ArticleEstimate, Estimate } from '../provider/estimate-article.ts';

/** What each provider would take, were it the one to answer for all articles. */
export interface Foresight {
  /** Takes in what a model would be sent of an article that would be drafted. */
  add(text: string): void;
  /** Takes in one that nobody has seen yet: it counts as an average one. */
  addUnseen(): void;
  forecasts(): ArticleEstimate[];
}

/** Parts of a dollar that costs are told in, as they are counted in the ledger. */
const NANOS = 1e9;
/** Stands for an article that was not seen, where no other was seen either. */
const AVERAGE = 'word '.repeat(700);

/** Adds up the estimates of articles, provider by provider. */
export function createForesight(estimate: (text: string) => readonly ArticleEstimate[]): Foresight {
  const sums = estimate('').map((one) => ({ ...one, likely: { ...nothing }, most: { ...nothing } }));
  let seen = 0;
  let unseen = 0;

  return {
    add(text) {
      seen += 1;
      for (const [index, { likely, most }] of estimate(text).entries()) {
        const sum = sums[index];
        if (sum) Object.assign(sum, { likely: plus(sum.likely, likely), most: plus(sum.most, most) });
      }
    },
    addUnseen() {
      unseen += 1;
    },
    forecasts() {
      const average = estimate(AVERAGE);
      return sums.map((sum, index) => {
        if (seen > 0) {
          const factor = (seen + unseen) / seen;
          return { ...sum, likely: times(sum.likely, factor), most: times(sum.most, factor) };
        }
        const { likely, most } = average[index] ?? sum;
        return { ...sum, likely: times(likely, unseen), most: times(most, unseen) };
      });
    },
  };
}

const nothing: Estimate = { calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 };

function plus(one: Estimate, other: Estimate): Estimate {
  return {
    calls: one.calls + other.calls,
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    costUsd: one.costUsd === null || other.costUsd === null ? null : one.costUsd + other.costUsd,
  };
}

function times({ calls, inputTokens, outputTokens, costUsd }: Estimate, factor: number): Estimate {
  return {
    calls: Math.round(calls * factor),
    inputTokens: Math.round(inputTokens * factor),
    outputTokens: Math.round(outputTokens * factor),
    costUsd: costUsd === null ? null : Math.round(costUsd * factor * NANOS) / NANOS,
  };
}
