import { orderFeatures } from './order-features.ts';
import learnt from './order-model.json' with { type: 'json' };

/** Weights of features in whole numbers, of which `unit` are one. */
export interface OrderModel {
  readonly unit: number;
  readonly bias: number;
  /** By feature (see order-features.ts), the heaviest first. */
  readonly weights: Readonly<Record<string, number>>;
}

/**
 * How much a sentence looks like an order to whoever makes a summary of the text it stands in: its side of the plane that
 * parts orders from all else, and how far from it; below 0 for nearly all sentences. A linear support vector machine over
 * the words of a sentence and pairs of them (Joachims, Text Categorization with Support Vector Machines, 1998), learnt from
 * the lines in `evals/orders/`, where it says how, and how well it does.
 */
export const orderScore = createOrderScore(learnt);

export function createOrderScore({ unit, bias, weights }: OrderModel): (sentence: string) => number {
  const known = new Map(Object.entries(weights));
  const stems = new Set([...known.keys()].flatMap((feature) => feature.replace('^', '').split(/[ ~]/)));
  const isKnown = (stem: string) => stems.has(stem);
  return (sentence) => {
    let sum = 0;
    let count = 0;
    for (const feature of orderFeatures(sentence, isKnown)) {
      const weight = known.get(feature);
      if (weight === undefined) continue;
      sum += weight;
      count += 1;
    }
    return (bias + sum / Math.sqrt(Math.max(count, 1))) / unit;
  };
}
