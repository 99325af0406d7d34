import { orderFeatures } from '../../src/safety/order-features.ts';
import type { OrderModel } from '../../src/safety/order-model.ts';
import { spokenOf, withoutSpeech } from '../../src/safety/quoted-orders.ts';

/** A sentence with what it is judged by. */
export interface Example {
  readonly features: readonly string[];
  readonly isOrder: boolean;
  /** How much it costs to judge it wrongly. */
  readonly cost: number;
}

/** A line that looks like an order weighs as much as an order, an ordinary one, of which there are many, less. */
const COSTS = { orders: 4, innocents: 4, ordinary: 2 } as const;
/** A feature that only one sentence has says nothing of others. */
const FEWEST = 2;
/** So many features are kept, by the size of their weights. */
const KEPT = 8_000;
const UNIT = 100;
const ROUNDS = 20;

export type Kind = keyof typeof COSTS;

export function exampleOf(sentence: string, kind: Kind): Example {
  return {
    features: [...orderFeatures(spokenOf(withoutSpeech(sentence)))],
    isOrder: kind === 'orders',
    cost: COSTS[kind],
  };
}

/**
 * Learns weights twice: with all features that two sentences share, and with the heaviest of them alone. The same examples
 * in the same order make the same weights to the last digit: what is drawn follows from a seed, and only sums, products and
 * square roots are used.
 */
export function learn(examples: readonly Example[]): OrderModel {
  const counts = new Map<string, number>();
  for (const { features } of examples) for (const one of features) counts.set(one, (counts.get(one) ?? 0) + 1);
  const shared = new Set([...counts].filter(([, count]) => count >= FEWEST).map(([feature]) => feature));
  const all = parted(examples, shared);
  const kept = new Set(
    [...all.weights]
      .sort(heaviestFirst)
      .slice(0, KEPT)
      .map(([feature]) => feature),
  );
  const { bias, weights } = parted(examples, kept);
  const whole = [...weights].map(([feature, weight]) => [feature, Math.round(weight * UNIT)] as const);
  return {
    unit: UNIT,
    bias: Math.round(bias * UNIT),
    weights: Object.fromEntries(whole.filter(([, weight]) => weight !== 0).sort(heaviestFirst)),
  };
}

const heaviestFirst = ([a, one]: readonly [string, number], [b, other]: readonly [string, number]) =>
  Math.abs(other) - Math.abs(one) || (a < b ? -1 : 1);

/**
 * The plane between orders and the rest, by dual coordinate descent with squared hinge loss (Hsieh et al., A Dual Coordinate
 * Descent Method for Large-scale Linear SVM, ICML 2008, algorithm 1). A sentence counts by the root of how many features it has.
 */
function parted(examples: readonly Example[], kept: ReadonlySet<string>) {
  const places = new Map([...kept].map((feature, index) => [feature, index]));
  const rows = examples.map(({ features, isOrder, cost }) => {
    const held = Uint32Array.from(features.flatMap((feature) => places.get(feature) ?? []));
    return { held, scale: 1 / Math.sqrt(Math.max(held.length, 1)), side: isOrder ? 1 : -1, slack: 1 / (2 * cost) };
  });
  const weights = new Float64Array(kept.size);
  const pulls = new Float64Array(rows.length);
  let bias = 0;
  const order = Uint32Array.from(rows.keys());
  const below = drawsFrom(1);
  for (let step = 0; step < ROUNDS * rows.length; step += 1) {
    const at = step % rows.length;
    // Each round has an order of its own, without which it takes far more of them.
    const other = at + below(rows.length - at);
    const index = order[other] ?? 0;
    order[other] = order[at] ?? 0;
    order[at] = index;
    const row = rows[index];
    if (row === undefined) continue;
    const { held, scale, side, slack } = row;
    let distance = bias;
    for (const one of held) distance += (weights[one] ?? 0) * scale;
    const pull = pulls[index] ?? 0;
    const next = Math.max(0, pull - (side * distance - 1 + pull * slack) / (2 + slack));
    pulls[index] = next;
    const change = (next - pull) * side;
    if (change === 0) continue;
    bias += change;
    for (const one of held) weights[one] = (weights[one] ?? 0) + change * scale;
  }
  return { bias, weights: new Map([...places].map(([feature, index]) => [feature, weights[index] ?? 0])) };
}

/** Whole numbers below a limit, the same for the same seed (xorshift; Marsaglia, Xorshift RNGs, 2003). */
function drawsFrom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}
