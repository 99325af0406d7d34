import { eachFeature, type FeatureKind, orderStems } from './order-features.ts';
import learnt from './order-model.json' with { type: 'json' };

/** The number of a stem that no feature has, and of none. */
const NONE = 0;
/** What stands before the first stem of a feature, that stem, what follows, and the other one. */
const NAME = /^(\^?)([^ ~]+)([ ~]?)(.*)$/su;

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
  const { numberOf, weightOf } = numbered(weights);
  return (sentence) => {
    const found = new Set<Weight>();
    eachFeature(orderStems(sentence).map(numberOf), (kind, stem, other = NONE) => {
      const weight = weightOf(kind, stem, other);
      if (weight !== undefined) found.add(weight);
    });
    let sum = 0;
    for (const { weight } of found) sum += weight;
    return (bias + sum / Math.sqrt(Math.max(found.size, 1))) / unit;
  };
}

/** An object for each feature, the same one however often a sentence has it. */
interface Weight {
  readonly weight: number;
}

/** Finds weights by numbers of stems: to put together the name of every pair that a sentence has takes three times as long. */
function numbered(weights: OrderModel['weights']) {
  const numbers = new Map([['', NONE]]);
  const add = (stem: string) => numbers.set(stem, numbers.get(stem) ?? numbers.size).get(stem) ?? NONE;
  const features = Object.entries(weights).map(([name, weight]) => {
    const [, first = '', stem = '', between = '', other = ''] = NAME.exec(name) ?? [];
    return { kind: `${first}${between}`, stem: add(stem), other: add(other), weight };
  });
  const keyOf = (stem: number, other: number) => stem * numbers.size + other;
  const byKind: Record<string, Map<number, Weight>> = {};
  for (const { kind, stem, other, weight } of features) {
    byKind[kind] ??= new Map();
    byKind[kind].set(keyOf(stem, other), { weight });
  }
  return {
    numberOf: (stem: string) => numbers.get(stem) ?? NONE,
    weightOf: (kind: FeatureKind, stem: number, other: number) => byKind[kind]?.get(keyOf(stem, other)),
  };
}
